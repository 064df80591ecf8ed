"""Taking records of a source into the directory, each one on its own: added, changed, unchanged or refused."""

import hashlib
import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from core.db import crowded, db, patiently, release
from core.refusals import Refused
from directory.exchange.merging import aligned, merge
from directory.exchange.normalise import Listing, Refusal, normalise, source_id
from directory.exchange.provenance import operations as provenance
from directory.exchange.provenance.queries import known_as, said_before
from directory.listings import operations as listings
from directory.listings import positions, queries, shape, terms
from directory.listings.document import to_document

# Enough to spare the disk a flush for each record, few enough not to keep others waiting for the write lock.
TOGETHER = 25
# Another number whenever records are read otherwise than before: every one is then looked at once more.
READING = 1

Sleep = Callable[[float], object]


class Outcome(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Report(NamedTuple):
    """One record's fate: its place in the file from 1, what the source calls it, and why or what was left out.

    `conflicts` counts the fields for which somebody must now choose between the source and the directory.
    """

    number: int
    outcome: Outcome
    source_id: str
    name: str
    reason: str
    notes: list[str]
    conflicts: int = 0


class _Record(NamedTuple):
    """One record as it came, what its source calls it, and a short name for all that it says."""

    number: int
    raw: Any
    source_id: str
    said: str


class Stopped(Exception):
    """The database could not go on; what was reported until then is kept."""


def take_in(actor, records: Iterable[Any], *, source: str, sleep: Sleep = time.sleep) -> Iterator[Report]:
    """Take each record into the directory and tell what became of it; a broken one never stops the rest.

    Reports come when what they tell is kept. What its source says as before is not looked at again. What was changed
    here since stands: where the source now says something else of the same field, that is a conflict for an editor to
    settle (see provenance). Between tries for the write lock it sleeps. Raises Stopped.
    """
    seen: dict[str, int] = {}
    for batch in _batches(map(_record, enumerate(records, start=1))):
        try:
            reports = _take_batch(actor, batch, source, seen, sleep)
        except SQLAlchemyError as error:
            kind = type(error).__name__
            raise Stopped(f"The database stopped the import ({kind}). Run it again to go on.") from error
        db.session.expunge_all()
        yield from reports


def _record(numbered: tuple[int, Any]) -> _Record:
    number, raw = numbered
    try:
        return _Record(number, raw, source_id(raw), fingerprint(raw))
    except Refusal:
        return _Record(number, raw, "", "")


def _batches(records: Iterable[_Record]) -> Iterator[list[_Record]]:
    batch: list = []
    for item in records:
        batch.append(item)
        if len(batch) == TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


def _take_batch(actor, batch: list[_Record], source: str, seen: dict[str, int], sleep: Sleep) -> list[Report]:
    """Nobody waits for the write lock because of records that say nothing new."""
    before = said_before(source, [one.source_id for one in batch])
    release()
    if all(one.said and before.get(one.source_id) == one.said for one in batch):
        return [_take_one(actor, one, source, seen, before) for one in batch]

    def take() -> tuple[list[Report], dict[str, int]]:
        tried = dict(seen)  # whoever begins again has seen nothing of this batch
        return [_take_one(actor, one, source, tried, before) for one in batch], tried

    reports, tried = patiently(take, sleep=sleep)
    seen.update(tried)
    return reports


def _take_one(actor, one: _Record, source: str, seen: dict[str, int], before: dict[str, str]) -> Report:
    """What became of a record; one that says what it said last time costs a look at its hash."""
    if one.said and before.get(one.source_id) == one.said and one.source_id not in seen:
        seen[one.source_id] = hash(one.said)
        return Report(one.number, Outcome.UNCHANGED, one.source_id, _told(one.raw, "name"), "", [])
    try:
        listing = normalise(one.raw, source)
    except Refusal as refusal:
        told = one.source_id or _told(one.raw, "id")
        return Report(one.number, Outcome.REFUSED, told, _told(one.raw, "name"), str(refusal), [])
    outcome, reason, conflicts = _keep(actor, listing, source, one.said, seen)
    name = listing.document["name"]
    return Report(one.number, outcome, listing.source_id, name, reason, listing.notes, conflicts)


def _keep(actor, listing: Listing, source: str, said: str, seen: dict[str, int]) -> tuple[Outcome, str, int]:
    """Keep one listing inside a savepoint, so that what the database refuses takes nothing else with it."""
    if listing.source_id in seen:
        if seen[listing.source_id] == hash(said):
            return Outcome.UNCHANGED, "the same record again", 0
        return Outcome.REFUSED, "another record in this file has the same id", 0
    seen[listing.source_id] = hash(said)
    try:
        with db.session.begin_nested():
            outcome, conflicts = _apply(actor, listing, source, said)
            return outcome, "", conflicts
    except Refused as refusal:
        return Outcome.REFUSED, refusal.words, 0
    except (DBAPIError, StatementError) as error:
        if getattr(error, "connection_invalidated", False) or crowded(error):
            raise
        return Outcome.REFUSED, f"the database refused it ({type(error.orig or error).__name__})", 0


def _apply(actor, listing: Listing, source: str, said: str) -> tuple[Outcome, int]:
    kept = known_as(source, listing.source_id)
    own_id = kept.service_id if kept else _found(listing, source)
    for taxonomy in sorted(listing.taxonomies):
        terms.bring(*taxonomy)
    theirs = positions.fill(listing.document)
    if own_id is None:
        origin = {"source": source, "source_id": listing.source_id, "source_hash": said}
        service = listings.add_listing(actor, document=theirs, **origin)
        outcome, conflicts = Outcome.ADDED, 0
    else:
        service = queries.find(own_id)
        ours = to_document(service)
        base = kept.document if kept else _unknown_base(service, source, ours)
        theirs = _with_what_lists_leave_out(theirs, base) if listing.shallow else theirs
        outcome, conflicts = _change(actor, service, base, ours, theirs, source=source, said=said)
    provenance.renew(service, kept, source=source, source_id=listing.source_id, said_hash=said, document=theirs)
    return outcome, conflicts


def _found(listing: Listing, source: str) -> uuid.UUID | None:
    """The listing that the record is about: the one that it was merged into, that came from there, or has its id."""
    if merged := queries.merged_away(source, listing.source_id):
        return merged
    found = queries.from_source(source, listing.source_id, listing.document["id"])
    return found and found[0]


def _unknown_base(service, source: str, ours: dict) -> dict:
    """What a source said before, where that was not kept: what stands here if it came from there, otherwise nothing."""
    return ours if service.source == source else {}


def _change(actor, service, base: dict, ours: dict, theirs: dict, *, source: str, said: str) -> tuple[Outcome, int]:
    theirs = aligned(theirs, ours)
    merged, conflicts = merge(aligned(base, ours), ours, theirs)
    changed = listings.change_from_source(actor, service, document=merged, source_hash=said)
    asked = provenance.ask(service, source=source, conflicts=conflicts, ours=merged, theirs=theirs)
    return Outcome.CHANGED if changed else Outcome.UNCHANGED, asked


def _with_what_lists_leave_out(document: dict, before: dict) -> dict:
    """A list of services is shallow: what it does not speak of at all has not gone away."""
    document = dict(document)
    document |= {name: before[name] for name in shape.SERVICE.lists if name in before and name not in document}
    organization, known = document.get("organization"), before.get("organization")
    if organization and known and organization["id"] == known["id"]:
        document["organization"] = {
            name: known[name] for name in shape.ORGANIZATION.lists if name in known
        } | organization
    return document


def fingerprint(record: Any) -> str:
    """A short name for what a record says, the order of its fields aside; nothing where it cannot be had."""
    try:
        said = json.dumps([READING, record], sort_keys=True, ensure_ascii=True, default=str)
    except (RecursionError, TypeError, ValueError):
        return ""
    return hashlib.sha256(said.encode()).hexdigest()


def _told(record: Any, field: str) -> str:
    """What a refused record says of itself, for the report: short, and printable."""
    value = record.get(field) if isinstance(record, dict) else None
    words = str(value) if isinstance(value, str | int) else ""
    return "".join(letter if letter.isprintable() else " " for letter in words[:100]).strip()
