"""What each step of the workflow asks for and changes beside the status."""

import uuid
from collections.abc import Callable
from typing import NamedTuple

from core.refusals import Refused
from referrals import workflow
from referrals.intake import queries
from referrals.intake.models import Referral
from referrals.words import Closure, NotAccepted
from referrals.workflow import AFTER_CONVERSATION, WITH_LINK_WORKER, Step


class Given(NamedTuple):
    """What came with a step."""

    reason: str | None
    words: str
    link_worker_id: uuid.UUID | None
    outcome: str
    actions_for_referrer: str | None


# What else may stand in the way of a step: rooms and wings that come later say why it cannot be taken now, or None.
HINDRANCES: dict[str, Callable[[Referral, Step], str | None]] = {}


def refuse_if_passed(actor, referral: Referral, step: Step) -> None:
    """Say who has the referral, to whoever comes too late to take it, and who cannot be asked here."""
    if step.name == "ask" and not referral.has_account:
        how = referral.referrer_contact or "the number that they gave"
        raise Refused(f"{referral.referrer_words} cannot answer here: there is no account. Ask by {how}.")
    if step.name in {"accept", "take", "allocate"} and referral.status in WITH_LINK_WORKER and referral.link_worker:
        who = "You have" if referral.link_worker_id == actor.id else f"{referral.link_worker.name} has"
        raise Refused(f"{who} this referral already.")


def apply(actor, referral: Referral, step: Step, given: Given) -> None:
    """Change what `step` changes. Raises Refused where something hinders it, or beside the field that is wrong."""
    for hindrance in HINDRANCES.values():
        if words := hindrance(referral, step):
            raise Refused(words)
    if change := CHANGES.get(step.name):
        change(actor, referral, given)
    if step.target in workflow.ENDED:
        referral.next_step = referral.next_step_on = None


def said(step: Step, given: Given) -> str:
    """The words that the timeline keeps: of a closure, the outcome and what is left to do."""
    if step.name == "close":
        return f"{given.outcome}\n\nFor the referrer: {given.actions_for_referrer}"
    return given.words


def _take(actor, referral: Referral, _given: Given) -> None:
    referral.link_worker = _colleague(referral, actor.id)


def _give(_actor, referral: Referral, given: Given) -> None:
    if given.link_worker_id is not None and given.link_worker_id == referral.link_worker_id:
        raise Refused(f"{referral.link_worker.name} has this referral already", field="link_worker_id")
    referral.link_worker = _colleague(referral, given.link_worker_id)


def _colleague(referral: Referral, user_id: uuid.UUID | None):
    found = next((one for one in queries.link_workers_of(referral.service_id) if one.id == user_id), None)
    if found is None:
        raise Refused("Choose a link worker of this service", field="link_worker_id")
    return found


def _decline(_actor, referral: Referral, given: Given) -> None:
    if referral.link_worker:
        raise Refused(f"{referral.link_worker.name} has this referral: close it instead.")
    referral.not_accepted = _coded(NotAccepted, given.reason)


def _close(_actor, referral: Referral, given: Given) -> None:
    if not given.actions_for_referrer:
        raise Refused("Say what the referrer should do, or that no actions are required", field="actions_for_referrer")
    closure = _coded(Closure, given.reason)
    if closure in AFTER_CONVERSATION and not referral.begun:
        raise Refused("Nobody has spoken with the person yet: choose another way it ended", field="reason")
    referral.closure = closure
    referral.outcome, referral.actions_for_referrer = given.outcome, given.actions_for_referrer


def _reopen(_actor, referral: Referral, _given: Given) -> None:
    """What it ended with stays in the timeline."""
    referral.link_worker = referral.not_accepted = referral.closure = None
    referral.outcome = referral.actions_for_referrer = None


def _coded(codes, reason: str | None):
    try:
        return codes(reason)
    except ValueError:
        raise Refused("Choose a reason", field="reason") from None


CHANGES: dict[str, Callable[[object, Referral, Given], None]] = {
    "take": _take,
    "allocate": _give,
    "hand_over": _give,
    "decline": _decline,
    "close": _close,
    "reopen": _reopen,
}
