"""Why a day for first contact was named, and what a person is written about it."""

from core.worded import Worded


class Cause(Worded):
    """Why a day was named, or named anew."""

    SENT = "sent", "The first that was named"
    ANSWERED = "answered", "Moved by the days that an answer was waited for"
    RESUMED = "resumed", "Moved by the days that it was on hold"
    RENEWED = "renewed", "A new day, named by the service before the old one came"
    PASSED = "passed", "A new day, because the old one has passed"
    REOPENED = "reopened", "Named when it was opened again"


# A promise that these put another in place of was not the service's to keep.
NOT_THE_SERVICES = frozenset({Cause.ANSWERED, Cause.RESUMED, Cause.REOPENED})


PASSED_WORDS = "The old day has passed without anybody naming another: the new one is reckoned from the queue."
OPEN_AGAIN = "None could be promised when it was sent. The service has said when it takes referrals again."


def moved(*, old: str, new: str, why: str) -> str:
    """What history and the referrer read of a new day; `old` is empty where there was none."""
    days = f"From {old} to {new}." if old else f"To {new}."
    return f"{days}\n\n{why}"


def to_person(*, day: str, telephone: str, reference: str, calls: bool = True) -> str:
    """What the person is written about the day: nothing in it says what it is about.

    Whoever cannot use voice calls (`calls`) is not told to ring.
    """
    if not calls:
        ring = f"Somebody else may ring {telephone} for you. They" if telephone else "If you write to us,"
        return f"Somebody will be in touch with you in writing by {day}. {ring} give this number: {reference}."
    ring = (
        f"If you would like to speak with us before then, ring {telephone}. If you ring" if telephone else "If we speak"
    )
    return f"Somebody will be in touch with you by {day}. {ring}, give this number: {reference}."
