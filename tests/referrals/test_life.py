"""The whole life of referrals in a real database: whatever anybody does in whatever order, none is lost."""

import datetime as dt
from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from accounts.actors import System
from accounts.administration.operations import end_membership
from accounts.models import Membership
from accounts.operations import add_membership
from accounts.queries import user
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from core.outbox import queries as outbox
from core.outbox.models import Message
from core.refusals import Missing, Refused
from core.working_days import is_working_day
from directory.upkeep.rounds.running import FAILED, run
from referrals import watch
from referrals.caseload import operations as caseload
from referrals.concerns import operations as concerns
from referrals.concerns import queries as concerns_known
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.intake import operations as intake
from referrals.intake import passed, queries
from referrals.intake.models import Referral
from referrals.intake.origins import Asker
from referrals.leavers import operations as leavers
from referrals.leavers import queries as left
from referrals.looks import operations as looks
from referrals.looks import queries as looked
from referrals.words import NO_ACTIONS, Attendance, GivenBy, GivenHow, Method, Priority, Source
from referrals.workflow import OPEN, REASONS, STEPS, WAITING, WITH_LINK_WORKER, Status
from tests.support.people import SYSTEM

MONDAY = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)  # the clocks go back on the next Sunday, 25 October
ACTORS = (
    *("clinician", "colleague", "link_worker", "second_link_worker", "service_lead"),
    *("other_clinician", "other_link_worker", "other_service_lead", "administrator"),
)
STOOD_IN_FOR = {name for name, step in STEPS.items() if step.stand_in}
LEAVERS = ("link_worker", "second_link_worker", "service_lead")  # all who work at the service
CLOSING = {"outcome": "Came of it", "actions_for_referrer": NO_ACTIONS}
AGREED = {"given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN}


class Life(RuleBasedStateMachine):
    """Every rule is one thing that somebody does; it may be refused, and then it has changed nothing."""

    people = refer = None  # set by the test: hypothesis makes the machine

    @initialize()
    def begin(self):
        self.now = MONDAY
        self.sent: dict = {}  # id -> when it was sent
        self.gone: dict = {}  # who has left -> how many letters they had got
        self.make(Priority.ROUTINE)

    @rule(priority=st.sampled_from(Priority))
    def make(self, priority):
        if not queries.is_staffed(self.people.service):
            return  # nothing is sent to where nobody works
        with clock.at(self.now):
            self.sent[self.refer(priority=priority)] = self.now

    @rule(who=st.sampled_from(Source))
    def take_in(self, who):
        """Somebody without an account asked; a link worker takes it in."""
        if not queries.is_staffed(self.people.service):
            return
        asker = None if who is Source.CLINICIAN else Asker(who, "Jo Marsh", queries.unused_reference())
        with clock.at(self.now):
            self.sent[self.refer(self.people.link_worker if asker else None, asker=asker)] = self.now

    @rule(data=st.data(), who=st.sampled_from(ACTORS))
    def take(self, data, who):
        referral_id = self._one(data)
        name = data.draw(st.sampled_from(self._likely(referral_id)))
        given = self._given(name, data.draw(st.sampled_from(list(REASONS.get(name, [None])))))
        if name in {"allocate", "hand_over"}:
            given["link_worker_id"] = getattr(self.people, data.draw(st.sampled_from(ACTORS))).id
        with self._perhaps(referral_id) as referral:
            intake.take_step(self._actor(who), referral, name, **given)
        if name == "redirect" and self._changed:
            successor_id = passed.to(db.session.get(Referral, referral_id)).id
            self.sent[successor_id] = self.now
            assert concerns_known.has_open(successor_id) >= concerns_known.has_open(referral_id)

    def _given(self, name, reason) -> dict:
        """What goes with a step, all in order; what a step has no use for is left out."""
        given = {"words": "Why", "reason": reason} | (CLOSING if name == "close" else {})
        agreed = AGREED | {"given_on": self.now.astimezone(clock.LONDON).date()}
        return given | ({"service_id": self.people.other_service, "agreed": agreed} if name == "redirect" else {})

    def _likely(self, referral_id) -> list[str]:
        """Steps that lead on from here, those that end everything at once less often, and one that may not fit."""
        status = self._now(referral_id).status
        fitting = [name for name, step in STEPS.items() if status in step.sources]
        return [name for name in fitting if name not in {"withdraw", "void"}] * 4 + fitting + ["take"]

    @rule(data=st.data())
    def end_in_spite_of_a_concern(self, data):
        """No service's step ends anything beside an open concern."""
        referral_id = self._one(data)
        if not concerns_known.has_open(referral_id):
            return
        names = concerns_known.ENDING | (set() if self._now(referral_id).has_account else STOOD_IN_FOR)
        for name in sorted(names):
            with self._perhaps(referral_id) as referral:
                intake.take_step(self._lead_of(referral), referral, name, **self._given(name, list(REASONS[name])[-1]))
            assert not self._changed

    @rule(data=st.data(), who=st.sampled_from(ACTORS), attendance=st.sampled_from(Attendance))
    def speak(self, data, who, attendance):
        with self._perhaps(self._one(data)) as referral:
            said = {"method": Method.TELEPHONE, "attendance": attendance}
            caseload.record(self._actor(who), referral, happened_at=clock.now(), **said)

    @rule(data=st.data(), who=st.sampled_from(ACTORS))
    def worry(self, data, who):
        with self._perhaps(self._one(data)) as referral:
            concerns.raise_concern(self._actor(who), referral, kind=ConcernKind.ADULT)

    @rule(data=st.data(), who=st.sampled_from(ACTORS))
    def settle(self, data, who):
        referral_id = self._one(data)
        with self._perhaps(referral_id) as referral:
            for concern in concerns_known.about(self._lead_of(referral), referral):
                end = {"outcomes": [ConcernOutcome.LOOKED_INTO], "words": "Spoke with her", "version": concern.version}
                concerns.settle(self._actor(who), concern, **end)

    @rule(data=st.data())
    def take_and_leave(self, data):
        """Whoever has a referral may be gone tomorrow."""
        referral_id, who = self._one(data), data.draw(st.sampled_from(LEAVERS))
        with self._perhaps(referral_id) as referral:
            intake.take_step(self._actor(who), referral, "take")
        if self._changed:
            self.leave_or_come_back(who)

    @rule(who=st.sampled_from(LEAVERS))
    def leave_or_come_back(self, who):
        """A role ends, or is given again; who has left does nothing more."""
        self.now += dt.timedelta(minutes=5)
        with clock.at(self.now), transaction():
            membership = db.session.get(Membership, getattr(self.people, who).membership_id)
            if who in self.gone:
                given = {"organisation_id": membership.organisation_id, "role": membership.role}
                add_membership(SYSTEM, membership.user, **given)
            else:
                end_membership(SYSTEM, membership)
        if self.gone.pop(who, None) is None:
            self.gone[who] = self._written_to(who)

    @rule(days=st.integers(1, 4))
    def everybody_leaves(self, days):
        """The last lead as well: nobody is left at the service for some days."""
        for who in LEAVERS:
            if who not in self.gone:
                self.leave_or_come_back(who)
        self.days_pass(days, looks_through=False)

    def _actor(self, who):
        """Somebody; in place of who has left, whoever is still there, or a stranger once all have left."""
        there = [one for one in (who, *reversed(LEAVERS)) if one not in self.gone]
        return getattr(self.people, there[0] if there else "other_service_lead")

    @rule(days=st.integers(1, 6), looks_through=st.booleans())
    def days_pass(self, days, looks_through):
        """On each day somebody may look through the queue; in the afternoon the round is made."""
        for _ in range(days):
            self.now = (self.now + dt.timedelta(days=1)).replace(hour=16)
            with clock.at(self.now):
                if looks_through:
                    with transaction():
                        looks.look_through(self._actor("service_lead"))
                done = run(System(Role.SERVICE_LEAD), watch.STEPS)
                assert not [name for name, counted in done if counted[FAILED]]
                self._every_waiting_one_was_seen()
                self._whom_nobody_has_was_told_of()

    def _every_waiting_one_was_seen(self):
        waiting = {self._now(one).service_id for one in self.sent if self._now(one).status in WAITING}
        for service_id in waiting if is_working_day(clock.today()) else ():
            look = looked.on(service_id, clock.today())
            told = outbox.was_posted(looks.UNOWNED, service_id, since=clock.midnight())
            assert (look and (look.looked_at or look.told_at)) or (told and not queries.is_staffed(service_id))

    def _whom_nobody_has_was_told_of(self):
        """Today, to their service; and nobody writes to who has left."""
        for service_id in left.services() if is_working_day(clock.today()) else ():
            assert outbox.was_posted(leavers.KIND, service_id, since=clock.midnight())
        assert all(self._written_to(who) == before for who, before in self.gone.items())

    def _written_to(self, who) -> int:
        email = user(getattr(self.people, who).id).email
        return db.session.scalar(select(func.count()).where(Message.recipient == email))

    @invariant()
    def nothing_is_lost(self):
        """Every referral is there, unchanged in when it was sent, with a queue or an owner, and its history agrees."""
        db.session.rollback()
        with clock.at(self.now):
            for referral_id, sent_at in self.sent.items():
                referral = db.session.get(Referral, referral_id)
                assert queries.find(self._lead_of(referral), referral_id).submitted_at == sent_at
                self._has_somebody(referral)
                self._history_agrees(referral)

    def _has_somebody(self, referral):
        """Whoever does not wait in the queue is with somebody at work there, or in the list of those who are not."""
        if referral.status in WITH_LINK_WORKER:
            here = {one.id for one in queries.link_workers_of(referral.service_id)}
            listed = {one.user.id for one in left.left_behind(self._lead_of(referral))} if self.gone else set()
            assert referral.link_worker_id in here | listed

    def _history_agrees(self, referral):
        events = referral.events
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert events[-1].status is referral.status
        assert events == sorted(events, key=lambda event: event.happened_at)
        assert referral.status_changed_at <= clock.now()
        if referral.status in OPEN:
            assert referral.promised_on is None or is_working_day(referral.promised_on)
        assert not (referral.status is Status.CLOSED and referral.closure is None)
        if referral.status is Status.WITHDRAWN:
            assert referral.has_account or events[-1].reason  # whoever takes it back for others says why
        if referral.status is Status.DECLINED:
            assert events[-1].actor_id  # somebody declined it: time does not

    def teardown(self):
        """Whoever waits stands in the queue of their service."""
        db.session.rollback()
        leads = (self.people.service_lead, self.people.other_service_lead)
        queued = {one.id for lead in leads for one in _whole_queue(lead)}
        assert {one for one in self.sent if self._now(one).status in WAITING} <= queued
        for who in list(self.gone):
            self.leave_or_come_back(who)

    def _one(self, data):
        return data.draw(st.sampled_from(list(self.sent)))

    def _now(self, referral_id):
        return db.session.get(Referral, referral_id)

    def _lead_of(self, referral):
        own = referral.service_id == self.people.service
        return self.people.service_lead if own else self.people.other_service_lead

    @contextmanager
    def _perhaps(self, referral_id):
        """Something that may be refused: then nothing of it stays."""
        self.now += dt.timedelta(minutes=5)
        before = self._traces(referral_id)
        self._changed = True
        with clock.at(self.now):
            try:
                with transaction():
                    yield db.session.get(Referral, referral_id)
            except (Refused, Missing):
                self._changed = False
        if not self._changed:
            assert self._traces(referral_id) == before

    def _traces(self, referral_id):
        db.session.rollback()
        referral = db.session.get(Referral, referral_id)
        return referral.status, referral.version, len(referral.events), referral.link_worker_id


def _whole_queue(lead):
    """Every page of the queue, as a lead turns them."""
    page = queries.queue(lead)
    yield from page.items
    while page.number < page.last:
        page = queries.queue(lead, page=page.number + 1)
        yield from page.items


def test_no_sequence_of_steps_by_anybody_loses_a_referral(people, refer):
    for name in ACTORS:
        getattr(people, name)
    Life.people, Life.refer = people, staticmethod(refer)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],  # making a failure smaller would take many minutes here
            suppress_health_check=list(HealthCheck),
        ),
    )
