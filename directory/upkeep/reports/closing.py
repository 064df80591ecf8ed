"""How the end of a report is told: the words with which the letters to its reporter and to the group begin."""

from collections.abc import Iterable

from directory.upkeep import letters
from directory.upkeep.letters import Draft
from directory.upkeep.reports.words import Outcome, Reason
from directory.upkeep.wordings import Wording

THANKS = "Thank you for telling us that something was wrong with “{listing}”."
TO_REPORTER = {
    Outcome.CHANGED: "You were right. We have changed it.",
    Outcome.RIGHT: "We asked, and it is right as it is.",
    Outcome.RETIRED: "You were right. We have taken it out of the directory.",
    Outcome.UNKNOWN: "We asked, but could not find out yet. We will ask again.",
}
TO_GROUP = {
    Outcome.CHANGED: Wording.REPORT_MENDED,
    Outcome.RIGHT: Wording.REPORT_UNFOUNDED,
    Outcome.RETIRED: Wording.REPORT_RETIRED,
    Outcome.UNKNOWN: Wording.REPORT_ASK,
}


def to_reporter(outcome: Outcome, *, listing: str) -> str:
    """The message to whoever reported it, as it begins."""
    return f"{THANKS.format(listing=listing)}\n\n{TO_REPORTER[outcome]}"


def to_group(outcome: Outcome, *, listing: str) -> Draft:
    """The letter to the group as it begins, with a gap for what it is about."""
    return letters.begin(TO_GROUP[outcome], listing=listing, about="[about]")


def about(reasons: Iterable[Reason]) -> str:
    """What the letter tells of the reports: their reasons only, and never anybody's own words."""
    return "; ".join(dict.fromkeys(reason.words for reason in reasons))
