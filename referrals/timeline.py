"""A referral's events as people read them: what happened, and which question got which answer."""

from dataclasses import dataclass

from referrals.workflow import REASONS, told_as

# Each step as something that has happened; the first is how every referral begins.
HAPPENED = {
    "submit": "Referral sent",
    "accept": "Accepted",
    "take": "Taken by a link worker",
    "ask": "Question asked",
    "answer": "Question answered",
    "decline": "Not accepted",
    "redirect": "Passed to another service",
    "allocate": "Given to a link worker",
    "hand_over": "Given to another link worker",
    "pass_on": "Given to another link worker",
    "begin": "First conversation held",
    "hold": "Put on hold",
    "resume": "Carried on",
    "renew": "New date for first contact",
    "in_touch": "Kept in touch while waiting",
    "close": "Closed",
    "reopen": "Opened again",
    "withdraw": "Withdrawn",
    "void": "Marked as entered in error",
}

# What happens to a referral without being a step of its workflow: no status changes.
BESIDE_STEPS = frozenset({"submit", "renew", "in_touch"})


@dataclass(frozen=True)
class Exchange:
    """One question of the service and the referrer's answer; `answer` is None while it is waited for."""

    question: object
    answer: object | None


def happened(event) -> str:
    """What the event was, in words."""
    return HAPPENED.get(event.step, event.step.replace("_", " ").capitalize())


def reason(event) -> str:
    """The coded reason of an event as everybody may read it; empty if it has none."""
    codes, code = REASONS.get(event.step, ()), told_as(event.step, event.reason)
    return codes(code).words if code in list(codes) else code or ""


def exchanges(events) -> list[Exchange]:
    """Questions with their answers, the latest question first."""
    found: list[Exchange] = []
    for event in events:
        if event.step == "ask":
            found.append(Exchange(event, None))
        elif event.step == "answer" and found:
            found[-1] = Exchange(found[-1].question, event)
    return found[::-1]
