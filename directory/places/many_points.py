"""The districts that very many points are most likely in: the same answer as `districts.likely`, for all at once."""

from functools import cache

import numpy as np

from directory.places import districts
from directory.places.distances import metres_per_degree, metres_per_degree_at
from directory.places.districts import FURTHEST

# Degrees. Points are taken cell by cell; of each cell only those sectors are looked at that can be nearest to any.
CELL = 0.02
MOST_CELLS = 100_000


@cache
def codes() -> list[str]:
    """The codes of all districts of England, in the order of their numbers here."""
    return sorted({one.code for one in districts.by_code().values()})


def districts_of(latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """The number of the district that each point is most likely in; -1 where that is not known."""
    found = np.full(len(latitudes), -1, dtype=np.int64)
    scales = np.stack(metres_per_degree_at(latitudes), axis=1)
    norths, easts = (np.floor(axis / CELL).astype(np.int64) for axis in (latitudes, longitudes))
    order = np.lexsort((easts, norths))
    new = np.flatnonzero(np.diff(norths[order]) | np.diff(easts[order])) + 1
    for points in np.split(order, new) if len(order) else ():
        cell = int(norths[points[0]]), int(easts[points[0]])
        found[points] = _in_cell(cell, latitudes[points, None], longitudes[points, None], scales[points])
    return found


def _in_cell(cell: tuple[int, int], latitudes: np.ndarray, longitudes: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The same of points in one cell, each in a row of its own; `scales` are the metres of their degrees."""
    norths, easts, numbers = _sectors()
    near = _candidates(cell)
    away = np.hypot((norths[near] - latitudes) * scales[:, :1], (easts[near] - longitudes) * scales[:, 1:])
    known = away.min(axis=1) <= FURTHEST
    return np.where(known, numbers[near[away.argmin(axis=1)]], -1)


def _candidates(cell: tuple[int, int]) -> np.ndarray:
    """The sectors that can be nearest to any point of the cell, in order.

    If one lies `d` from the cell's middle and no point of the cell further than `h` from there, then whatever is
    nearest to a point lies within d + 2h of the middle.
    """
    if cell not in _KNOWN:
        if len(_KNOWN) >= MOST_CELLS:
            _KNOWN.clear()
        _KNOWN[cell] = _nearest_to(cell)
    return _KNOWN[cell]


def _nearest_to(cell: tuple[int, int]) -> np.ndarray:
    norths, easts, _ = _sectors()
    latitude, longitude = ((axis + 0.5) * CELL for axis in cell)
    north, east = metres_per_degree(latitude)
    away = np.hypot((norths - latitude) * north, (easts - longitude) * east)
    half = np.hypot(CELL / 2 * north, CELL / 2 * east)
    return np.flatnonzero(away <= (away.min() + 2 * half) * 1.02)


_KNOWN: dict[tuple[int, int], np.ndarray] = {}


@cache
def _sectors() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The middle of each sector, and the number of the district that has most of it."""
    known = {code: number for number, code in enumerate(codes())}
    now = {code: known[one.code] for code, one in districts.by_code().items()}
    rows = [
        (*one.middle, now.get(one.districts[0], -1) if one.districts else -1) for one in districts.sectors().values()
    ]
    norths, easts, numbers = (np.array(column) for column in zip(*rows, strict=True))
    return norths, easts, numbers.astype(np.int64)
