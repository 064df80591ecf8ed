"""How much of a link worker's week the people with them take: hours by what they are spent on, never a head-count.

The weights are estimates of ours, to be looked at by whoever runs a service. They are set so that 40 people at once,
each spoken with about once a week, take four fifths of a full-time week before travel, interpreters and risks; that
agrees with the 200 to 250 people a year, and 6 to 12 contacts with each, that are usually reckoned for one link worker.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from core.worded import Worded

# How far back contacts are counted, in weeks.
WEEKS = 4


class Part(Worded):
    """What hours go into."""

    PEOPLE = "people", "Notes, calls and finding groups"
    CONVERSATIONS = "conversations", "Conversations"
    TRAVEL = "travel", "Travel to homes"
    LANGUAGE = "language", "Interpreters"
    RISK = "risk", "Risks"


class Stage(Worded):
    """How far the work with a person is."""

    NEW = "new", "First conversation to come"
    ACTIVE = "active", "Active"
    WAITING = "waiting", "A question waits for the referrer"
    ON_HOLD = "on_hold", "On hold"


class Weight(NamedTuple):
    """Hours, for what, and why they are reckoned."""

    hours: float
    each: str
    why: str


WEIGHTS: dict[str, Weight] = {
    Stage.NEW: Weight(0.4, "a week", "Reading the referral, trying to reach them, preparing to meet"),
    Stage.ACTIVE: Weight(0.25, "a week", "Notes, letters, finding and ringing groups"),
    Stage.WAITING: Weight(0.1, "a week", "Asking again"),
    Stage.ON_HOLD: Weight(0.05, "a week", "Looking whether it can go on"),
    "urgent": Weight(0.5, "a week until the first conversation", "It comes before other work and is tried every day"),
    "conversation": Weight(0.5, "a conversation", "Half an hour on the average, longer at first and shorter later"),
    "attempt": Weight(0.1, "an attempt that failed", "Calling, writing it down, calling again"),
    "mile": Weight(0.1, "a mile between base and home, each visit", "There and back at 20 miles an hour in traffic"),
    "interpreter": Weight(0.4, "a conversation", "Booking the interpreter, and saying everything twice"),
    "risk": Weight(0.1, "a week and risk, of three at most", "Planning visits and talking it over with the lead"),
}
MOST_RISKS = 3
# What is reckoned with before anything has happened: one conversation a week, one in five of them at home.
EXPECTED_CONVERSATIONS = 1.0
EXPECTED_VISITS = 0.2
# Where a person or the link worker's base has no known place, a visit is taken to be this many miles away.
MILES_UNKNOWN = 3.0


@dataclass(frozen=True)
class Case:
    """What counts of one person with a link worker. Conversations, attempts and visits are numbers a week.

    `miles` lie in a straight line between the link worker's base and the person's home; None if not known.
    `interpreted`: whether conversations need an interpreter with this link worker.
    """

    stage: Stage
    urgent: bool = False
    conversations: float = 0.0
    attempts: float = 0.0
    visits: float = 0.0
    miles: float | None = None
    interpreted: bool = False
    risks: int = 0


@dataclass(frozen=True)
class Load:
    """Hours a week by what they are spent on, beside the hours that somebody works, 1 to 60, and with how many."""

    weekly_hours: float
    people: int = 0
    parts: dict[Part, float] = field(default_factory=dict)

    @property
    def hours(self) -> float:
        """Hours a week altogether."""
        return sum(self.parts.values())

    @property
    def share(self) -> float:
        """Part of the week that is taken: 1.0 is all of it."""
        return self.hours / self.weekly_hours

    @property
    def percent(self) -> int:
        """The same in whole per cent."""
        return round(100 * self.share)

    def part_percent(self, part: Part) -> float:
        """What one part takes of the week, in per cent."""
        return 100 * self.parts.get(part, 0.0) / self.weekly_hours

    def __add__(self, other: "Load") -> "Load":
        """Both together, in the hours of the first."""
        parts = {part: self.parts.get(part, 0.0) + other.parts.get(part, 0.0) for part in Part}
        return Load(self.weekly_hours, self.people + other.people, parts)


def load(cases: Iterable[Case], weekly_hours: float) -> Load:
    """What these people take of a week of `weekly_hours`."""
    people, total = 0, dict.fromkeys(Part, 0.0)
    for case in cases:
        people += 1
        for part, hours in parts(case).items():
            total[part] += hours
    return Load(weekly_hours, people, total)


def parts(case: Case) -> dict[Part, float]:
    """The hours a week that one person takes."""
    held = _conversations(case)
    visits = max(case.visits, EXPECTED_VISITS) if case.stage is Stage.NEW else case.visits
    urgent = case.urgent and case.stage is Stage.NEW
    return {
        Part.PEOPLE: _hours(case.stage) + urgent * _hours("urgent") + case.attempts * _hours("attempt"),
        Part.CONVERSATIONS: held * _hours("conversation"),
        Part.TRAVEL: visits * _hours("mile") * (MILES_UNKNOWN if case.miles is None else case.miles),
        Part.LANGUAGE: held * _hours("interpreter") * case.interpreted,
        Part.RISK: min(case.risks, MOST_RISKS) * _hours("risk") if case.stage is not Stage.ON_HOLD else 0.0,
    }


def _conversations(case: Case) -> float:
    """Where the first is to come, as many as are usual; then as many as there were."""
    return max(case.conversations, EXPECTED_CONVERSATIONS) if case.stage is Stage.NEW else case.conversations


def _hours(what: str) -> float:
    return WEIGHTS[what].hours
