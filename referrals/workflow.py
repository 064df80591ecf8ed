"""The life of a referral, as two tables: states and steps. Only a step changes a status."""

from dataclasses import dataclass

from accounts.roles import Permission as P
from accounts.roles import may
from core.refusals import Missing, Refused
from core.worded import Worded
from referrals.words import (
    AcceptedBecause,
    AskedFor,
    Closure,
    EnteredInErrorBecause,
    NotAccepted,
    PassedOnBecause,
    WithdrawnBecause,
)


class Status(Worded):
    """Where a referral is."""

    SUBMITTED = "submitted", "Waiting for the service"
    RETURNED = "returned", "Returned for information"
    DECLINED = "declined", "Not accepted"
    ACCEPTED = "accepted", "Accepted"
    ALLOCATED = "allocated", "With a link worker"
    ACTIVE = "active", "Active"
    ON_HOLD = "on_hold", "On hold"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENTERED_IN_ERROR = "entered_in_error", "Entered in error"
    REDIRECTED = "redirected", "Passed to another service"


S = Status

# The NHS tag's colour of each status.
COLOURS = {
    S.SUBMITTED: "blue",
    S.RETURNED: "orange",
    S.DECLINED: "red",
    S.ACCEPTED: "aqua-green",
    S.ALLOCATED: "aqua-green",
    S.ACTIVE: "green",
    S.ON_HOLD: "yellow",
    S.CLOSED: "grey",
    S.WITHDRAWN: "grey",
    S.ENTERED_IN_ERROR: "grey",
    S.REDIRECTED: "purple",
}

# FHIR R4 Task.status beside each status (HL7 SDOH Clinical Care, referral management). Nobody but a closure changes it.
# What is passed on is cancelled: only a requested task can be rejected, and this may have been accepted or on hold.
TASK_STATUS = {
    S.SUBMITTED: "requested",
    S.RETURNED: "on-hold",
    S.DECLINED: "rejected",
    S.ACCEPTED: "accepted",
    S.ALLOCATED: "accepted",
    S.ACTIVE: "in-progress",
    S.ON_HOLD: "on-hold",
    S.CLOSED: "completed",
    S.WITHDRAWN: "cancelled",
    S.ENTERED_IN_ERROR: "entered-in-error",
    S.REDIRECTED: "cancelled",
}

# A referral closed for one of these did not complete its task.
TASK_STATUS_OF_CLOSURE = {
    Closure.DISENGAGED: "failed",
    Closure.UNABLE_TO_CONTACT: "failed",
    Closure.NOTHING_SUITABLE: "failed",
    Closure.UNSAFE: "failed",
    Closure.ESCALATED: "failed",
    Closure.MOVED: "failed",
    Closure.DIED: "failed",
    Closure.ADMITTED: "failed",
    Closure.DECLINED: "cancelled",
}

# Nobody can have reached any of these with whom nobody has spoken.
AFTER_CONVERSATION = frozenset({Closure.GOALS_MET, Closure.PARTLY_MET, Closure.CONNECTED, Closure.SELF_MANAGING})

WAITING = frozenset({S.SUBMITTED, S.RETURNED, S.ACCEPTED})
WITH_LINK_WORKER = frozenset({S.ALLOCATED, S.ACTIVE, S.ON_HOLD})
OPEN = WAITING | WITH_LINK_WORKER
ENDED = frozenset(Status) - OPEN


@dataclass(frozen=True)
class Step:
    """One thing that may happen next. `target` None leaves the status as it is; `leads_to` knows where history decides.

    `own_page` steps ask something first; a step that is not `by_hand` follows from something else and has no button.
    `stand_in` is whose step it is where the referrer has no account to take it with: it needs a coded reason then.
    """

    name: str
    words: str
    sources: frozenset[Status]
    target: Status | None
    permission: P
    needs_reason: bool = False
    needs_words: bool = False
    own_page: bool = False
    by_hand: bool = True
    stand_in: P | None = None

    def permission_for(self, *, has_account: bool) -> P:
        """What lets somebody take it on a referral whose referrer has an account, or has none."""
        return self.permission if has_account or self.stand_in is None else self.stand_in


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("accept", "Accept", frozenset({S.SUBMITTED}), S.ACCEPTED, P.WORK_REFERRALS, own_page=True),
        Step("take", "Take it myself", frozenset({S.SUBMITTED, S.ACCEPTED}), S.ALLOCATED, P.WORK_REFERRALS),
        Step("ask", "Ask the referrer a question", frozenset({S.SUBMITTED, S.ACCEPTED}) | WITH_LINK_WORKER, S.RETURNED,
             P.WORK_REFERRALS, needs_reason=True, needs_words=True, own_page=True),
        Step("answer", "Answer the question", frozenset({S.RETURNED}), S.SUBMITTED, P.MAKE_REFERRALS,
             needs_words=True, own_page=True),
        Step("decline", "Do not accept", frozenset({S.SUBMITTED, S.RETURNED, S.ACCEPTED}), S.DECLINED,
             P.WORK_REFERRALS, needs_reason=True, needs_words=True, own_page=True),
        Step("redirect", "Pass to another service", frozenset({S.SUBMITTED, S.RETURNED, S.ACCEPTED}), S.REDIRECTED,
             P.WORK_REFERRALS, needs_reason=True, needs_words=True, own_page=True),
        Step("allocate", "Give to a link worker", frozenset({S.ACCEPTED}), S.ALLOCATED, P.LEAD_SERVICE, own_page=True),
        Step("hand_over", "Give to another link worker", WITH_LINK_WORKER, None, P.LEAD_SERVICE, own_page=True),
        Step("pass_on", "Give to another link worker while a question waits", frozenset({S.RETURNED}), None,
             P.LEAD_SERVICE, by_hand=False),
        Step("begin", "First conversation held", frozenset({S.RETURNED, S.ACCEPTED, S.ALLOCATED, S.ON_HOLD}), S.ACTIVE,
             P.WORK_REFERRALS, by_hand=False),
        Step("hold", "Put on hold", frozenset({S.ALLOCATED, S.ACTIVE}), S.ON_HOLD, P.WORK_REFERRALS,
             needs_words=True, own_page=True),
        Step("resume", "Carry on", frozenset({S.ON_HOLD}), S.ALLOCATED, P.WORK_REFERRALS),
        Step("close", "Close", frozenset({S.RETURNED, S.ACCEPTED}) | WITH_LINK_WORKER, S.CLOSED, P.WORK_REFERRALS,
             needs_reason=True, needs_words=True, own_page=True),
        Step("reopen", "Open again", frozenset({S.CLOSED, S.DECLINED}), S.ACCEPTED, P.LEAD_SERVICE,
             needs_words=True, own_page=True),
        Step("withdraw", "Withdraw", OPEN, S.WITHDRAWN, P.MAKE_REFERRALS, needs_words=True, own_page=True,
             stand_in=P.WORK_REFERRALS),
        Step("void", "Mark as entered in error", frozenset(Status) - {S.ENTERED_IN_ERROR}, S.ENTERED_IN_ERROR,
             P.MAKE_REFERRALS, needs_words=True, own_page=True, stand_in=P.WORK_REFERRALS),
    )
}  # fmt: skip


# Which coded answers are the reasons of a step. A referrer takes their own back without one.
REASONS: dict[str, type[Worded]] = {
    "accept": AcceptedBecause,
    "ask": AskedFor,
    "decline": NotAccepted,
    "redirect": PassedOnBecause,
    "close": Closure,
    "withdraw": WithdrawnBecause,
    "void": EnteredInErrorBecause,
}

# A reason that is told to everybody as another one: those who need to know read the concern that goes with it.
TOLD_AS = {("redirect", PassedOnBecause.SAFEGUARDING): PassedOnBecause.BETTER_PLACED}


def told_as(step_name: str, reason: str | None) -> str | None:
    """The code by which the reason of a step stands in histories and figures."""
    return TOLD_AS.get((step_name, reason), reason)


def steps_open_to(actor, status: Status, *, has_account: bool = True) -> list[Step]:
    """What this actor's role lets them do next from `status`, where the referrer has an account, or has none."""
    here = (step for step in STEPS.values() if status in step.sources)
    return [step for step in here if may(actor, step.permission_for(has_account=has_account))]


def buttons_for(actor, status: Status, *, has_account: bool = True) -> list[Step]:
    """The steps to offer this actor on a page about a referral in `status`."""
    return [step for step in steps_open_to(actor, status, has_account=has_account) if step.by_hand]


def by_hand(name: str) -> Step:
    """The step of this name that somebody may ask for; raises Missing if there is none."""
    step = STEPS.get(name)
    if step is None or not step.by_hand:
        raise Missing
    return step


def check(
    actor,
    status: Status,
    step: Step,
    *,
    reason: str | None = None,
    words: str = "",
    has_account: bool = True,
    status_words: str = "",
) -> None:
    """Raise Refused unless this actor may take this step from here, with what it needs.

    `status_words` is what the actor may read of the status, where that is less than the status says.
    """
    if step not in steps_open_to(actor, status, has_account=has_account):
        raise Refused(
            f"This referral is “{status_words or status.words}” now, so you cannot do this: {step.words.lower()}."
        )
    stands_in = step.stand_in is not None and not has_account
    if (step.needs_reason or stands_in) and not reason:
        raise Refused("Choose a reason", field="reason")
    if step.needs_words and not words.strip():
        raise Refused("Say why in a few words", field="words")


def leads_to(step: Step, status: Status, *, begun: bool = False, asked_from: Status | None = None) -> Status:
    """The status after `step` from `status`: its target, unless what has happened decides.

    `begun`: whether a conversation was held. Carrying on is active only then. `asked_from`: the status in which the
    last question was asked. The answer gives it back to the link worker who asked, as it was, or active if they have
    spoken since. A first conversation while nobody has the referral, while it is on hold or waits for an answer, is
    noted and changes nothing.
    """
    if step.name == "begin" and status is not S.ALLOCATED:
        return status
    if step.name == "resume":
        return S.ACTIVE if begun else S.ALLOCATED
    if step.name == "answer" and asked_from in WITH_LINK_WORKER:
        return S.ACTIVE if begun and asked_from is S.ALLOCATED else asked_from
    return step.target or status


def task_status(status: Status, closure: Closure | None = None) -> str:
    """The FHIR Task.status of a referral in `status`, closed for `closure` if it is closed."""
    if status is S.CLOSED and closure is not None:
        return TASK_STATUS_OF_CLOSURE.get(closure, TASK_STATUS[status])
    return TASK_STATUS[status]
