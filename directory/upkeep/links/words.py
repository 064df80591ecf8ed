"""What a link is for, how long it opens, and the words for one that opens nothing any more: tables, no database."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from core.worded import Worded

DAY = timedelta(days=1)


class Purpose(StrEnum):
    """The one thing that a link lets its reader do."""

    CONFIRM = "confirm"
    CHANGE = "change"
    ROOM = "room"
    STOPPED = "stopped"
    NO_MAIL = "no_mail"
    CLAIM = "claim"
    REPORT = "report"
    CHECK = "check"
    ANSWER = "answer"

    @property
    def path(self) -> str:
        """The purpose as it stands in an address."""
        return self.value.replace("_", "-")


class Rule(NamedTuple):
    """How long a link of a purpose opens, and what else ends it.

    `once`: it opens nothing after it was used, because using it twice would say something that is not so.
    `newest`: a newer one of the same purpose, listing, address and record ends it.
    `outlives`: it opens even when the listing is retired.
    """

    lasts: timedelta
    once: bool = False
    newest: bool = True
    outlives: bool = False


RULES: dict[Purpose, Rule] = {
    # Used again later, it would say that the listing was looked at when it was not.
    Purpose.CONFIRM: Rule(60 * DAY, once=True),
    Purpose.CHANGE: Rule(60 * DAY),
    # Places come and go: the same link says so until the next letter.
    Purpose.ROOM: Rule(60 * DAY),
    Purpose.STOPPED: Rule(60 * DAY, once=True),
    # Whoever finds an old letter must still be able to stop them (RFC 8058 asks that it works for long).
    Purpose.NO_MAIL: Rule(730 * DAY, newest=False, outlives=True),
    Purpose.CLAIM: Rule(7 * DAY, once=True),
    Purpose.REPORT: Rule(90 * DAY, newest=False, outlives=True),
    Purpose.CHECK: Rule(60 * DAY),
    Purpose.ANSWER: Rule(60 * DAY, once=True),
}


class Why(Worded):
    """Why a link is refused, and what its reader is told."""

    UNKNOWN = (
        "unknown",
        "The link is not complete or is not one of ours. "
        "Some mail programs break a long link in two: copy all of it from the email.",
    )
    EXPIRED = "expired", "The link was good for a limited time, and that time is over."
    USED = "used", "The link works once, and it has been used. What was answered with it has been saved."
    NEWER = "newer", "We have sent a newer email about this listing since. Use the links in that one."
    RETIRED = "retired", "The listing has been taken out of the directory, so there is nothing to answer."
    MOVED = "moved", "The listing has a different email address now. Only that address can answer for it."

    @property
    def status(self) -> int:
        """404 for a link that never was, 410 for one that opened something once."""
        return 404 if self is Why.UNKNOWN else 410


class LinkRefused(Exception):
    """This link opens nothing. `service_id` is its listing's, where the link was one of ours."""

    def __init__(self, why: Why, service_id=None) -> None:
        super().__init__(why.words)
        self.why = why
        self.service_id = service_id
