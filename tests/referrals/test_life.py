"""The whole life of referrals in a real database: whatever anybody does in whatever order, none is lost."""

import datetime as dt
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused
from core.working_days import is_working_day
from referrals.caseload import operations as caseload
from referrals.concerns import operations as concerns
from referrals.concerns import queries as concerns_known
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.intake import operations as intake
from referrals.intake import queries
from referrals.intake.models import Referral
from referrals.looks import operations as looks
from referrals.looks import queries as looked
from referrals.words import NO_ACTIONS, Attendance, Closure, Method, NotAccepted, Priority
from referrals.workflow import OPEN, STEPS, WAITING, WITH_LINK_WORKER, Status

MONDAY = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)  # the clocks go back on the next Sunday, 25 October
ACTORS = (
    *("clinician", "colleague", "link_worker", "second_link_worker", "service_lead"),
    *("other_clinician", "other_link_worker", "administrator"),
)
REASONS = {"decline": list(NotAccepted), "close": list(Closure)}
CLOSING = {"outcome": "Came of it", "actions_for_referrer": NO_ACTIONS}


class Life(RuleBasedStateMachine):
    """Every rule is one thing that somebody does; it may be refused, and then it has changed nothing."""

    people = refer = None  # set by the test: hypothesis makes the machine

    @initialize()
    def begin(self):
        self.now = MONDAY
        self.sent: dict = {}  # id -> when it was sent
        self.make(Priority.ROUTINE)

    @rule(priority=st.sampled_from(Priority))
    def make(self, priority):
        with clock.at(self.now):
            self.sent[self.refer(priority=priority)] = self.now

    @rule(data=st.data(), who=st.sampled_from(ACTORS))
    def take(self, data, who):
        referral_id = self._one(data)
        name = data.draw(st.sampled_from(self._likely(referral_id)))
        given = {"words": "Why", "reason": data.draw(st.sampled_from(REASONS.get(name, [None])))}
        if name in {"allocate", "hand_over"}:
            given["link_worker_id"] = getattr(self.people, data.draw(st.sampled_from(ACTORS))).id
        if name == "close":
            given |= CLOSING
        with self._perhaps(referral_id) as referral:
            intake.take_step(getattr(self.people, who), referral, name, **given)

    def _likely(self, referral_id) -> list[str]:
        """Steps that lead on from here, those that end everything at once less often, and one that may not fit."""
        status = self._status(referral_id)
        fitting = [name for name, step in STEPS.items() if status in step.sources]
        return [name for name in fitting if name not in {"withdraw", "void"}] * 4 + fitting + ["take"]

    @rule(data=st.data())
    def end_in_spite_of_a_concern(self, data):
        """No service's step ends anything beside an open concern."""
        referral_id = self._one(data)
        if not concerns_known.has_open(referral_id):
            return
        for name in concerns_known.ENDING & set(STEPS):
            given = {"words": "Why", "reason": REASONS.get(name, [None])[-1], **(CLOSING if name == "close" else {})}
            with self._perhaps(referral_id) as referral:
                intake.take_step(self.people.service_lead, referral, name, **given)
            assert not self._changed

    @rule(data=st.data(), who=st.sampled_from(ACTORS), attendance=st.sampled_from(Attendance))
    def speak(self, data, who, attendance):
        with self._perhaps(self._one(data)) as referral:
            said = {"method": Method.TELEPHONE, "attendance": attendance}
            caseload.record(getattr(self.people, who), referral, happened_at=clock.now(), **said)

    @rule(data=st.data(), who=st.sampled_from(ACTORS))
    def worry(self, data, who):
        with self._perhaps(self._one(data)) as referral:
            concerns.raise_concern(getattr(self.people, who), referral, kind=ConcernKind.ADULT)

    @rule(data=st.data(), who=st.sampled_from(ACTORS))
    def settle(self, data, who):
        referral_id = self._one(data)
        waiting = [
            one.id for one in concerns_known.open_ones(self.people.service_lead) if one.referral_id == referral_id
        ]
        with self._perhaps(referral_id) as referral:
            for concern in concerns_known.about(self.people.service_lead, referral):
                if concern.id in waiting:
                    end = {"outcome": ConcernOutcome.LOOKED_INTO, "words": "Spoke with her", "version": concern.version}
                    concerns.settle(getattr(self.people, who), concern, **end)

    @rule(days=st.integers(1, 6), looks_through=st.booleans())
    def days_pass(self, days, looks_through):
        """On each day somebody may look through the queue; in the afternoon the round is made."""
        for _ in range(days):
            self.now += dt.timedelta(days=1)
            with clock.at(self.now.replace(hour=16)):
                if looks_through:
                    with transaction():
                        looks.look_through(self.people.link_worker)
                with transaction():
                    looks.remind()
                    concerns.remind()
                self._every_waiting_one_was_seen()

    def _every_waiting_one_was_seen(self):
        waits = any(self._status(one) in WAITING for one in self.sent)
        look = looked.on(self.people.service, clock.today())
        if waits and is_working_day(clock.today()):
            assert look and (look.looked_at or look.told_at)

    @invariant()
    def nothing_is_lost(self):
        """Every referral is there, unchanged in when it was sent, with a queue or an owner, and its history agrees."""
        db.session.rollback()
        with clock.at(self.now):
            in_queue = {one.id for one in self._whole_queue()}
            for referral_id, sent_at in self.sent.items():
                referral = queries.find(self.people.service_lead, referral_id)
                assert referral.submitted_at == sent_at
                self._has_somebody(referral, in_queue)
                self._history_agrees(referral)

    def _has_somebody(self, referral, in_queue):
        if referral.status in WAITING:
            assert referral.id in in_queue
        if referral.status in WITH_LINK_WORKER:
            assert referral.link_worker_id in {one.id for one in queries.link_workers_of(referral.service_id)}

    def _history_agrees(self, referral):
        events = referral.events
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert events[-1].status is referral.status
        assert events == sorted(events, key=lambda event: event.happened_at)
        assert referral.status_changed_at <= clock.now()
        if referral.status in OPEN:
            assert referral.promised_on is None or is_working_day(referral.promised_on)
        assert not (referral.status is Status.CLOSED and referral.closure is None)
        if referral.status is Status.DECLINED:
            assert events[-1].actor_id  # somebody declined it: time does not

    def _whole_queue(self):
        rows = queries.visible_to(self.people.service_lead).where(Referral.status.in_(WAITING))
        return list(db.session.scalars(rows))

    def _one(self, data):
        return data.draw(st.sampled_from(list(self.sent)))

    def _status(self, referral_id):
        db.session.rollback()
        return db.session.get(Referral, referral_id).status

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


def test_no_sequence_of_steps_by_anybody_loses_a_referral(people, refer):
    for name in ACTORS:
        getattr(people, name)
    Life.people, Life.refer = people, staticmethod(refer)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
