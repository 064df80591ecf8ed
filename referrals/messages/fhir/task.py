"""The service's work on a referral as a Task, whose status the service owns, and where it may go from each.

The states are those of HL7's SDOH Clinical Care (referral management); `fhir.resources` takes any word for one.
"""

import uuid

from referrals import workflow
from referrals.intake import discretion
from referrals.messages.fhir import systems
from referrals.messages.fhir.elements import coding, concept, filled, reference
from referrals.messages.fhir.who import role_id
from referrals.workflow import Status

FULFIL = concept(coding(systems.TASK_CODE, "fulfill", "Fulfill the focal request"))

# From each status the ones that may follow it. A Task that has ended stays so: what is opened again is a new Task.
MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"accepted", "rejected", "cancelled"}),
    "accepted": frozenset({"in-progress", "on-hold", "completed", "failed", "cancelled"}),
    "in-progress": frozenset({"on-hold", "completed", "failed", "cancelled"}),
    "on-hold": frozenset({"in-progress", "completed", "failed", "cancelled"}),
}
# A service that asks before it decides is on hold, and after the answer stands where it stood; and it may find after
# accepting that it cannot do it. The guide has no word for either: `businessStatus` says which it is.
OUR_MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"on-hold"}),
    "accepted": frozenset({"rejected"}),
    "on-hold": frozenset({"requested", "accepted", "rejected"}),
}
IN_ERROR = "entered-in-error"
NEEDS_REASON = frozenset({"rejected", "cancelled", "on-hold", "failed"})


def may_follow(before: str, after: str) -> bool:
    """Whether a Task may go from one status to another, or stay."""
    allowed = MOVES.get(before, frozenset()) | OUR_MOVES.get(before, frozenset())
    return after in {before, IN_ERROR} | allowed


def task_id(referral) -> uuid.UUID:
    """The id of the Task: another each time that the referral is opened again after an end."""
    openings = sum(event.step == "reopen" for event in referral.events)
    return uuid.uuid5(referral.id, f"task {openings}")


def to_task(referral) -> dict:
    """The Task of a referral as it stands now. It names nobody: the person is a reference."""
    status = _status(referral)
    return filled(
        resourceType="Task",
        id=str(task_id(referral)),
        status=status,
        statusReason=concept(text=_why(referral)) if status in NEEDS_REASON or _is_kept(referral) else {},
        businessStatus=concept(text=referral.status_words),
        intent="order",
        priority=referral.priority.value,
        code=FULFIL,
        focus=reference(referral.id),
        **{"for": reference(referral.person.id)},
        authoredOn=referral.submitted_at.isoformat(),
        lastModified=referral.status_changed_at.isoformat(),
        requester=reference(role_id(referral)),
        owner=reference(referral.service.id),
    )


def _is_kept(referral) -> bool:
    """Whether the person's own practice asks, which is not to be told what happened."""
    return referral.is_discreet and not referral.status_is_told


def _status(referral) -> str:
    if _is_kept(referral):
        return "accepted" if referral.is_open else "completed"
    return workflow.task_status(referral.status, referral.closure)


def _why(referral) -> str:
    """The coded reason in words, never what somebody wrote: it may travel further than the referral does."""
    if _is_kept(referral):
        return discretion.WHY
    coded = {Status.DECLINED: referral.not_accepted, Status.CLOSED: referral.closure}.get(referral.status)
    return coded.words if coded else referral.status.words
