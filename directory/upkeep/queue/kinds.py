"""What may wait for an editor, and how much harm it does as long as it waits: tables and arithmetic, no database.

Harm is counted in points, so that unlike things stand in one order: first what it is (HARM), then how many people it
may reach (what is counted of the listing's use), how often it was said, and how long it waits already. Each of these
can lift a thing by about one step of HARM and no more: what is said to be dangerous is never hidden behind an old tag.
"""

from collections.abc import Mapping
from math import log2
from types import MappingProxyType
from typing import NamedTuple

from core.worded import Worded


class Kind(Worded):
    """One sort of thing that an editor settles."""

    DEAD_NUMBER = "dead_number", "A number does not work"
    CLOSED = "closed", "Said to be closed"
    STOPPED = "stopped", "The group has stopped"
    MOVED = "moved", "Said to have moved"
    WRONG_TIME = "wrong_time", "A time is wrong"
    CHECK_EXPIRED = "check_expired", "A check has run out"
    OTHER_REPORT = "other_report", "Another problem"
    FULL = "full", "Said to be full"
    STALE = "stale", "Used, but not confirmed"
    SILENT = "silent", "The group does not answer"
    CHANGE = "change", "A change that waits"
    CHECK = "check", "A check to look at"
    CLAIM = "claim", "Somebody asks to keep a listing"
    SIGN_UP = "sign_up", "A new group"
    CONFLICT = "conflict", "A source says something else"
    DUPLICATE = "duplicate", "Perhaps there twice"
    TOPICS = "topics", "Topics that a group suggests"


class Harm(NamedTuple):
    """How many points, and why in words; `asked` says that somebody waits for an answer."""

    base: int
    words: str
    asked: bool = True


HARM: dict[Kind, Harm] = {
    Kind.DEAD_NUMBER: Harm(100, "People are being sent to a number that does not work"),
    Kind.CLOSED: Harm(100, "People are being sent to a group that may have closed"),
    Kind.STOPPED: Harm(90, "The group says that it has stopped, and people may still be sent there"),
    Kind.MOVED: Harm(85, "People may stand before a door where nobody is"),
    Kind.WRONG_TIME: Harm(80, "People may come when nobody is there"),
    Kind.CHECK_EXPIRED: Harm(70, "People are sent to a group whose check has run out", asked=False),
    Kind.OTHER_REPORT: Harm(65, "Somebody found something wrong"),
    Kind.FULL: Harm(60, "People are being sent to a group that has no room"),
    Kind.STALE: Harm(
        55, "People use this listing, and nobody has said for a long time whether it is right", asked=False
    ),
    Kind.CHANGE: Harm(50, "People read what the group says is no longer right"),
    Kind.CHECK: Harm(40, "The group waits for us to look, and nobody may be sent there until then"),
    Kind.CLAIM: Harm(35, "Somebody who knows the group cannot keep its listing right"),
    Kind.SIGN_UP: Harm(35, "People cannot find a group that wants to be found"),
    Kind.SILENT: Harm(30, "Nobody can say whether the listing is right", asked=False),
    Kind.CONFLICT: Harm(25, "The directory and a source say different things, and one of them is wrong", asked=False),
    Kind.DUPLICATE: Harm(15, "People find the same group twice, and one of the two may be out of date", asked=False),
    Kind.TOPICS: Harm(10, "People who look by topic may not find the group"),
}
NOT_USED: Mapping[str, int] = MappingProxyType({})
# The most points that each may add.
MOST_FOR_USE, MOST_FOR_TIMES, MOST_FOR_DAYS = 15, 10, 10


class Ranked(NamedTuple):
    """The points of one thing, and the reason for them in words."""

    points: int
    words: str


def rank(kind: Kind, *, times: int = 1, days: int = 0, used: Mapping[str, int] = NOT_USED, points: int = 0) -> Ranked:
    """How much harm it does: said `times` times, waiting for so many whole `days`.

    `used` is how often its listing was used this month, {"people connected": 14}, and `points` what that weighs: each
    time that they double, some more is added.
    """
    harm = HARM[kind]
    for_use = min(round(4 * log2(1 + points / 5)), MOST_FOR_USE)
    added = for_use + min(2 * (times - 1), MOST_FOR_TIMES) + min(max(days, 0) // 3, MOST_FOR_DAYS)
    facts = [f"{times} reports"] if times > 1 else []
    facts += [f"{count:,} {words} this month" for words, count in used.items() if count]
    facts += [f"waiting for {days} days"] if days > 1 else []
    told = ", ".join(facts)
    return Ranked(harm.base + added, f"{harm.words}: {told}" if told else harm.words)
