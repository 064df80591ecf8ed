"""In which districts the listings of a snapshot are: where they have a place, or else for whose people they are."""

from collections.abc import Collection, Iterable

import numpy as np

from directory.places import many_points
from directory.search.columns import Table
from directory.search.snapshot import Snapshot


def districts(snapshot: Snapshot) -> Table:
    """The districts of each listing, as numbers of `many_points.codes()`, each once; reckoned once for a snapshot."""
    if "districts" not in snapshot.read_once:
        rows, codes = _of(snapshot, np.arange(len(snapshot)))
        snapshot.read_once["districts"] = Table(rows.astype(np.int32), {"code": codes})
    return snapshot.read_once["districts"]


def _of(snapshot: Snapshot, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of these rows, in rising order, the pairs of a row and the number of a district, each once."""
    placed, served = snapshot.columns.places, snapshot.columns.areas
    places, areas = placed.items_of(rows), served.items_of(rows[~snapshot.placed[rows]])
    here = many_points.districts_of(placed["latitude"][places], placed["longitude"][places])
    whose = np.concatenate([placed.row[places], served.row[areas]]).astype(np.int64)
    which = np.concatenate([here, _numbers(snapshot.known.areas.words)[served["code"][areas]]])
    size = len(many_points.codes())
    pairs = np.unique(whose[which >= 0] * size + which[which >= 0])
    return pairs // size, pairs % size


def _numbers(areas: Iterable[str]) -> np.ndarray:
    """Of each code of a district its number, -1 for one outside England."""
    known = {code: number for number, code in enumerate(many_points.codes())}
    return np.array([known.get(area, -1) for area in areas], dtype=np.int64)


def of_listings(snapshot: Snapshot, numbers: Collection[int]) -> dict[int, list[str]]:
    """The codes of the districts of a few listings, by their entries' numbers."""
    rows, codes = np.sort(snapshot.rows(np.array(sorted(numbers), dtype=np.int32))), many_points.codes()
    whose, which = _of(snapshot, rows)
    found: dict[int, list[str]] = {}
    for number, code in zip(snapshot.columns["number"][whose].tolist(), which.tolist(), strict=True):
        found.setdefault(number, []).append(codes[code])
    return found
