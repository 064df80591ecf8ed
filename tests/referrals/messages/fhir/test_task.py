"""Where the work on a referral may go, as a Task tells it: every step of the workflow keeps to the table."""

from pathlib import Path

import pytest

from referrals import workflow
from referrals.intake.discretion import WHY, Discreet
from referrals.messages.fhir import request, task
from referrals.words import Closure, NotAccepted
from referrals.workflow import STEPS, Status
from tests.referrals.messages import made

DOCUMENT = Path(__file__).parents[4] / "docs" / "messages.md"
ENDED = {"completed", "failed", "cancelled", "rejected", "entered-in-error"}


def tasks_of(status: Status) -> set[str]:
    """What the Task may be while a referral is so."""
    closures = workflow.TASK_STATUS_OF_CLOSURE if status is Status.CLOSED else ()
    return {workflow.task_status(status)} | {workflow.task_status(status, closure) for closure in closures}


@pytest.mark.parametrize("step", [step for step in STEPS.values() if step.name != "reopen"], ids=lambda step: step.name)
def test_no_step_moves_a_task_where_it_may_not_go(step):
    for source in step.sources:
        if step.name == "void":
            continue
        targets = {step.target or source} | ({Status.ACTIVE, Status.ALLOCATED} if step.name == "resume" else set())
        for before in tasks_of(source):
            for target in targets:
                assert any(task.may_follow(before, after) for after in tasks_of(target)), (step.name, source, target)


def test_a_task_that_has_ended_moves_no_more():
    for before in ENDED:
        assert not any(task.may_follow(before, after) for after in {*task.MOVES, *ENDED} - {before, task.IN_ERROR})


def test_what_is_opened_again_is_a_new_task_for_the_same_request():
    referral = made.referral(status=Status.CLOSED)
    first = task.to_task(referral)
    referral.events.append(made.Event(step="reopen"))
    again = task.to_task(referral)
    assert again["id"] != first["id"]
    assert again["focus"] == first["focus"]


def test_a_task_tells_nothing_of_the_person():
    told = str(task.to_task(made.referral()))
    assert not any(str(made.FACTS[name]) in told for name in ("first_name", "family_name", "nhs_number", "need"))


def test_a_practice_that_is_not_to_be_told_asks_and_learns_that_it_is_open_or_has_ended():
    for status, words in ((Status.ACTIVE, "accepted"), (Status.ON_HOLD, "accepted"), (Status.CLOSED, "completed")):
        told = task.to_task(Discreet(made.referral(status=status, closure=Closure.DIED, tell_gp=False)))
        assert told["status"] == words and told["statusReason"]["text"] == WHY
        assert told["businessStatus"]["text"] == ("Ended" if status is Status.CLOSED else "Open")


def test_the_request_says_no_more_than_the_task():
    declined = made.referral(status=Status.DECLINED, tell_gp=False)
    for reason, words in ((NotAccepted.PERSON_DECLINED, "completed"), (NotAccepted.NO_CAPACITY, "active")):
        declined.not_accepted = reason
        assert request.status(Discreet(declined)) == words
    for status, words in ((Status.ON_HOLD, "active"), (Status.CLOSED, "completed"), (Status.WITHDRAWN, "revoked")):
        assert request.status(Discreet(made.referral(status=status, closure=Closure.DIED, tell_gp=False))) == words


def test_the_documentation_names_every_status_that_a_practice_which_is_not_told_may_read():
    _, said = DOCUMENT.read_text("utf-8").split("**Not to be told.**")
    paragraph, _, _ = said.partition("\n\n")
    for status in Status:
        told = task.to_task(Discreet(made.referral(status=status, closure=Closure.DIED, tell_gp=False)))
        assert f"`{told['status']}`" in paragraph, status
