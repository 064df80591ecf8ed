"""How much a listing is used: looked at, handed over, and whatever rooms above register here."""

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from core import clock
from directory.search.shortlists import queries as shortlists
from directory.upkeep.looks import queries as looks

LATELY = timedelta(days=90)

Counts = Mapping[uuid.UUID, int]
Chosen = Collection[uuid.UUID] | None


class Kind(NamedTuple):
    """One way in which a listing is used: how much one time of it weighs, and how often each was.

    `counts(since, service_ids)` is of these listings, or of all where that is None.
    """

    weight: int
    counts: Callable[[datetime, Chosen], Counts]


# By words for it. Who hands a listing over sends somebody there, and that weighs more than a look.
KINDS: dict[str, Kind] = {"looks": Kind(1, looks.since), "handed over": Kind(5, shortlists.since)}

# The same of the rooms above, which register it here: it weighs in the rhythm, and no page shows such a number.
OF_ROOMS: dict[str, Kind] = {}


def points(service_ids: Chosen = None) -> Counts:
    """The points of these listings, or of every one, that were used within the last 90 days."""
    total: Counter[uuid.UUID] = Counter()
    since = clock.now() - LATELY
    for kind in (*KINDS.values(), *OF_ROOMS.values()):
        for service_id, times in kind.counts(since, service_ids).items():
            total[service_id] += kind.weight * times
    return total
