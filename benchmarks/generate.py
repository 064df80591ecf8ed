"""An invented directory of any size in a database, prepared entries and all, or as a file of Open Referral UK."""

import itertools
import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Table, insert, text

from benchmarks.country import Country, country
from benchmarks.listings import FIRST_CHANGE, TO_AN_ORGANIZATION, Maker, Row, taxonomies
from core.db import db, transaction
from directory.listings import trust_facts
from directory.listings.cards import card_of
from directory.listings.entries import THE_CLOCK, learn, written
from directory.listings.facts import facts_of
from directory.listings.models import Service, listing_clock, listing_entry, listing_text
from directory.listings.parts import (
    Accessibility,
    Address,
    Contact,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    ServiceAtLocation,
)
from directory.listings.record import record_of
from directory.listings.searchable import words_of
from directory.listings.taxonomies import Attribute, Taxonomy, TaxonomyTerm

MOST_AT_ONCE = 2_000
# In this order, so that a row's owner is there before it is.
TABLES: tuple[Table, ...] = (
    *(kind.__table__ for kind in (Organization, Service, Location, Address, Accessibility, ServiceAtLocation)),
    *(kind.__table__ for kind in (Schedule, CostOption, Phone, Contact, Language, Attribute)),
    listing_text,
    listing_entry,
)
LISTS = {
    "schedules": Schedule,
    "cost_options": CostOption,
    "phones": Phone,
    "contacts": Contact,
    "languages": Language,
    "attributes": Attribute,
}


def listings(size: int, where: Country | None = None) -> Iterator[Row]:
    """The listings of a directory of this size; a smaller one is the beginning of a larger one."""
    maker = Maker(where or country())
    return (maker.listing(number) for number in range(size))


def record(listing: Row) -> dict:
    """Its public record: record.py asks a listing for its fields by name, and a Row has them as a model has."""
    return record_of(listing)


def fill(size: int, where: Country | None = None, look: Callable[[Row], None] = lambda _listing: None) -> None:
    """Write the directory into the empty tables, past the operations, which would take an hour.

    `look` is shown every listing, in the order of their numbers.
    """
    with transaction():
        _write_taxonomies()
        mark = uuid.UUID(int=size, version=4)
        db.session.execute(insert(listing_clock), [{"id": THE_CLOCK, "tick": 1, "mark": mark}])
    numbered, known = enumerate(listings(size, where)), set()
    while some := list(itertools.islice(numbered, MOST_AT_ONCE)):
        rows: dict[str, list[dict]] = defaultdict(list)
        for number, listing in some:
            look(listing)
            for table, row in _rows(number, listing):
                rows[table.name].append(row)
        with transaction():
            for table in TABLES:
                _write(table, rows[table.name])
            said = {word for row in rows["listing_text"] for name in TEXTS for word in row[name].split()}
            learn(said - known)
            known |= said
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze"))


TEXTS = ("name", "organisation", "description", "tags", "place")


def _write_taxonomies() -> None:
    found = taxonomies()
    _write(Taxonomy.__table__, found)
    _write(TaxonomyTerm.__table__, [term for taxonomy in found for term in taxonomy["terms"]])


def _write(table: Table, rows: list[dict]) -> None:
    """Insert the rows, each with all of the table's columns: what is not said is empty."""
    empty = {column.name: None for column in table.columns}
    empty |= {"extra": {}} if "extra" in empty else {}
    empty |= {"created_at": FIRST_CHANGE} if "created_at" in empty else {}
    if rows:
        db.session.execute(insert(table), [empty | {name: row[name] for name in empty if name in row} for row in rows])


def _rows(number: int, listing: Row) -> Iterator[tuple[Table, dict]]:
    """Every row of one listing: its parts, and what search and the feed read of it."""
    if number % TO_AN_ORGANIZATION == 0:
        yield Organization.__table__, listing.organization
    yield Service.__table__, listing
    for at in listing.service_at_locations:
        yield ServiceAtLocation.__table__, at
        yield Location.__table__, at.location
        yield from ((Address.__table__, row) for row in at.location.addresses)
        yield from ((Accessibility.__table__, row) for row in at.location.accessibility)
    for name, kind in LISTS.items():
        yield from ((kind.__table__, row) for row in listing[name])
    yield from _prepared(number, listing)


def _prepared(number: int, listing: Row) -> Iterator[tuple[Table, dict]]:
    """Its entry as entries.py makes it, and its words."""
    key = {"number": number + 1, "service_id": listing.id}
    yield listing_text, key | words_of(listing)
    public = record(listing)
    # No term here stands under another.
    facts = facts_of(public, {str(said.taxonomy_term_id) for said in listing.attributes})
    known = {"trust": trust_facts.written(trust_facts.of(listing, FIRST_CHANGE.date()))}
    texts = {"facts": facts | known, "card": card_of(public) | known, "record": public}
    yield listing_entry, key | {"stamp": 1, "listed": True} | {name: written(text) for name, text in texts.items()}


def write_feed(path: Path, size: int, where: Country | None = None) -> None:
    """The same directory as a feed of Open Referral UK 3.0: one page with all services, each whole."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"total_items":{size},"contents":[')
        for number, listing in enumerate(listings(size, where)):
            file.write(",\n" if number else "\n")
            json.dump(record(listing), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n]}\n")
