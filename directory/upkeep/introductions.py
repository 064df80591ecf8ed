"""How many people were introduced to listings, as a number and no more: counted by the rooms that introduce people."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping

# By the name of the room: what counts the introductions to each of these listings since a moment.
OF_ROOMS: dict[str, Callable[[Collection[uuid.UUID], dt.datetime], Mapping[uuid.UUID, int]]] = {}


def counted(service_ids: Collection[uuid.UUID], since: dt.datetime) -> Counter[uuid.UUID]:
    """How many people were introduced to each of these listings since then, by all rooms together."""
    total: Counter[uuid.UUID] = Counter()
    for count in OF_ROOMS.values():
        total.update(count(service_ids, since))
    return total
