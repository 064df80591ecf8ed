"""A smaller year lived in the tables, through the operations that people use: it goes as the reckoned one goes.

So the year of 1,000 referrals, which needs no database, tells of the application and not of a model of it.
"""

import datetime as dt
import itertools

from accounts import operations as accounts
from accounts.actors import Actor
from accounts.models import User
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from referrals.allocation import operations, queries
from referrals.caseload import operations as caseload
from referrals.intake import operations as intake
from referrals.intake.models import Referral
from referrals.words import Attendance, GivenBy, GivenHow, Method, NoNhsNumber, Priority, RiskKind
from tests.referrals.allocation.year import FIRST, Fate, Worker, Year, by_suggestion
from tests.support.people import PASSWORD, SYSTEM

RISKS = (RiskKind.FALLS, RiskKind.HOME)
NINE = dt.time(9, tzinfo=dt.UTC)
AGREED = {"given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN, "no_nhs_number": NoNhsNumber.NOT_KNOWN}
ENDED = {"reason": "goals_met", "outcome": "Well", "actions_for_referrer": "No actions required"}


def at(day: dt.date):
    """Nine in the morning of that day: everything of a day happens then, so that weeks are whole."""
    return clock.at(dt.datetime.combine(day, NINE))


class Nearby(Worker):
    """A link worker who has written down no base, so that no distance is known to the application."""

    def miles(self, drawn):
        return None


class LivedYear(Year):
    """The same year, each thing of which is done in the tables as well; whoever gets a referral must be the same."""

    def __init__(self, fate: Fate, people) -> None:
        super().__init__(fate, self._give)
        self.people, self.reckoned, self.today = people, by_suggestion(), FIRST
        self.team = [Nearby(one.name, one.terms, one.base, one.sick) for one in self.team]
        self.actors, self.ids, self.ill = {}, {}, set()
        with at(FIRST), transaction():
            for worker in self.team:
                self._join(worker)

    def _join(self, worker: Worker) -> None:
        name, email = worker.name, f"{worker.name.lower()}@footbridge.example"
        joined = {"organisation_id": self.people.service, "role": Role.LINK_WORKER, "password": PASSWORD}
        self.actors[name] = Actor(accounts.open_account(SYSTEM, name=name, email=email, **joined))
        terms = worker.terms
        said = {"skills": terms.skills, "languages": terms.languages, "gender": terms.gender}
        operations.keep_post(self.people.service_lead, self._user(worker), weekly_hours=terms.weekly_hours, **said)
        for away in terms.leave:
            self._away(worker, away)

    def _user(self, worker: Worker) -> User:
        return db.session.get(User, self.actors[worker.name].id)

    def _away(self, worker: Worker, away) -> None:
        days = {"begins_on": away.begins_on, "ends_on": away.ends_on}
        operations.add_leave(self.people.service_lead, self._user(worker), **days)

    def _give(self, drawn, team, today):
        """As is reckoned and as the tables say: the same order of the whole team, and the same promise."""
        self.today = today
        with at(today), transaction():
            self._fall_ill(today)
            referral = self._refer(drawn)
            assert referral.promised_on == drawn.asked.due
            found = [one.link_worker.name for one in queries.suggest(self.people.service_lead, referral)]
            chosen = self.reckoned(drawn, team, today)
            assert found[0] == chosen.name, f"{referral.submitted_at:%d %B}: {found}, reckoned {chosen.name}"
            intake.take_step(self.people.service_lead, referral, "accept")
            to = self.actors[chosen.name].id
            intake.take_step(self.people.service_lead, referral, "allocate", link_worker_id=to)
            self.ids[drawn.number] = referral.id
        return chosen

    def _fall_ill(self, today) -> None:
        for worker, away in ((one, away) for one in self.team for away in one.sick):
            if away.begins_on <= today <= away.ends_on and away not in self.ill:
                self.ill.add(away)
                self._away(worker, away)

    def _refer(self, drawn) -> Referral:
        asked = drawn.asked
        referral = intake.make_referral(
            self.people.clinician,
            service_id=self.people.service,
            reasons=[asked.main_reason],
            need="Company",
            priority=Priority.URGENT if asked.urgent else Priority.ROUTINE,
            risks=RISKS[: asked.risks] or [RiskKind.NONE_KNOWN],
            risk_details="Stairs",
            given_on=clock.today(),
            first_name="Ann",
            family_name=f"Number{drawn.number}",
            date_of_birth=dt.date(1950, 1, 1) + dt.timedelta(days=drawn.number),
            telephone="07700 900123",
            postcode="PO1 2DY",
            language=asked.language,
            needs_interpreter=asked.needs_interpreter,
            **AGREED,
        )
        if asked.wish:
            operations.note_wish(self.people.service_lead, referral, gender=asked.wish)
        return referral

    def note(self, worker, one, what) -> None:
        actor, home = self.actors[worker.name], one.done and one.done[-1][1]
        day = one.done[-1][0] if what != "tried" else one.tried[-1]
        with at(day), transaction():
            referral = db.session.get(Referral, self.ids[one.drawn.number])
            caseload.record(
                actor,
                referral,
                happened_at=clock.now(),
                method=Method.HOME if home else Method.TELEPHONE,
                attendance=Attendance.NOT_REACHED if what == "tried" else Attendance.ATTENDED,
            )
            if what == "ended":
                intake.take_step(actor, referral, "close", **ENDED)


def test_a_year_in_the_tables_goes_as_the_reckoned_one(people):
    year = LivedYear(Fate(12, seed=7), people).live()
    assert len(year.ids) == 12
    with_whom = [one.drawn.number for worker in year.team for one in worker.held]
    spoken = {one.drawn.number for one in year.all if one.done}
    open_ids = {db.session.get(Referral, year.ids[number]).is_open for number in with_whom}
    assert open_ids <= {True}
    for number in itertools.islice(sorted(spoken), 10):
        referral = db.session.get(Referral, year.ids[number])
        held = next(one for one in year.all if one.drawn.number == number)
        assert referral.first_contact_on == held.first_on
