"""What would happen to a caseload without its link worker: read, reckoned, and nothing written."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select

from accounts.models import User
from core import clock
from core.db import db
from referrals.allocation import held
from referrals.allocation.load import Case, Load, load
from referrals.allocation.models import Wish
from referrals.allocation.moving.dangers import Standing, dangers
from referrals.allocation.moving.sharing import Carried, share_out, with_them
from referrals.allocation.queries import asked_of, terms_of
from referrals.allocation.ranking import Candidate, Ranked
from referrals.allocation.terms import Terms
from referrals.caseload.queries import HELD
from referrals.intake.models import Referral
from referrals.intake.queries import leads_of, link_workers_of, visible_to
from referrals.people.models import Person


@dataclass(frozen=True)
class Share:
    """One person of the caseload: what would be missed, and the colleagues who could take over, the best first."""

    referral: Referral
    dangers: tuple[str, ...]
    ranked: tuple[Ranked, ...]

    @property
    def best(self) -> Ranked | None:
        """Whoever should take over; None where nobody can."""
        return self.ranked[0] if self.ranked and not self.ranked[0].cannot else None


@dataclass(frozen=True)
class Change:
    """A colleague's load before and after."""

    name: str
    before: Load
    after: Load


class Rehearsal:
    """A caseload without its link worker, from one day to another, or for good where there are none."""

    def __init__(self, actor, user: User, *, begins_on: dt.date | None = None, ends_on: dt.date | None = None) -> None:
        self.actor, self.user, self.begins_on, self.ends_on = actor, user, begins_on, ends_on
        self.referrals = _caseload(actor, user)
        here = {one.id: one for one in link_workers_of(actor.organisation_id)}
        self.colleagues = {user_id: one for user_id, one in here.items() if user_id != user.id}
        self.terms = terms_of(actor.organisation_id, [*self.colleagues, user.id])
        self.cases = held.cases_of(actor, self.terms)
        self.known = _known_by(actor, self.referrals)

    @property
    def day(self) -> dt.date:
        """The day on which colleagues must be there."""
        return self.begins_on or clock.today()

    @property
    def load(self) -> Load:
        """What the caseload takes of its link worker's week."""
        return load(self._own.values(), self.terms[self.user.id].weekly_hours)

    @property
    def _own(self) -> Mapping[uuid.UUID, Case]:
        return self.cases.get(self.user.id, {})

    @cached_property
    def candidates(self) -> dict[uuid.UUID, Candidate]:
        """The colleagues as they are today."""
        leads = {one.id for one in leads_of(self.actor.organisation_id)}
        return {
            user_id: Candidate(user_id, user.name, self.terms[user_id], self._load_of(user_id), leads=user_id in leads)
            for user_id, user in self.colleagues.items()
        }

    def _load_of(self, user_id: uuid.UUID) -> Load:
        return load(self.cases.get(user_id, {}).values(), self.terms[user_id].weekly_hours)

    @cached_property
    def shares(self) -> list[Share]:
        """Every person of the caseload, those in danger first."""
        ranked = share_out(self._carried.values(), self.candidates.values(), self._meeting, today=self.day)
        people = {one.id: one for one in self.referrals}
        return [Share(people[key], self._carried[key].dangers, tuple(found)) for key, found in ranked.items()]

    @property
    def in_danger(self) -> list[Share]:
        """Those of whom something would be missed."""
        return [one for one in self.shares if one.dangers]

    @property
    def can_wait(self) -> list[Share]:
        """Those who can wait until their link worker is back."""
        return [one for one in self.shares if not one.dangers]

    def suggested(self) -> dict[uuid.UUID, uuid.UUID]:
        """Who of those in danger should go to whom; who can go to nobody is left out."""
        return {one.referral.id: one.best.candidate.id for one in self.in_danger if one.best}

    def changes(self, moves: Mapping[uuid.UUID, uuid.UUID]) -> list[Change]:
        """The load of every colleague who would get somebody, before and after these moves."""
        found = []
        for user_id, one in self.candidates.items():
            taken = [self._carried[key].asked for key, to in moves.items() if to == user_id and key in self._carried]
            after = with_them(one, ((asked, self._miles(asked, one.terms)) for asked in taken))
            found += [Change(one.name, one.load, after)] if taken else []
        return found

    @cached_property
    def _carried(self) -> dict[uuid.UUID, Carried]:
        wishes = _wishes(self.referrals)
        return {one.id: self._carry(one, wishes.get(one.person_id)) for one in self.referrals}

    def _carry(self, referral: Referral, wish) -> Carried:
        case = self._own[referral.id]
        standing = Standing(case.stage, referral.contact_by, referral.next_step_on, referral.is_urgent)
        asked = replace(asked_of(referral, wish), case=case)
        if self.ends_on:
            asked = replace(asked, due=self.ends_on)
        missed = dangers(standing, begins_on=self.begins_on, ends_on=self.ends_on)
        return Carried(referral.id, asked, tuple(missed))

    def _meeting(self, person: Carried, one: Candidate) -> Candidate:
        known = one.id in self.known.get(person.id, ())
        return replace(one, miles=self._miles(person.asked, one.terms), knows_them=known)

    @staticmethod
    def _miles(asked, terms: Terms) -> float | None:
        return held.miles_between(terms.base_postcode, asked.postcode)


def _caseload(actor, user: User) -> list[Referral]:
    rows = visible_to(actor).where(*HELD, Referral.link_worker_id == user.id)
    return list(db.session.scalars(rows.order_by(Referral.submitted_at, Referral.id)))


def _wishes(referrals: Iterable[Referral]) -> dict:
    ids = [one.person_id for one in referrals]
    return dict(db.session.execute(select(Wish.person_id, Wish.gender).where(Wish.person_id.in_(ids))).all())


def _known_by(actor, referrals: Iterable[Referral]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """By referral, who had its person before: by the NHS number."""
    numbers = {one.id: one.person.nhs_number for one in referrals if one.person.nhs_number}
    rows = visible_to(actor).join(Referral.person).with_only_columns(Person.nhs_number, Referral.link_worker_id)
    rows = rows.where(Person.nhs_number.in_(list(numbers.values())), Referral.link_worker_id.is_not(None))
    had: dict[str, set[uuid.UUID]] = {}
    for number, user_id in db.session.execute(rows.distinct()):
        had.setdefault(number, set()).add(user_id)
    return {key: had.get(number, set()) for key, number in numbers.items()}
