"""What the nightly round does, step by step; parts of the house that lie above this one add theirs to STEPS."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from directory.upkeep.asking import operations as asking
from directory.upkeep.asking import queries
from directory.upkeep.asking.queries import Post
from directory.upkeep.checks import operations as checks
from directory.upkeep.checks import queries as check_queries
from directory.upkeep.reports import operations as reports
from directory.upkeep.reports import queries as reported
from directory.upkeep.watching import operations as watching
from directory.upkeep.watching import queries as watched

# So many are done in one transaction: enough to be quick, few enough that nobody else waits for long.
TOGETHER = 20


class Step(NamedTuple):
    """One step: `find()` reads the pieces that there are to do; `do(actor, piece)` does one, and counts what it did.

    Each piece has a transaction of its own. It must look again whether it is still to be done, and count nothing
    otherwise: another round may run at the same moment, and one that was killed is begun again. A piece that is a list
    holds things that are quicker done together; where that goes wrong, `do` gets each in a list of its own.
    """

    find: Callable[[], Iterable[Any]]
    do: Callable[[Any, Any], Counter[str]]


def whole(do: Callable[[Any], Counter[str]]) -> Step:
    """A step that is done in one piece."""
    return Step(lambda: [None], lambda actor, _piece: do(actor))


def in_batches(things: list, size: int = TOGETHER) -> list[list]:
    """These things as pieces of so many."""
    return [things[start : start + size] for start in range(0, len(things), size)]


def _tonight() -> list[list]:
    """Editors are told first, in one letter; then the letters to groups."""
    tonight = queries.tonight()
    return [*filter(None, [tonight.untold]), *in_batches(tonight.letters)]


def _tell_or_write(actor, piece: list) -> Counter[str]:
    return asking.write_to(actor, piece) if isinstance(piece[0], Post) else asking.tell_editors(actor, piece)


# In this order, by what the round calls them when it tells what it did.
STEPS: dict[str, Step] = {
    "Letters that came back": whole(asking.note_bounces),
    "Asking groups": Step(_tonight, _tell_or_write),
    "Telling groups of reports": Step(reported.listings_unheard, reports.tell_group),
    "Telling editors of reports": whole(reports.tell_editors),
    "Telling whoever watches a listing": Step(watched.readers, watching.write_letter),
    "Asking for checks": Step(check_queries.to_ask, checks.ask_for),
}
