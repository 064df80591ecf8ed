"""Whether somebody is referred already, as far as whoever asks may know, and why one should think so."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select, union

from core.db import db
from referrals.intake.likeness import Who, birthdays_like, reasons
from referrals.intake.models import Referral
from referrals.intake.queries import visible_to
from referrals.people.models import Person
from referrals.workflow import OPEN, Status


class Alike(NamedTuple):
    """An open referral whose person may be the same, with the reasons in words, the strongest first."""

    referral: Referral
    reasons: list[str]


class _Seen(NamedTuple):
    """A referral and what is compared of its person."""

    id: uuid.UUID
    who: Who


def alike(actor, person, *, but: uuid.UUID | None = None, statuses: frozenset[Status] = OPEN) -> list[Alike]:
    """The actor's open referrals of somebody who may be this person, oldest first; `but` is the referral at hand.

    With other `statuses`, those referrals instead.

    `person` is a Person, or anything with its names, `nhs_number` and `date_of_birth`, and perhaps its `postcode`.
    Birthdays that differ by a slip are looked for as well.
    """
    who = _who(person)
    births = birthdays_like(who.date_of_birth) if who.date_of_birth else set()
    compared = {one.id: reasons(who, one.who) for one in _with(actor, {who.nhs_number} - {None, ""}, births, statuses)}
    why = {one: words for one, words in compared.items() if words and one != but}
    return [Alike(referral, why[referral.id]) for referral in _read(why)]


def of_person(actor, person) -> list[Referral]:
    """The actor's open referrals of somebody who may be this person, oldest first."""
    return [pair.referral for pair in alike(actor, person)]


def among(actor, referrals: Iterable[Referral]) -> dict[uuid.UUID, list[Referral]]:
    """Beside each of these, the actor's other open referrals of the same person, for a list of many.

    Here a birthday must be the same but for day and month: every slip of every birthday would be half the caseload.
    """
    referrals = list(referrals)
    people = {referral.id: _who(referral.person) for referral in referrals}
    numbers = {who.nhs_number for who in people.values() if who.nhs_number}
    births = {day for who in people.values() for day in _either_way_round(who.date_of_birth)}
    near: dict[object, list[_Seen]] = {}
    for one in _with(actor, numbers, births, OPEN):
        for key in {one.who.nhs_number, *_either_way_round(one.who.date_of_birth)} - {None}:
            near.setdefault(key, []).append(one)
    beside = {one: _others(one, who, near) for one, who in people.items()}
    read = {one.id: one for one in _read(set().union(*beside.values()))}
    return {one: [other for other_id, other in read.items() if other_id in others] for one, others in beside.items()}


def _others(referral_id: uuid.UUID, who: Who, near: dict[object, list[_Seen]]) -> set[uuid.UUID]:
    """Only those that share a number or a birthday are compared: the lists are short however long the queue."""
    shared = [*near.get(who.nhs_number, ()), *near.get(who.date_of_birth, ())]
    return {one.id for one in shared if one.id != referral_id and reasons(who, one.who)}


def _either_way_round(day: dt.date) -> set[dt.date]:
    return {day, day.replace(day=day.month, month=day.day)} if day.day <= 12 else {day}


def _who(person) -> Who:
    return Who(**{name: getattr(person, name, None) for name in Who._fields})


def _with(actor, numbers: set[str], births: set[dt.date], statuses: frozenset[Status]) -> list[_Seen]:
    """The actor's referrals of people with one of these numbers or birthdays: both are indexed.

    Among very many are some hundred of one birthday or a slip of it, and hardly one of them is the same person: so no
    more is read of them than is compared.
    """
    if not numbers and not births:
        return []
    people = union(
        select(Person.id).where(Person.nhs_number.in_(sorted(numbers))),
        select(Person.id).where(Person.date_of_birth.in_(sorted(births))),
    )
    rows = visible_to(actor).where(Referral.status.in_(statuses), Referral.person_id.in_(people)).join(Referral.person)
    compared = rows.with_only_columns(Referral.id, *(getattr(Person, name) for name in Who._fields))
    return [_Seen(referral_id, Who(*person)) for referral_id, *person in db.session.execute(compared)]


def _read(ids: Iterable[uuid.UUID]) -> list[Referral]:
    """The referrals that `_with` let through, oldest first."""
    if not (wanted := list(ids)):
        return []
    rows = select(Referral).where(Referral.id.in_(wanted)).order_by(Referral.submitted_at, Referral.id)
    return list(db.session.scalars(rows))
