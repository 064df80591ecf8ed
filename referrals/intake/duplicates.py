"""Whether somebody is referred already, as far as whoever asks may know."""

import uuid
from collections.abc import Iterable

from sqlalchemy import or_

from core.db import db
from referrals.intake.models import Referral
from referrals.intake.queries import visible_to
from referrals.people.models import Person
from referrals.workflow import OPEN


def of_person(actor, person) -> list[Referral]:
    """The actor's open referrals of this person, oldest first: the same NHS number, or the same name and birthday.

    `person` is a Person, or anything with its `nhs_number`, `first_name`, `family_name` and `date_of_birth`.
    """
    return [referral for referral in _candidates(actor, [person]) if _same(referral.person, person)]


def among(actor, referrals: Iterable[Referral]) -> dict[uuid.UUID, list[Referral]]:
    """Beside each of these, the actor's other open referrals of the same person."""
    referrals = list(referrals)
    found = _candidates(actor, [referral.person for referral in referrals])
    return {
        one.id: [other for other in found if other.id != one.id and _same(other.person, one.person)]
        for one in referrals
    }


def _candidates(actor, people: list) -> list[Referral]:
    """Names are compared afterwards: databases differ in what they hold to be the same letter."""
    numbers = {person.nhs_number for person in people if person.nhs_number}
    births = {person.date_of_birth for person in people}
    rows = visible_to(actor).join(Referral.person).where(Referral.status.in_(OPEN))
    rows = rows.where(or_(Person.nhs_number.in_(list(numbers)), Person.date_of_birth.in_(list(births))))
    return list(db.session.scalars(rows.order_by(Referral.submitted_at, Referral.id)))


def _same(one, other) -> bool:
    if one.nhs_number and one.nhs_number == other.nhs_number:
        return True
    return one.date_of_birth == other.date_of_birth and _name(one) == _name(other)


def _name(person) -> str:
    return " ".join(f"{person.first_name} {person.family_name}".split()).casefold()
