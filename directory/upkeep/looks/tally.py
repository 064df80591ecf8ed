"""Looks that are counted in memory until they are written: opening a page costs nobody a transaction."""

import datetime as dt
import threading
import uuid
from collections import Counter
from collections.abc import Mapping

# Whichever comes first. What is still unwritten when a process is killed is lost, and harms nobody.
MOST_UNWRITTEN = 100
LONGEST_UNWRITTEN = dt.timedelta(seconds=20)

Counts = Mapping[tuple[uuid.UUID, dt.date], int]


class Tally:
    """The unwritten looks of one process, by listing and day; several threads may count at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[uuid.UUID, dt.date]] = Counter()
        self._since: dt.datetime | None = None

    def add(self, service_id: uuid.UUID, day: dt.date, *, now: dt.datetime) -> bool:
        """Count a look; says whether it is time to write."""
        with self._lock:
            self._counts[service_id, day] += 1
            self._since = self._since or now
            # A clock that was put back must not keep everything waiting until it has caught up.
            return self._counts.total() >= MOST_UNWRITTEN or abs(now - self._since) >= LONGEST_UNWRITTEN

    def take(self) -> Counts:
        """What is unwritten, which from now on is the taker's to write."""
        with self._lock:
            taken, self._counts, self._since = self._counts, Counter(), None
            return taken

    def put_back(self, counts: Counts) -> None:
        """What could not be written after all; the next look tries again once its time has come."""
        with self._lock:
            self._counts.update(counts)

    def unwritten(self) -> Counts:
        """A copy of what is unwritten."""
        with self._lock:
            return Counter(self._counts)
