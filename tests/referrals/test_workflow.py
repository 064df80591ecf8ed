"""The life of a referral: who may take which step from where, and where any steps can lead."""

from types import SimpleNamespace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from accounts.roles import GRANTS, Permission, Role
from core.refusals import Missing, Refused
from referrals import timeline, workflow
from referrals.words import Closure
from referrals.workflow import COLOURS, ENDED, OPEN, STEPS, TASK_STATUS, WAITING, WITH_LINK_WORKER, Status

# FHIR R4 value set task-status.
FHIR_CODES = {
    "draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold",
    "failed", "completed", "entered-in-error",
}  # fmt: skip
FINAL_CODES = {"rejected", "cancelled", "failed", "completed", "entered-in-error"}

# Who does what, written down a second time: a change of the table is a change here too.
SERVICE, LEAD, CLINICIAN = {Role.LINK_WORKER, Role.SERVICE_LEAD}, {Role.SERVICE_LEAD}, {Role.CLINICIAN}
TAKEN_BY = {
    "accept": SERVICE, "take": SERVICE, "ask": SERVICE, "decline": SERVICE, "redirect": SERVICE,
    "begin": SERVICE, "hold": SERVICE, "resume": SERVICE, "close": SERVICE,
    "allocate": LEAD, "hand_over": LEAD, "pass_on": LEAD, "reopen": LEAD, "answer": CLINICIAN,
    "withdraw": CLINICIAN, "void": CLINICIAN,
}  # fmt: skip


STOOD_IN_FOR = {"withdraw": SERVICE, "void": SERVICE}


def somebody(role):
    return SimpleNamespace(role=role)


def allowed(role, status, step, *, has_account) -> bool:
    try:
        workflow.check(somebody(role), status, step, reason="x", words="x", has_account=has_account)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("has_account", [True, False], ids=["account", "no account"])
@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
def test_role_by_status_by_step(step, role, has_account):
    told = {"has_account": has_account}
    for status in Status:
        expected = role in GRANTS[step.permission_for(**told)] and status in step.sources
        assert allowed(role, status, step, **told) is expected
        assert (step in workflow.steps_open_to(somebody(role), status, **told)) is expected
        assert (step in workflow.buttons_for(somebody(role), status, **told)) is (expected and step.by_hand)


@pytest.mark.parametrize("name", STEPS)
def test_who_takes_a_step(name):
    assert GRANTS[STEPS[name].permission_for(has_account=True)] == TAKEN_BY[name]
    assert GRANTS[STEPS[name].permission_for(has_account=False)] == (TAKEN_BY | STOOD_IN_FOR)[name]


def test_nobody_outside_the_practice_and_the_service_takes_any_step():
    taking = {role for step in STEPS.values() for role in GRANTS[step.permission]}
    assert taking == GRANTS[Permission.OPEN_REFERRALS] == SERVICE | CLINICIAN


def test_the_states_fall_into_three():
    assert set(Status) == WAITING | WITH_LINK_WORKER | ENDED
    assert not WAITING & WITH_LINK_WORKER and not OPEN & ENDED


def test_every_status_is_reached_and_every_open_one_left():
    reached, more = {Status.SUBMITTED}, True
    while more:
        found = {s.target for s in STEPS.values() if s.target and s.sources & reached}
        more, reached = not found <= reached, reached | found
    assert reached == set(Status)
    for status in OPEN:
        assert any(status in s.sources and s.target in ENDED for s in STEPS.values()), f"{status} never ends"


def test_words_are_complete():
    assert set(COLOURS) == set(TASK_STATUS) == set(Status)
    assert set(timeline.HAPPENED) == set(STEPS) | timeline.BESIDE_STEPS
    assert len({step.words for step in STEPS.values()}) == len(STEPS)
    assert all(name == step.name and step.words for name, step in STEPS.items())


def test_steps_that_need_something_have_their_page():
    for step in STEPS.values():
        if step.needs_reason or step.needs_words:
            assert step.own_page


def test_what_a_step_needs_is_asked_beside_its_field():
    lead = somebody(Role.SERVICE_LEAD)
    with pytest.raises(Refused) as refusal:
        workflow.check(lead, Status.SUBMITTED, STEPS["decline"], words="x")
    assert refusal.value.field == "reason"
    with pytest.raises(Refused) as refusal:
        workflow.check(lead, Status.SUBMITTED, STEPS["decline"], reason="no_capacity", words="  \n ")
    assert refusal.value.field == "words"


@pytest.mark.parametrize("name", STOOD_IN_FOR)
def test_whoever_stands_in_for_a_referrer_gives_a_reason_and_a_referrer_need_not(name):
    with pytest.raises(Refused) as refusal:
        workflow.check(somebody(Role.LINK_WORKER), Status.ACTIVE, STEPS[name], words="x", has_account=False)
    assert refusal.value.field == "reason"
    workflow.check(somebody(Role.CLINICIAN), Status.ACTIVE, STEPS[name], words="x")


@pytest.mark.parametrize("name", ["begin", "submit", "", "Accept", "accept ", "../accept"])
def test_some_steps_are_not_taken_by_hand(name):
    with pytest.raises(Missing):
        workflow.by_hand(name)


@pytest.mark.parametrize(("begun", "after"), [(False, Status.ALLOCATED), (True, Status.ACTIVE)])
def test_carrying_on_is_active_only_after_a_conversation(begun, after):
    assert workflow.leads_to(STEPS["resume"], Status.ON_HOLD, begun=begun) is after


def test_an_answer_after_a_first_conversation_finds_the_work_begun():
    assert workflow.leads_to(STEPS["begin"], Status.RETURNED) is Status.RETURNED
    after = workflow.leads_to(STEPS["answer"], Status.RETURNED, begun=True, asked_from=Status.ALLOCATED)
    assert after is Status.ACTIVE


@pytest.mark.parametrize("asked_from", sorted(STEPS["ask"].sources))
def test_an_answer_goes_back_to_whoever_asked(asked_from):
    after = workflow.leads_to(STEPS["answer"], Status.RETURNED, asked_from=asked_from)
    assert after is (asked_from if asked_from in WITH_LINK_WORKER else Status.SUBMITTED)


def test_a_question_may_be_asked_at_any_time_until_it_ends():
    assert STEPS["ask"].sources == OPEN - {Status.RETURNED}


def test_a_first_conversation_makes_active_only_what_a_link_worker_has():
    for status in STEPS["begin"].sources:
        expected = Status.ACTIVE if status is Status.ALLOCATED else status
        assert workflow.leads_to(STEPS["begin"], status) is expected


def test_task_statuses_are_fhirs_and_ended_ones_final():
    for status in Status:
        for closure in (None, *Closure):
            code = workflow.task_status(status, closure)
            assert code in FHIR_CODES
            assert (code in FINAL_CODES) is (status in ENDED)


class Life(RuleBasedStateMachine):
    """Anybody tries any step at any time: what the table allows happens, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.status, self.link_worker, self.steps = Status.SUBMITTED, None, 0
        self.begun, self.asked_from, self.has_account = False, None, True

    @initialize(has_account=st.booleans())
    def arrive(self, has_account):
        self.has_account = has_account

    @rule(role=st.sampled_from(Role), name=st.sampled_from(list(STEPS)))
    def try_a_step(self, role, name):
        step, before = STEPS[name], self.status
        try:
            workflow.check(somebody(role), self.status, step, reason="x", words="x", has_account=self.has_account)
        except Refused:
            assert before not in step.sources or role not in self._takers(step)
            return
        assert before in step.sources and role in self._takers(step)
        self._take(step)

    def _targets(self, role):
        steps = workflow.steps_open_to(somebody(role), self.status, has_account=self.has_account)
        return {step.target for step in steps}

    def _takers(self, step):
        return GRANTS[step.permission_for(has_account=self.has_account)]

    @invariant()
    def carrying_on_never_claims_a_conversation(self):
        assert self.status is not Status.ACTIVE or self.begun

    def _take(self, step) -> None:
        before = self.status
        self.status = workflow.leads_to(step, before, begun=self.begun, asked_from=self.asked_from)
        self.begun = self.begun or step.name == "begin"
        self.asked_from = before if step.name == "ask" else self.asked_from
        if step.name in {"take", "allocate", "hand_over"}:
            self.link_worker = step.name
        if step.name == "reopen":
            self.link_worker = None
        self.steps += 1

    @rule(data=st.data())
    @precondition(lambda self: self.status is not Status.ENTERED_IN_ERROR)
    def go_on(self, data):
        """Wherever a referral is, somebody can do something, until it was entered in error."""
        role = data.draw(st.sampled_from(sorted(SERVICE | CLINICIAN)))
        steps = workflow.steps_open_to(somebody(role), self.status, has_account=self.has_account)
        if steps:
            self._take(data.draw(st.sampled_from(steps)))

    @invariant()
    def it_is_somewhere_that_we_know(self):
        assert self.status in set(Status)
        assert (self.status in OPEN) is not (self.status in ENDED)

    @invariant()
    def whoever_is_with_a_link_worker_has_one(self):
        if self.status in WITH_LINK_WORKER:
            assert self.link_worker

    @invariant()
    def nobody_is_left_without_somebody_who_can_act(self):
        acting = {role for step in STEPS.values() if self.status in step.sources for role in self._takers(step)}
        if self.status in OPEN:
            assert acting & SERVICE and (acting & CLINICIAN or not self.has_account)
            ending = {target for role in acting for target in self._targets(role)}
            assert {Status.WITHDRAWN, Status.ENTERED_IN_ERROR} <= ending
        elif self.status is Status.ENTERED_IN_ERROR:
            assert not acting


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
