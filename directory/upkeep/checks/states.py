"""How a check stands on a day, worked out from the lines of its history: no database, no clock."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from core.worded import Worded
from directory.upkeep.checks.words import Act, Kind


class State(Worded):
    """How a check stands; only one that holds, soon ending or not, is as good as required."""

    VALID = "valid", "Seen"
    EXPIRING = "expiring", "Runs out soon"
    EXPIRED = "expired", "Ran out"
    OFFERED = "offered", "Waits for an editor"
    MISSING = "missing", "Not seen"

    @property
    def holds(self) -> bool:
        """Whether it is good on that day."""
        return self in (State.VALID, State.EXPIRING)


class Line(Protocol):
    """One line of the history of one check; `turn` counts them, from 1."""

    turn: int
    act: Act
    since: dt.date | None
    until: dt.date | None
    facts: dict[str, Any]


@dataclass(frozen=True)
class Check:
    """One check of one group on one day: the line that counts, and what the group has offered since."""

    kind: Kind
    state: State
    turn: int = 0
    seen: Any = None
    offered: Any = None
    not_accepted: Any = None

    @property
    def until(self) -> dt.date | None:
        """The last day on which what was seen holds; None where nothing was seen or it has no end."""
        return self.seen.until if self.seen else None


def check_of(kind: Kind, lines: Iterable[Line], *, today: dt.date, soon: dt.timedelta) -> Check:
    """How the check stands `today`; it ends soon if its last day comes within `soon`.

    Of what was seen or ended the newest line counts. An offer waits while it is the newest line of all, and takes
    nothing away from what was seen before.
    """
    ordered = sorted(lines, key=lambda line: line.turn)
    newest = ordered[-1] if ordered else None
    settled = [line for line in ordered if line.act in (Act.SEEN, Act.ENDED)]
    seen = settled[-1] if settled and settled[-1].act == Act.SEEN else None
    offered = newest if newest and newest.act == Act.OFFERED else None
    not_accepted = newest if newest and newest.act == Act.NOT_ACCEPTED else None
    state = state_of(seen, waits=offered is not None, today=today, soon=soon)
    return Check(kind, state, newest.turn if newest else 0, seen, offered, not_accepted)


def state_of(seen: Line | None, *, waits: bool, today: dt.date, soon: dt.timedelta) -> State:
    """The state of what was `seen`, on the last day of which it still holds; and of an offer that waits."""
    if seen and (seen.until is None or seen.until >= today):
        ends_soon = seen.until is not None and seen.until - today <= soon
        return State.EXPIRING if ends_soon else State.VALID
    if waits:
        return State.OFFERED
    return State.EXPIRED if seen else State.MISSING
