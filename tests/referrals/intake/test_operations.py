"""Making a referral and taking its steps: whole, with one trace each, and without any where it is refused."""

import datetime as dt
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from accounts import queries as accounts
from accounts.administration.operations import suspend
from accounts.roles import Permission, Role, may
from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from referrals.intake import operations, queries
from referrals.words import (
    NO_ACTIONS,
    Closure,
    GivenBy,
    GivenHow,
    NotAccepted,
    Reason,
    RiskKind,
    UrgentSign,
)
from referrals.workflow import AFTER_CONVERSATION, STEPS, WITH_LINK_WORKER, Status, leads_to
from tests.support.people import SYSTEM

TOMORROW = clock.today() + dt.timedelta(days=1)


class TestMaking:
    def test_everything_said_is_kept(self, refer, get, people):
        referral = get(
            refer(
                reasons=[Reason.HOUSING, Reason.MONEY],
                main_reason=Reason.MONEY,
                need="A home",
                risks=[RiskKind.FALLS, RiskKind.HOME],
                risk_details="Two dogs",
                urgent_signs=[UrgentSign.ABUSE],
                tell_gp=False,
                given_by=GivenBy.ATTORNEY,
                given_by_name="Bo Lee",
                given_how=GivenHow.WRITTEN,
                given_on=dt.date(2026, 1, 5),
            )
        )
        assert referral.status is Status.SUBMITTED
        assert referral.reason_words == ["Money, debt or benefits", "Housing or homelessness"]
        assert [risk.kind for risk in referral.risks] == [RiskKind.FALLS, RiskKind.HOME]
        assert referral.risk_comments == ["Two dogs"]
        assert referral.urgent_words == ["Being abused or neglected, or at risk of it"]
        assert referral.tell_gp is False
        assert (referral.referrer_id, referral.practice_id) == (people.clinician.id, people.practice)
        (agreement,) = referral.agreements
        assert (agreement.recipient, agreement.given_by_name) == ("Harbour Social Prescribing", "Bo Lee")
        assert (agreement.given_on, agreement.taken_by_id) == (dt.date(2026, 1, 5), people.clinician.id)
        (event,) = referral.events
        assert (event.step, event.status, event.actor_name) == ("submit", Status.SUBMITTED, "Dr Priya Shah")

    def test_it_leaves_one_trace_of_each_kind(self, refer, kept, audited, people):
        people.service_lead  # noqa: B018 — somebody who is told
        refer()
        assert kept() == {
            "Person": 1, "Referral": 1, "Risk": 1, "Agreement": 2, "Event": 1, "Message": 1, "audit": 1,
        }  # fmt: skip
        assert audited() == ["referral.make"]

    def test_the_only_reason_is_the_main_one(self, refer, get):
        assert get(refer(reasons=[Reason.LEGAL])).main_reason is Reason.LEGAL

    def test_references_are_never_used_twice(self, refer, get, monkeypatch):
        first = get(refer()).reference
        drawn = iter([first, first, "FB-K7M2-Q9X8"])
        monkeypatch.setattr("referrals.intake.references.new", lambda: next(drawn))
        assert get(refer()).reference == "FB-K7M2-Q9X8"

    @pytest.mark.parametrize(
        ("field", "facts"),
        [
            ("reasons", {"reasons": []}),
            ("main_reason", {"reasons": [Reason.MONEY, Reason.WORK]}),
            ("main_reason", {"main_reason": Reason.MONEY}),
            ("risks", {"risks": []}),
            ("risks", {"risks": [RiskKind.NONE_KNOWN, RiskKind.FALLS]}),
            ("risk_details", {"risks": [RiskKind.OTHER]}),
            ("nhs_number", {"nhs_number": None}),
            ("nhs_number", {"nhs_number": "9990000019"}),
            ("nhs_number", {"nhs_number": "4010232137"}),
            ("telephone", {"telephone": None, "may_text": False}),
            ("telephone", {"telephone": "07700"}),
            ("postcode", {"postcode": "Portsmouth"}),
            ("email", {"email": "somebody"}),
            ("date_of_birth", {"date_of_birth": TOMORROW}),
            ("date_of_birth", {"date_of_birth": dt.date(1880, 1, 1)}),
            ("given_on", {"given_on": TOMORROW}),
            ("given_by_name", {"given_by": GivenBy.BEST_INTERESTS}),
            ("language", {"needs_interpreter": True}),
            ("service_id", {"service_id": uuid.uuid4()}),
        ],
    )
    def test_a_refusal_stands_beside_its_field_and_leaves_no_trace(self, refer, kept, field, facts):
        with pytest.raises(Refused) as refusal:
            refer(**facts)
        assert refusal.value.field == field
        assert set(kept().values()) == {0}

    def test_a_practice_is_no_service(self, refer, people):
        with pytest.raises(Refused):
            refer(service_id=people.other_practice)

    def test_only_clinicians_refer(self, refer, people, role, kept):
        if role in {Role.CLINICIAN, Role.VISITOR}:
            return
        with pytest.raises(Refused):
            refer(people.of_role(role))
        assert set(kept().values()) == {0}


def test_what_was_said_of_risks_and_what_happened_cannot_be_changed_or_deleted(refer):
    refer()
    for table in ("risk", "referral_event"):
        for statement in (f"update {table} set created_at = null", f"delete from {table}"):
            with pytest.raises(DBAPIError, match="append-only"), transaction():
                db.session.execute(text(statement))


GIVEN = {
    "ask": {"reason": "details", "words": "Which hostel?"},
    "answer": {"words": "The one by the station"},
    "decline": {"reason": "no_capacity", "words": "We are full until May"},
    "redirect": {"reason": "area", "words": "She has moved to Havant"},
    "hold": {"words": "In hospital"},
    "close": {"reason": "goals_met", "outcome": "Has a home", "actions_for_referrer": NO_ACTIONS},
    "reopen": {"words": "Came back"},
    "withdraw": {"words": "Moved away"},
    "void": {"words": "Wrong person"},
}
AGREED = {"given_by": GivenBy.PERSON, "given_how": GivenHow.TELEPHONE}
# How each status is reached from a new referral.
PATHS = {
    Status.SUBMITTED: (),
    Status.RETURNED: ("ask",),
    Status.DECLINED: ("decline",),
    Status.ACCEPTED: ("accept",),
    Status.ALLOCATED: ("take",),
    Status.ACTIVE: ("take", "begin"),
    Status.ON_HOLD: ("take", "hold"),
    Status.CLOSED: ("take", "begin", "close"),
    Status.WITHDRAWN: ("withdraw",),
    Status.ENTERED_IN_ERROR: ("void",),
    Status.REDIRECTED: ("redirect",),
}


@pytest.fixture
def taking(people):
    """`taking(referral_id, "close")` takes a step as somebody who may, with what it needs."""

    def take(referral_id, name, actor=None, **given):
        actor = actor or {
            Permission.MAKE_REFERRALS: people.clinician,
            Permission.LEAD_SERVICE: people.service_lead,
        }.get(STEPS[name].permission, people.link_worker)
        if name in {"allocate", "hand_over", "pass_on"}:
            given.setdefault("link_worker_id", people.second_link_worker.id)
        if name == "redirect":
            given = {"service_id": people.other_service, "agreed": AGREED | {"given_on": clock.today()}} | given
        with transaction():
            referral = queries.find(actor, referral_id)
            return operations.take_step(
                actor, referral, name, version=referral.version, **(GIVEN.get(name, {}) | given)
            )

    return take


@pytest.fixture
def at(refer, taking):
    """`at(Status.ACTIVE)` is a referral in that status."""

    def make(status):
        referral_id = refer()
        for name in PATHS[status]:
            taking(referral_id, name)
        return referral_id

    return make


class TestSteps:
    @pytest.mark.parametrize("status", Status)
    def test_every_step_from_every_status(self, at, taking, get, kept, status, people):
        referral_id = at(status)
        for step in STEPS.values():
            if status in step.sources:
                continue
            before = kept()
            with pytest.raises(Refused):
                taking(referral_id, step.name)
            assert kept() == before, f"a refused {step.name} left a trace"
            assert get(referral_id).status is status

    @pytest.mark.parametrize("name", STEPS)
    def test_a_step_leaves_its_traces(self, at, taking, get, kept, name):
        source = next(s for s in Status if s in STEPS[name].sources)
        referral_id = at(Status.ALLOCATED if name == "pass_on" else source)
        if name == "pass_on":  # only what somebody had when the question was asked
            taking(referral_id, "ask")
        before = kept()
        taking(referral_id, name, **({"reason": "moved"} if name == "close" else {}))
        referral, after = get(referral_id), kept()
        # Taking a new referral accepts it first; passing one on makes another, with an agreement beside each.
        events, audits = {"take": (2, 2), "redirect": (2, 4)}.get(name, (1, 1))
        assert referral.status is leads_to(STEPS[name], source)
        assert (after["Event"] - before["Event"], after["audit"] - before["audit"]) == (events, audits)
        assert referral.events[-1].step == name and referral.events[-1].status is referral.status
        assert referral.link_worker_id or referral.status not in WITH_LINK_WORKER

    def test_no_other_role_takes_a_step(self, at, taking, get, kept, people, role):
        if role is Role.VISITOR:
            return
        referral_id = at(Status.ALLOCATED)
        for step in STEPS.values():
            if may(people.of_role(role), step.permission):
                continue
            before = kept()
            with pytest.raises((Refused, Missing)):
                taking(referral_id, step.name, people.of_role(role))
            assert kept() == before

    @pytest.mark.parametrize("who", ["other_clinician", "other_link_worker", "other_service_lead"])
    @pytest.mark.parametrize("name", STEPS)
    def test_it_is_missing_for_strangers(self, refer, get, people, who, name):
        referral = get(refer())
        with pytest.raises(Missing), transaction():
            operations.take_step(getattr(people, who), referral, name, words="x", reason="no_capacity")

    def test_an_unknown_step_is_missing(self, refer, get, people):
        with pytest.raises(Missing), transaction():
            operations.take_step(people.link_worker, get(refer()), "promote")

    @pytest.mark.parametrize("version", [None, 0, 99])
    def test_a_version_that_is_not_the_rows_is_stale(self, refer, get, people, version):
        referral = get(refer())
        with pytest.raises(Stale), transaction():
            operations.take_step(people.link_worker, referral, "accept", version=version)

    def test_taking_it_accepts_it(self, refer, taking, get, audited, people):
        referral_id = refer()
        taking(referral_id, "take")
        referral = get(referral_id)
        assert [event.step for event in referral.events] == ["submit", "accept", "take"]
        assert [event.status for event in referral.events][1:] == [Status.ACCEPTED, Status.ALLOCATED]
        assert audited() == ["referral.make", "referral.accept", "referral.take"]
        assert referral.link_worker.name == "Jo Marsh"

    def test_the_second_taker_is_told_who_has_it(self, refer, taking, people):
        referral_id = refer()
        taking(referral_id, "take")
        with pytest.raises(Refused, match="Jo Marsh has this referral already"):
            taking(referral_id, "take", people.second_link_worker)
        with pytest.raises(Refused, match="You have this referral already"):
            taking(referral_id, "take")

    def test_question_and_answer_stand_in_the_record(self, refer, taking, get):
        referral_id = refer()
        taking(referral_id, "ask")
        assert (get(referral_id).question, get(referral_id).answer) == ("Which hostel?", None)
        taking(referral_id, "answer")
        referral = get(referral_id)
        assert (referral.question, referral.answer) == (None, "The one by the station")
        assert [(event.what, event.words) for event in referral.events][1:] == [
            ("Question asked", "Which hostel?"),
            ("Question answered", "The one by the station"),
        ]

    def test_a_colleague_of_the_referrer_may_answer(self, refer, taking, get, people):
        referral_id = refer()
        taking(referral_id, "ask")
        taking(referral_id, "answer", people.colleague)
        assert get(referral_id).events[-1].actor_name == "Sam Okafor"

    def test_declining_says_why(self, at, get):
        referral = get(at(Status.DECLINED))
        assert referral.not_accepted is NotAccepted.NO_CAPACITY
        assert referral.events[-1].reason_words == "We have no room"

    @pytest.mark.parametrize("name", ["decline", "close"])
    @pytest.mark.parametrize("reason", [None, "", "goals", "x" * 500])
    def test_a_reason_is_one_of_ours(self, refer, taking, name, reason):
        referral_id = refer()
        taking(referral_id, "accept")
        with pytest.raises(Refused) as refusal:
            taking(referral_id, name, reason=reason)
        assert refusal.value.field == "reason"

    def test_closing_says_what_came_of_it_and_what_is_left(self, at, taking, get):
        referral_id = at(Status.ACTIVE)
        taking(referral_id, "close", actions_for_referrer="Review the tablets")
        referral = get(referral_id)
        assert (referral.closure, referral.outcome) == (Closure.GOALS_MET, "Has a home")
        assert referral.actions_for_referrer == "Review the tablets"
        assert referral.events[-1].words == "Has a home\n\nFor the referrer: Review the tablets"
        assert referral.next_step is referral.next_step_on is None

    @pytest.mark.parametrize(
        ("missing", "field"), [("outcome", "words"), ("actions_for_referrer", "actions_for_referrer")]
    )
    def test_closing_leaves_nothing_unsaid(self, at, taking, missing, field):
        referral_id = at(Status.ACTIVE)
        with pytest.raises(Refused) as refusal:
            taking(referral_id, "close", **{missing: ""})
        assert refusal.value.field == field

    @pytest.mark.parametrize("reason", sorted(AFTER_CONVERSATION))
    def test_nobody_has_met_a_goal_with_whom_nobody_spoke(self, at, taking, get, reason):
        referral_id = at(Status.ON_HOLD)
        with pytest.raises(Refused, match="Nobody has spoken with the person yet") as refusal:
            taking(referral_id, "close", reason=reason)
        assert refusal.value.field == "reason"
        taking(referral_id, "begin")
        assert get(referral_id).status is Status.ON_HOLD
        taking(referral_id, "close", reason=reason)
        assert get(referral_id).closure == reason

    @pytest.mark.parametrize("reason", sorted(set(Closure) - AFTER_CONVERSATION))
    def test_every_other_end_needs_no_conversation(self, at, taking, get, reason):
        referral_id = at(Status.ALLOCATED)
        taking(referral_id, "close", reason=reason)
        assert get(referral_id).closure == reason

    @pytest.mark.parametrize(("steps", "after"), [(("take",), Status.ALLOCATED), (("take", "begin"), Status.ACTIVE)])
    def test_carrying_on_claims_no_conversation(self, refer, taking, get, steps, after):
        referral_id = refer()
        for name in (*steps, "hold", "resume"):
            taking(referral_id, name)
        assert get(referral_id).status is after is get(referral_id).events[-1].status

    @pytest.mark.parametrize("status", sorted(WITH_LINK_WORKER))
    def test_a_question_leaves_it_with_its_link_worker(self, at, taking, get, status):
        referral_id = at(status)
        before = get(referral_id).link_worker_id
        taking(referral_id, "ask")
        assert (get(referral_id).status, get(referral_id).question) == (Status.RETURNED, "Which hostel?")
        taking(referral_id, "answer")
        referral = get(referral_id)
        assert (referral.status, referral.link_worker_id) == (status, before)
        assert referral.answer == "The one by the station"

    def test_what_a_link_worker_has_is_closed_and_not_declined(self, at, taking, get):
        referral_id = at(Status.ALLOCATED)
        taking(referral_id, "ask")
        with pytest.raises(Refused, match="Jo Marsh has this referral: close it instead"):
            taking(referral_id, "decline")
        taking(referral_id, "close", reason="moved")
        assert get(referral_id).status is Status.CLOSED

    def test_opening_again_begins_anew_and_forgets_nothing(self, at, taking, get):
        referral_id = at(Status.CLOSED)
        taking(referral_id, "reopen")
        referral = get(referral_id)
        assert referral.status is Status.ACCEPTED
        assert referral.link_worker_id is referral.closure is referral.outcome is referral.actions_for_referrer is None
        assert any("Has a home" in event.words for event in referral.events)

    @pytest.mark.parametrize("whose", ["other_link_worker", "clinician", "administrator"])
    def test_it_is_given_only_to_the_services_own(self, at, taking, people, whose):
        referral_id = at(Status.ACCEPTED)
        for user_id in (getattr(people, whose).id, uuid.uuid4(), None):
            with pytest.raises(Refused) as refusal:
                taking(referral_id, "allocate", link_worker_id=user_id)
            assert refusal.value.field == "link_worker_id"

    def test_it_is_not_given_to_whoever_has_it(self, at, taking, people):
        referral_id = at(Status.ALLOCATED)
        with pytest.raises(Refused, match="Jo Marsh has this referral already"):
            taking(referral_id, "hand_over", link_worker_id=people.link_worker.id)

    def test_it_is_not_given_to_somebody_who_is_suspended(self, at, taking, people):
        referral_id = at(Status.ACCEPTED)
        people.second_link_worker  # noqa: B018 — has an account before it is suspended
        with transaction():
            suspend(SYSTEM, accounts.user(people.second_link_worker.id))
        with pytest.raises(Refused):
            taking(referral_id, "allocate")


class TestAgreeing:
    FACTS = {
        "recipient": "Thursday Choir",
        "purpose": "An introduction",
        "items": ["name", "telephone"],
        "given_by": GivenBy.PERSON,
        "given_how": GivenHow.TELEPHONE,
        "given_on": dt.date(2026, 1, 5),
    }

    def test_what_was_agreed_is_kept_with_one_trace(self, refer, get, audited, people):
        referral = get(refer())
        with transaction():
            agreement = operations.agree(people.link_worker, referral, **self.FACTS)
        assert agreement.items == ["name", "telephone"] and agreement.wording
        assert audited() == ["referral.make", "agreement.record"]

    @pytest.mark.parametrize(
        ("field", "facts"), [("given_on", {"given_on": TOMORROW}), ("given_by_name", {"given_by": GivenBy.ATTORNEY})]
    )
    def test_what_cannot_be_is_refused(self, refer, get, people, field, facts):
        referral = get(refer())
        with pytest.raises(Refused) as refusal, transaction():
            operations.agree(people.link_worker, referral, **self.FACTS | facts)
        assert refusal.value.field == field

    def test_strangers_agree_nothing(self, refer, get, people):
        referral = get(refer())
        with pytest.raises(Missing), transaction():
            operations.agree(people.other_link_worker, referral, **self.FACTS)


def test_what_nobody_has_is_not_passed_on_while_a_question_waits(at, taking, get):
    referral_id = at(Status.RETURNED)
    with pytest.raises(Refused, match="Nobody has"):
        taking(referral_id, "pass_on")
    assert get(referral_id).link_worker_id is None


@given(tries=st.lists(st.tuples(st.sampled_from(["clinician", "link_worker", "service_lead", "second_link_worker"]),
                                st.sampled_from(list(STEPS))), min_size=5, max_size=25))  # fmt: skip
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_steps_by_anybody_keep_the_record_whole(refer, taking, get, kept, people, tries):
    """Whatever is tried: each step is whole or leaves nothing, and the timeline always ends where the record is."""
    referral_id = refer()
    for who, name in tries:
        before = get(referral_id)
        was, steps = before.status, len(before.events)
        leads = leads_to(STEPS[name], was, begun=before.begun, asked_from=before.asked_from)
        giving = name in {"allocate", "hand_over", "pass_on"}
        there = before.link_worker_id == people.second_link_worker.id
        to = {"link_worker_id": (people.link_worker if there else people.second_link_worker).id} if giving else {}
        try:
            taking(referral_id, name, getattr(people, who), **to)
        except Refused:
            assert (get(referral_id).status, len(get(referral_id).events)) == (was, steps)
            continue
        now = get(referral_id)
        assert was in STEPS[name].sources and may(getattr(people, who), STEPS[name].permission)
        assert now.status is leads is now.events[-1].status
        assert now.link_worker_id is not None or now.status not in WITH_LINK_WORKER
        assert len(now.events) > steps


def test_steps_of_one_moment_keep_their_order(refer, taking, get):
    """The demonstration's past is built with a clock that stands still."""
    for _ in range(5):
        with clock.at(dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)):
            referral_id = refer(given_on=dt.date(2026, 11, 1))
            for name in ("take", "begin", "hold", "resume", "close", "reopen"):
                taking(referral_id, name)
        steps = [event.step for event in get(referral_id).events]
        assert steps == ["submit", "accept", "take", "begin", "hold", "resume", "close", "reopen"]
