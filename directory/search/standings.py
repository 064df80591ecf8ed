"""How every listing stands today, as columns: its band of trust, its room, whether it takes introductions."""

from collections.abc import Callable, Iterable

import numpy as np

from core import clock
from directory.listings.room import Room
from directory.listings.standing.queries import ages
from directory.listings.trust import Ages, Band
from directory.search.columns import ROOMS
from directory.search.query import ROOM_NOT_KNOWN
from directory.search.snapshot import Snapshot

# The answers to "Is there room?" in the order of their numbers in the column `rooms`.
ANSWERS = (ROOM_NOT_KNOWN, *ROOMS)
BANDS = tuple(Band)


def bands(snapshot: Snapshot) -> np.ndarray:
    """Of each row the place of its band in BANDS, 0 for the best: what trust.RULES say, reckoned for all at once."""
    return _today("bands", snapshot, lambda today: _bands(snapshot, today, ages()))


def rooms(snapshot: Snapshot) -> np.ndarray:
    """Of each row the place in ANSWERS of what its group says of its room, if that still holds."""
    columns = snapshot.columns
    return _today("rooms", snapshot, lambda today: np.where(columns["room_until"] >= today, columns["room"], 0))


def taking(snapshot: Snapshot) -> np.ndarray:
    """Of each row whether it takes introductions, but for a weekly limit: that is not known here."""
    return _today("taking", snapshot, lambda today: _taking(snapshot, today))


def among(column: np.ndarray, answers: tuple[str, ...], chosen: Iterable[str]) -> np.ndarray:
    """Of each row whether its answer, given as a place in `answers`, is one of those chosen."""
    return np.isin(column, [place for place, answer in enumerate(answers) if answer in set(chosen)])


def _today(name: str, snapshot: Snapshot, reckon: Callable[[int], np.ndarray]) -> np.ndarray:
    """What `reckon` says of today, once a day for a snapshot."""
    today = clock.today().toordinal()
    known = snapshot.read_once.get(name)
    if known is None or known[0] != today:
        known = snapshot.read_once[name] = today, reckon(today)
    return known[1]


def _bands(snapshot: Snapshot, today: int, limits: Ages) -> np.ndarray:
    confirmed, columns = snapshot.columns["confirmed"], snapshot.columns
    age = today - np.where(confirmed > 0, confirmed, columns["listed"])
    lately = (confirmed > 0) & (age <= limits.unconfirmed_after)
    found = np.where(lately, Band.CONFIRMED.order, Band.AGEING.order)
    found = np.where(columns["reported"], Band.REPORTED.order, found)
    return np.where(age > limits.hidden_after, Band.HIDDEN.order, found).astype(np.int8)


def _taking(snapshot: Snapshot, today: int) -> np.ndarray:
    full = rooms(snapshot) == ANSWERS.index(Room.FULL)
    paused = snapshot.columns["paused_until"] > today
    return ~full & ~paused & (bands(snapshot) != Band.HIDDEN.order)
