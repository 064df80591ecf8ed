"""What each step of the workflow asks for and changes beside the status."""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from core import db
from core.refusals import Refused, Stale
from core.templating import moment
from referrals import workflow
from referrals.intake import queries, successors
from referrals.intake.models import Referral
from referrals.words import (
    AcceptedBecause,
    AskedFor,
    Closure,
    EnteredInErrorBecause,
    NotAccepted,
    PassedOnBecause,
    WithdrawnBecause,
)
from referrals.workflow import AFTER_CONVERSATION, WITH_LINK_WORKER, Step

# What triage answers a referral with: whoever comes second is told what the first has done.
ANSWERS = frozenset({"accept", "ask", "decline", "redirect"})


class Given(NamedTuple):
    """What came with a step."""

    reason: str | None
    words: str
    link_worker_id: uuid.UUID | None
    outcome: str
    actions_for_referrer: str | None
    service_id: uuid.UUID | None
    agreed: dict[str, Any] | None


# What else may stand in the way of a step: rooms and wings that come later say why it cannot be taken now, or None.
HINDRANCES: dict[str, Callable[[Referral, Step], str | None]] = {}
# What follows from a step elsewhere, by wing: (actor, referral, step).
FOLLOWING: dict[str, Callable[[Any, Referral, Step], None]] = {}


def refuse_if_passed(actor, referral: Referral, step: Step) -> None:
    """Say who has the referral, or what became of it, to whoever comes too late, and who cannot be asked here."""
    if step.name == "ask" and not referral.has_account:
        how = referral.referrer_contact or "the number that they gave"
        raise Refused(f"{referral.referrer_words} cannot answer here: there is no account. Ask by {how}.")
    if step.name in {"accept", "take", "allocate"} and referral.status in WITH_LINK_WORKER and referral.link_worker:
        who = "You have" if referral.link_worker_id == actor.id else f"{referral.link_worker.name} has"
        raise Refused(f"{who} this referral already.")
    if step.name in ANSWERS and referral.status not in step.sources:
        raise Refused(f"{_latest(actor, referral)} It is “{referral.status.words}” now: your answer was not sent.")


def check_version(actor, referral: Referral, step: Step, version: int | None) -> None:
    """Raise Stale unless `version` is the referral's; whoever gives an answer is told what happened before it."""
    if referral.version != version and step.name in ANSWERS and referral.events[-1].step != "submit":
        raise Stale(f"{_latest(actor, referral)} Your answer was not sent. If it is still right, check it and send it.")
    db.check_version(referral, version)


def _latest(actor, referral: Referral) -> str:
    event = referral.events[-1]
    who = "You were" if event.actor_id == actor.id else f"{event.actor_name} was"
    return f"{who} here before this: {event.what.lower()}, {moment(event.happened_at)}."


def apply(actor, referral: Referral, step: Step, given: Given) -> None:
    """Change what `step` changes. Raises Refused where something hinders it, or beside the field that is wrong."""
    for hindrance in HINDRANCES.values():
        if words := hindrance(referral, step):
            raise Refused(words)
    if change := CHANGES.get(step.name):
        change(actor, referral, given)
    if step.target in workflow.ENDED:
        referral.next_step = referral.next_step_on = None


def follow(actor, referral: Referral, step: Step) -> None:
    """Let the wings do what follows from a step that was taken."""
    for after in FOLLOWING.values():
        after(actor, referral, step)


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


def _pass_on(actor, referral: Referral, given: Given) -> None:
    """What nobody had when the question was asked goes back to the queue with the answer: it is given from there."""
    if referral.link_worker_id is None:
        raise Refused("Nobody has this referral yet: it comes back to the queue with the answer.")
    _give(actor, referral, given)


def _colleague(referral: Referral, user_id: uuid.UUID | None):
    found = next((one for one in queries.link_workers_of(referral.service_id) if one.id == user_id), None)
    if found is None:
        raise Refused("Choose a link worker of this service", field="link_worker_id")
    return found


def _accept(_actor, _referral: Referral, given: Given) -> None:
    if given.reason:
        _coded(AcceptedBecause, given.reason)


def _ask(_actor, _referral: Referral, given: Given) -> None:
    _coded(AskedFor, given.reason)


def _redirect(actor, referral: Referral, given: Given) -> None:
    _refuse_if_held(referral)
    reason = _coded(PassedOnBecause, given.reason)
    successors.pass_on(actor, referral, service_id=given.service_id, reason=reason, agreed=given.agreed)


def _decline(_actor, referral: Referral, given: Given) -> None:
    _refuse_if_held(referral)
    referral.not_accepted = _coded(NotAccepted, given.reason)


def _refuse_if_held(referral: Referral) -> None:
    if referral.link_worker:
        raise Refused(f"{referral.link_worker.name} has this referral: close it instead.")


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


def _withdraw(_actor, _referral: Referral, given: Given) -> None:
    if given.reason:
        _coded(WithdrawnBecause, given.reason)


def _void(_actor, _referral: Referral, given: Given) -> None:
    if given.reason:
        _coded(EnteredInErrorBecause, given.reason)


def _coded(codes, reason: str | None):
    try:
        return codes(reason)
    except ValueError:
        raise Refused("Choose a reason", field="reason") from None


CHANGES: dict[str, Callable[[object, Referral, Given], None]] = {
    "accept": _accept,
    "ask": _ask,
    "redirect": _redirect,
    "take": _take,
    "allocate": _give,
    "hand_over": _give,
    "pass_on": _pass_on,
    "decline": _decline,
    "close": _close,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "void": _void,
}
