"""Taking records of a source into the directory, each one on its own: added, changed, unchanged or refused."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from core.db import db, transaction
from core.refusals import Refused
from directory.exchange.normalise import Listing, Refusal, normalise
from directory.listings import operations as listings
from directory.listings import queries, shape
from directory.listings.document import to_document

# Enough to spare the disk a flush for each record, few enough not to keep others waiting for the write lock.
TOGETHER = 25


class Outcome(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Report(NamedTuple):
    """One record's fate: its place in the file from 1, what the source calls it, and why or what was left out."""

    number: int
    outcome: Outcome
    source_id: str
    name: str
    reason: str
    notes: list[str]


class Stopped(Exception):
    """The database could not go on; what was reported until then is kept."""


def take_in(actor, records: Iterable[Any], *, source: str) -> Iterator[Report]:
    """Take each record into the directory and tell what became of it; a broken one never stops the rest.

    Reports come when what they tell is kept. A listing changes only when its source says something else than last
    time: until then, what editors changed since stands. Raises Stopped.
    """
    seen: dict[str, str] = {}
    for batch in _batches(enumerate(records, start=1)):
        try:
            with transaction():
                reports = [_take_one(actor, number, record, source, seen) for number, record in batch]
        except SQLAlchemyError as error:
            kind = type(error).__name__
            raise Stopped(f"The database stopped the import ({kind}). Run it again to go on.") from error
        db.session.expunge_all()
        yield from reports


def _batches(numbered: Iterable) -> Iterator[list]:
    batch: list = []
    for item in numbered:
        batch.append(item)
        if len(batch) == TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


def _take_one(actor, number: int, record: Any, source: str, seen: dict[str, str]) -> Report:
    try:
        listing = normalise(record, source)
    except Refusal as refusal:
        return Report(number, Outcome.REFUSED, _told(record, "id"), _told(record, "name"), str(refusal), [])
    outcome, reason = _keep(actor, listing, source, seen)
    return Report(number, outcome, listing.source_id, listing.document["name"], reason, listing.notes)


def _keep(actor, listing: Listing, source: str, seen: dict[str, str]) -> tuple[Outcome, str]:
    """Keep one listing inside a savepoint, so that what the database refuses takes nothing else with it."""
    said = fingerprint(listing.document)
    if listing.source_id in seen:
        if seen[listing.source_id] == said:
            return Outcome.UNCHANGED, "the same record again"
        return Outcome.REFUSED, "another record in this file has the same id"
    seen[listing.source_id] = said
    try:
        with db.session.begin_nested():
            return _apply(actor, listing, source, said), ""
    except Refused as refusal:
        return Outcome.REFUSED, refusal.words
    except (DBAPIError, StatementError) as error:
        if getattr(error, "connection_invalidated", False):
            raise
        return Outcome.REFUSED, f"the database refused it ({type(error.orig or error).__name__})"


def _apply(actor, listing: Listing, source: str, said: str) -> Outcome:
    known = queries.from_source(source, listing.source_id, listing.document["id"])
    if known is None:
        listings.add_listing(
            actor, document=listing.document, source=source, source_id=listing.source_id, source_hash=said
        )
        return Outcome.ADDED
    service_id, said_before = known
    if said_before == said:
        return Outcome.UNCHANGED
    service = queries.find(service_id)
    document = _with_what_lists_leave_out(listing, to_document(service))
    changed = listings.change_from_source(actor, service, document=document, source_hash=said)
    return Outcome.CHANGED if changed else Outcome.UNCHANGED


def _with_what_lists_leave_out(listing: Listing, kept: dict) -> dict:
    """A list of services is shallow: what it does not speak of at all has not gone away."""
    document = dict(listing.document)
    if not listing.shallow:
        return document
    document |= {name: kept[name] for name in shape.SERVICE.lists if name in kept and name not in document}
    organization, known = document.get("organization"), kept.get("organization")
    if organization and known and organization["id"] == known["id"]:
        document["organization"] = {
            name: known[name] for name in shape.ORGANIZATION.lists if name in known
        } | organization
    return document


def fingerprint(document: dict) -> str:
    """A short name for what a document says, the order of its fields aside."""
    said = json.dumps(document, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _told(record: Any, field: str) -> str:
    """What a refused record says of itself, for the report: short, and printable."""
    value = record.get(field) if isinstance(record, dict) else None
    words = str(value) if isinstance(value, str | int) else ""
    return "".join(letter if letter.isprintable() else " " for letter in words[:100]).strip()
