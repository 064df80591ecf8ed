"""This process's copy of the listings' search facts, brought up to date from the database before every question."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np
from flask import current_app
from sqlalchemy import select

from core.db import db
from directory.listings.models import listing_clock, listing_entry
from directory.search.columns import Columns, Vocabularies, joined, new_vocabularies, read, without

AT_ONCE = 5_000
NEVER = (0, uuid.UUID(int=0))
_CLOCK = select(listing_clock.c.tick, listing_clock.c.mark)


@dataclass(frozen=True)
class Snapshot:
    """The facts of every listing that is not retired, as the database holds them at one tick of its clock."""

    tick: int
    mark: uuid.UUID
    columns: Columns
    known: Vocabularies = field(repr=False)
    # Names that whoever asks first reads and leaves here for the next.
    read_once: dict = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def by_name(self) -> np.ndarray:
        """The place of each row in the order of names, small, and then of ids."""
        return _places(np.lexsort((self.columns["id_low"], self.columns["id_high"], _ranks(self.columns["name"]))))

    @cached_property
    def by_id(self) -> np.ndarray:
        """The rows in the order of their listings' ids."""
        return np.lexsort((self.columns["id_low"], self.columns["id_high"]))

    @cached_property
    def by_latitude(self) -> tuple[np.ndarray, np.ndarray]:
        """The places from south to north, as where they stand in their table and their latitudes."""
        latitudes = self.columns.places["latitude"]
        order = np.argsort(latitudes, kind="stable")
        return order, latitudes[order]

    @cached_property
    def placed(self) -> np.ndarray:
        """Of each row whether it has a place that could be measured."""
        return self._any_of(self.columns.places.row)

    @cached_property
    def limited(self) -> np.ndarray:
        """Of each row whether it is only for people of certain districts."""
        return self._any_of(self.columns.areas.row)

    def _any_of(self, rows: np.ndarray) -> np.ndarray:
        found = np.zeros(len(self), dtype=bool)
        found[rows] = True
        return found

    @cached_property
    def irregular(self) -> np.ndarray:
        """The rows whose sessions must be asked one by one when they are on."""
        return np.flatnonzero(self.columns["schedules"] != None)  # noqa: E711 - for each of an array

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """The rows of these entries' numbers; numbers that are not here are left out."""
        known = self._row_of
        found = known[numbers[numbers < len(known)]]
        return found[found >= 0]

    @cached_property
    def _row_of(self) -> np.ndarray:
        """For each number its row, -1 where none has it: numbers are given out one after the other."""
        numbers = self.columns["number"]
        known = np.full(numbers.max(initial=0) + 1, -1, dtype=np.int32)
        known[numbers] = np.arange(len(numbers), dtype=np.int32)
        return known


def _ranks(names: np.ndarray) -> np.ndarray:
    """Equal numbers for equal names, in their order; Python sorts objects faster than numpy does."""
    rank = {name: number for number, name in enumerate(sorted(set(names.tolist())))}
    return np.fromiter((rank[name] for name in names), dtype=np.int32, count=len(names))


def _places(order: np.ndarray) -> np.ndarray:
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places


class Keeper:
    """Keeps one application's snapshot."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: Snapshot | None = None

    def current(self) -> Snapshot:
        """The snapshot of what this transaction sees."""
        clock = db.session.execute(_CLOCK).first() or NEVER
        kept = self._kept
        if kept is not None and (kept.tick, kept.mark) == tuple(clock):
            return kept
        with self._lock:
            kept = self._kept
            if kept is None or kept.tick >= clock[0] or kept.tick == 0:
                found = _load(*clock)
            else:
                found = _brought_up_to_date(kept, *clock)
            # An older transaction's view is for it alone.
            if kept is None or clock[0] >= kept.tick:
                self._kept = found
            return found

    def forget(self) -> None:
        """Begin anew: the database under this application is another than it was."""
        self._kept = None


def _rows(since: int):
    columns = (listing_entry.c.number, listing_entry.c.service_id, listing_entry.c.facts, listing_entry.c.listed)
    question = select(*columns).where(listing_entry.c.stamp > since).order_by(listing_entry.c.number)
    return db.session.execute(question.execution_options(yield_per=AT_ONCE))


def _load(tick: int, mark: uuid.UUID) -> Snapshot:
    known = new_vocabularies()
    return Snapshot(tick, mark, read((row[:3] for row in _rows(0) if row.listed), known), known)


def _brought_up_to_date(kept: Snapshot, tick: int, mark: uuid.UUID) -> Snapshot:
    changed = _rows(kept.tick).all()
    numbers = np.array([row.number for row in changed], dtype=np.int32)
    new = read((row[:3] for row in changed if row.listed), kept.known)
    return Snapshot(tick, mark, joined(without(kept.columns, numbers), new), kept.known)


def current() -> Snapshot:
    """The snapshot of what this transaction sees, of the application that we are in."""
    return keeper().current()


def keeper() -> Keeper:
    """This application's keeper."""
    return current_app.extensions.setdefault("listing_snapshot", Keeper())
