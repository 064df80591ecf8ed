"""Where the queue gets what waits from: whatever part of the house knows of something registers here."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from directory.upkeep.queue.kinds import Kind


class Row(NamedTuple):
    """One thing that waits: `id` is its own, as its page's address has it; without a listing, `words` name it."""

    kind: Kind
    id: uuid.UUID
    service_id: uuid.UUID | None
    since: datetime
    words: str
    times: int = 1


class Source(NamedTuple):
    """All that waits of some kinds, and how many of them somebody waits to have answered."""

    rows: Callable[[], Iterable[Row]]
    asked: Callable[[], int] = int


# By words for it. directory/views.py fills this, so that the wings above can be here too.
SOURCES: dict[str, Source] = {}
