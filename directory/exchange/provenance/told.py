"""Where a listing's fields came from, and what is in conflict, in words."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from directory.exchange.merging import aligned, value_at
from directory.exchange.provenance.models import FieldConflict, ListingSource
from directory.listings import told
from directory.listings.document import differences, without_secrets
from directory.listings.models import ListingChange
from directory.listings.told import Line

NAMELESS = "A detail"


class Person(NamedTuple):
    """Who changed it here last, and when."""

    name: str
    changed_at: dt.datetime


class Says(NamedTuple):
    """What a source says otherwise."""

    source: str
    lines: list[Line]


class Origin(NamedTuple):
    """One field, or one item of a list: what it says, from which source and since when, or who wrote it here."""

    heading: str
    lines: list[Line]
    source: str
    since: dt.datetime | None
    person: Person | None
    otherwise: list[Says]


class Question(NamedTuple):
    """One conflict: the field, and what stands on either side."""

    name: str
    heading: str
    ours: list[Line]
    theirs: list[Line]
    source: str
    asked_at: dt.datetime
    person: Person | None


def origins(document: dict, sources: Iterable[ListingSource], changes: list[ListingChange]) -> list[Origin]:
    """Where each field and each item of a listing came from. `changes` are those of people, the newest first."""
    said = [(row, aligned(row.document, document)) for row in sources]
    shown = without_secrets(differences({}, document), document)
    return [_origin(group, document, said, changes) for group in told.groups(shown)]


def _origin(group, document: dict, said: list[tuple[ListingSource, dict]], changes: list[ListingChange]) -> Origin:
    value = value_at(document, group.key)
    found = next((row for row, theirs in said if value_at(theirs, group.key) == value), None)
    others = [(row, value_at(theirs, group.key)) for row, theirs in said if row is not found]
    return Origin(
        group.label,
        group.lines,
        found.source if found else "",
        _since(found, group.key) if found else None,
        None if found else _who_changed(group.key, changes),
        [Says(row.source, lines(group.key, theirs, document)) for row, theirs in others if theirs not in (None, value)],
    )


def _since(row: ListingSource, key: str) -> dt.datetime | None:
    moment = row.dates.get(key.partition("[")[0].partition(".")[0])
    return dt.datetime.fromisoformat(moment) if moment else None


def _who_changed(key: str, changes: list[ListingChange]) -> Person | None:
    inside = (f"{key}.", f"{key}[")
    for change in changes:
        if any(path == key or path.startswith(inside) or key.startswith(f"{path}.") for path in change.changes):
            return Person(change.actor_name, change.created_at)
    return None


def questions(document: dict, conflicts: Iterable[FieldConflict], changes: list[ListingChange]) -> list[Question]:
    """What is to be settled of a listing, as it stands now."""
    return [
        Question(
            field_name(row),
            heading(row.path),
            lines(row.path, value_at(document, row.path), document),
            lines(row.path, row.theirs, document),
            row.source,
            row.created_at,
            _who_changed(row.path, changes),
        )
        for row in conflicts
    ]


def field_name(conflict: FieldConflict) -> str:
    """How a form calls the question of this conflict."""
    return f"field_{conflict.id.hex}"


def heading(path: str) -> str:
    """The field at `path` in words."""
    if path.endswith("]"):
        return next((group.label for group in told.groups({f"{path}.name": [None, "x"]})), NAMELESS)
    return next((line.field for line in told.lines({path: [None, "x"]})), NAMELESS)


def lines(path: str, value: Any, document: dict) -> list[Line]:
    """A value in words, field by field; what is confidential is not told."""
    if value is None:
        return []
    inner = differences({}, value) if isinstance(value, dict) else {}
    changes = {f"{path}.{name}": pair for name, pair in inner.items()} or {path: [None, value]}
    # A place that stands on the other side alone may be confidential there.
    place = isinstance(value, dict) and path.startswith("service_at_locations[") and path.endswith("]")
    hidden = without_secrets(changes, document, {"service_at_locations": [value] if place else []})
    return told.lines(hidden) or [Line(heading(path), "", str(next(iter(hidden.values()))[1]))]
