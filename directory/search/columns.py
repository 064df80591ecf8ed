"""Search facts of many listings as columns: a row for each listing, and tables of what a listing has several of."""

from __future__ import annotations

import datetime as dt
import gc
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from directory.listings.room import Room
from directory.listings.ways import Access, Attendance, Joining
from directory.listings.words import Status

FLAGS = {
    "attendance": [one.value for one in Attendance],
    "joining": [one.value for one in Joining],
    "access": [one.value for one in Access],
}
# The answers to "Is there room?", numbered from 1; 0 is none.
ROOMS = tuple(one.value for one in Room)


class Words:
    """Numbers for words, given out in the order of asking and never taken back."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.words: list[str] = []

    def number(self, word: str) -> int:
        """The number of this word, a new one if it has none."""
        if word not in self._numbers:
            self._numbers[word] = len(self.words)
            self.words.append(word)
        return self._numbers[word]

    def known(self, word: str) -> int | None:
        """The number of this word, if it has one."""
        return self._numbers.get(word)


@dataclass
class Vocabularies:
    """The words that stand in columns as numbers."""

    terms: Words
    languages: Words
    areas: Words
    organizations: Words


def new_vocabularies() -> Vocabularies:
    return Vocabularies(Words(), Words(), Words(), Words())


@dataclass
class Table:
    """What a listing has several of: `row` says whose it is, in rising order, each of `columns` what it is."""

    row: np.ndarray
    columns: dict[str, np.ndarray]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def items_of(self, rows: np.ndarray) -> np.ndarray:
        """Where in this table stands what these listings have, a few of all."""
        rows = rows.astype(self.row.dtype)  # numpy would rather copy the whole table than these few
        firsts, lasts = np.searchsorted(self.row, rows), np.searchsorted(self.row, rows, side="right")
        lengths = lasts - firsts
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.repeat(firsts, lengths) + within

    def rows_with(self, code: int) -> np.ndarray:
        """The rows of the listings that have this code."""
        order, codes = self._by_code
        first, last = np.searchsorted(codes, np.array([code, code + 1], dtype=codes.dtype))
        return self.row[order[first:last]]

    @cached_property
    def _by_code(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self["code"], kind="stable")
        return order, self["code"][order]


# Of each table its columns and their types.
TABLES = {
    "terms": {"code": np.int32},
    "languages": {"code": np.int32},
    "areas": {"code": np.int32},
    "places": {"latitude": np.float64, "longitude": np.float64, "number": np.int16},
    "sessions": {"days": np.uint8, "opens": np.int16, "closes": np.int16, "first": np.int32, "last": np.int32},
}
LISTINGS = {
    "number": np.int32,
    "id_high": np.uint64,
    "id_low": np.uint64,
    "name": object,
    "active": bool,
    "modified": np.int64,
    "organization": np.int32,
    "youngest": np.float32,
    "oldest": np.float32,
    "cost": np.float32,
    "attendance": np.uint8,
    "joining": np.uint8,
    "access": np.uint8,
    "listed": np.int32,
    "confirmed": np.int32,
    "reported": bool,
    "room": np.uint8,
    "room_until": np.int32,
    "paused_until": np.int32,
    "reachable": bool,
    "schedules": object,
}


@dataclass
class Columns:
    """The facts of listings, see listings/facts.py. Rows of the tables point at rows of the listings.

    `modified` is in milliseconds since 1970, 0 where nobody knows · `organization` -1 where there is none · `youngest`
    and `oldest` are ages without which there is no limit · `cost` in pounds, NaN where nobody knows · `attendance`,
    `joining` and `access` have a bit for each word of FLAGS · `listed`, `confirmed`, `room_until` and `paused_until`
    are days, 0 where there is none · `reported` whether a problem is open · `room` what the group said last, a number
    of ROOMS, whether that still holds or not · `reachable` whether
    it names a telephone number or an e-mail address · `schedules` all of them where the sessions' table does not say
    the whole truth, otherwise None. A session's `days` has a bit for each weekday from Monday on; it runs from the
    minute `opens` to the minute `closes` of the day, and from the day `first` to the day `last`. Days are proleptic
    ordinals.
    """

    listings: dict[str, np.ndarray]
    terms: Table
    languages: Table
    areas: Table
    places: Table
    sessions: Table

    def __len__(self) -> int:
        return len(self.listings["number"])

    def __getitem__(self, name: str) -> np.ndarray:
        return self.listings[name]


def read(rows: Iterable[tuple[int, uuid.UUID, str]], known: Vocabularies) -> Columns:
    """The columns of these entries, each (number, service_id, facts as JSON)."""
    with _no_collecting():
        listings: list[tuple] = []
        tables: dict[str, list] = {name: [] for name in TABLES}
        for row, (number, service_id, text) in enumerate(rows):
            facts = json.loads(text)
            listings.append(_listing(number, service_id, facts, known))
            for name, read_items in _ITEMS.items():
                tables[name] += [(row, *item) for item in read_items(facts, known)]
        values = list(zip(*listings, strict=True)) or [()] * len(LISTINGS)
        pairs = zip(LISTINGS.items(), values, strict=True)
        arrays = {name: _array(column, kind) for (name, kind), column in pairs}
        return Columns(arrays, **{name: _table(items, TABLES[name]) for name, items in tables.items()})


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Looking for garbage among a million small tuples that are all in use takes longer than making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _array(values: Sequence, kind: Any) -> np.ndarray:
    if kind is not object:
        return np.array(values, dtype=kind)
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _table(items: list[tuple], kinds: dict[str, Any]) -> Table:
    columns = list(zip(*items, strict=True)) or [()] * (len(kinds) + 1)
    pairs = zip(kinds.items(), columns[1:], strict=True)
    named = {name: np.array(column, dtype=kind) for (name, kind), column in pairs}
    return Table(np.array(columns[0], dtype=np.int32), named)


def _listing(number: int, service_id: uuid.UUID, facts: dict, known: Vocabularies) -> tuple:
    lowest, highest = facts.get("ages", (None, None))
    organization = facts.get("organization")
    return (
        number,
        service_id.int >> 64,
        service_id.int & (2**64 - 1),
        facts["name"],
        facts["status"] == Status.ACTIVE,
        _milliseconds(facts.get("modified")),
        known.organizations.number(organization) if organization else -1,
        -np.inf if lowest is None else lowest,
        np.inf if highest is None else highest,
        facts.get("cost", np.nan),
        *(bits(name, facts.get(name, ())) for name in FLAGS),
        *_standing(facts.get("trust", {})),
        facts.get("reachable", False),
        facts.get("schedules"),
    )


def _standing(known: dict) -> tuple:
    """What listings/trust_facts.py wrote, as far as search asks for it."""
    room = known.get("room")
    return (
        _ordinal(known.get("listed_on")),
        _ordinal(known.get("confirmed_on")),
        bool(known.get("open_reports")),
        ROOMS.index(room) + 1 if room else 0,
        _ordinal(known.get("room_until")),
        _ordinal(known.get("paused_until")),
    )


def _ordinal(day: str | None) -> int:
    return dt.date.fromisoformat(day).toordinal() if day else 0


def _milliseconds(moment: str | None) -> int:
    return int(dt.datetime.fromisoformat(moment).timestamp() * 1000) if moment else 0


@lru_cache(maxsize=10_000)
def _bits(name: str, values: tuple[str, ...]) -> int:
    return sum(1 << FLAGS[name].index(value) for value in values)


def bits(name: str, values: Iterable[str]) -> int:
    """The bits that these words have in the column `name`."""
    return _bits(name, tuple(values))


_ITEMS: dict[str, Callable[[dict, Vocabularies], list[tuple]]] = {
    "terms": lambda facts, known: [(known.terms.number(one),) for one in facts.get("terms", [])],
    "languages": lambda facts, known: [(known.languages.number(one),) for one in facts.get("languages", [])],
    "areas": lambda facts, known: [(known.areas.number(one),) for one in facts.get("areas", [])],
    "places": lambda facts, _known: facts.get("places", []),
    "sessions": lambda facts, _known: facts.get("sessions", []),
}


def without(columns: Columns, numbers: np.ndarray) -> Columns:
    """The columns without the listings of these numbers."""
    keep = ~np.isin(columns["number"], numbers)
    moved = np.cumsum(keep, dtype=np.int32) - 1
    kept = {name: values[keep] for name, values in columns.listings.items()}
    return Columns(kept, **{name: _kept(getattr(columns, name), keep, moved) for name in TABLES})


def _kept(table: Table, keep: np.ndarray, moved: np.ndarray) -> Table:
    here = keep[table.row]
    return Table(moved[table.row[here]], {name: values[here] for name, values in table.columns.items()})


def joined(one: Columns, other: Columns) -> Columns:
    """The listings of both."""
    both = {name: np.concatenate([one[name], other[name]]) for name in LISTINGS}
    return Columns(both, **{name: _both(getattr(one, name), getattr(other, name), len(one)) for name in TABLES})


def _both(one: Table, other: Table, beyond: int) -> Table:
    rows = np.concatenate([one.row, other.row + np.int32(beyond)])
    return Table(rows, {name: np.concatenate([one[name], other[name]]) for name in one.columns})


assert {field.name for field in fields(Columns)} == {"listings", *TABLES}
