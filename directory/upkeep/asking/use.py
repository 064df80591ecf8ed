"""How much a listing is used: what other rooms and wings count of it, registered here by them."""

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from core import clock

LATELY = timedelta(days=90)

Counts = Mapping[uuid.UUID, int]
Chosen = Collection[uuid.UUID] | None


class Kind(NamedTuple):
    """One way in which a listing is used: how much one time of it weighs, and how often each was.

    `counts(since, service_ids)` is of these listings, or of all where that is None.
    """

    weight: int
    counts: Callable[[datetime, Chosen], Counts]


# By words for it. A person introduced weighs more than a look at the page: they go there.
KINDS: dict[str, Kind] = {}


def points(service_ids: Chosen = None) -> Counts:
    """The points of these listings, or of every one, that were used within the last 90 days."""
    total: Counter[uuid.UUID] = Counter()
    since = clock.now() - LATELY
    for kind in KINDS.values():
        for service_id, times in kind.counts(since, service_ids).items():
            total[service_id] += kind.weight * times
    return total
