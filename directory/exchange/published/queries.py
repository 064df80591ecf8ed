"""What is published, out of the database: prepared records by number or id, and the rows beside them."""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Select, func, select

from core.db import db
from core.refusals import Missing
from core.text import printable
from directory.exchange.published.parameters import Asked
from directory.listings import terms
from directory.listings.facts import sessions
from directory.listings.models import Service, listing_clock, listing_entry
from directory.listings.parts import Location, Organization, Schedule, ServiceAtLocation
from directory.listings.taxonomies import Attribute, Taxonomy, TaxonomyTerm

# Entries that are in memory at once while everything is read, and how many values a database takes in a list.
TOGETHER = 250
NEVER, NOWHERE = (0, -1, 10_000), bytes(16)
_entry = listing_entry.c


class Page(NamedTuple):
    """Some rows, and how many there are altogether."""

    total: int
    rows: Sequence


def mark() -> str:
    """A word that is another one after every change of a listing."""
    found = db.session.scalar(select(listing_clock.c.mark))
    return found.hex if found else "empty"


def record(service_id: uuid.UUID) -> str:
    """The record of one service, as JSON. Raises Missing where there is none, or it is retired."""
    found = db.session.scalar(select(_entry.record).where(_entry.service_id == service_id, _entry.listed))
    if found is None:
        raise Missing
    return found


def records(numbers: Sequence[int]) -> list[str]:
    """The records of the entries with these numbers, in their order."""
    found = records_by_number(numbers)
    return [found[number] for number in numbers if number in found]


def records_by_number(numbers: Sequence[int]) -> dict[int, str]:
    """{number: record} of these entries."""
    found: dict[int, str] = {}
    for here in lots(len(numbers)):
        some = map(int, numbers[here])
        question = select(_entry.number, _entry.record).where(_entry.number.in_(some), _entry.listed)
        found |= dict(db.session.execute(question).all())
    return found


def all_records() -> Iterator[list[str]]:
    """Every record, some at a time, in the order in which they came; nothing is held on to between two lots."""
    last = 0
    while True:
        question = select(_entry.number, _entry.record).where(_entry.listed, _entry.number > last)
        rows = db.session.execute(question.order_by(_entry.number).limit(TOGETHER)).all()
        db.session.rollback()
        if not rows:
            return
        yield [text for _, text in rows]
        last = rows[-1].number


def lots(count: int) -> Iterator[slice]:
    """Where the next some are, of so many."""
    for start in range(0, count, TOGETHER):
        yield slice(start, start + TOGETHER)


def let_go(pieces: Iterable[str]) -> Iterator[str]:
    """The same pieces; while somebody slow takes one, no transaction is open."""
    for piece in pieces:
        db.session.rollback()
        yield piece


def every(find: Callable, asked: Asked) -> Iterator[Any]:
    """Every row that one of the questions below finds, some in memory at a time."""
    start = 0
    while rows := find(asked, start, TOGETHER).rows:
        yield from rows
        db.session.rollback()
        db.session.expunge_all()
        start += TOGETHER


class AtLocations(NamedTuple):
    """Every service at a location in the order of their ids: the entry's number, and where it is, NaN if not told."""

    ids: np.ndarray
    numbers: np.ndarray
    latitudes: np.ndarray
    longitudes: np.ndarray


def at_locations() -> AtLocations:
    """The places of all services, retired ones too; of a confidential one not where it is."""
    question = (
        select(ServiceAtLocation.id, _entry.number, Location.confidential, Location.latitude, Location.longitude)
        .join_from(ServiceAtLocation, listing_entry, _entry.service_id == ServiceAtLocation.service_id)
        .outerjoin(Location, Location.id == ServiceAtLocation.location_id)
        .order_by(ServiceAtLocation.id)
    )
    ids, numbers, latitudes, longitudes = bytearray(), [], [], []
    for row in db.session.execute(question.execution_options(yield_per=5_000)):
        known = not row.confidential and row.latitude is not None and row.longitude is not None
        ids += row.id.bytes
        numbers.append(row.number)
        latitudes.append(row.latitude if known else np.nan)
        longitudes.append(row.longitude if known else np.nan)
    return AtLocations(
        np.frombuffer(bytes(ids), dtype="V16"),
        np.array(numbers, dtype=np.int32),
        *map(np.array, (latitudes, longitudes)),
    )


class Tied(NamedTuple):
    """The sessions of services of which some are tied to a place: whose each is, where, and the session.

    `places` are ids, empty where a session is at all places of its service; `sessions` is as facts.sessions tells it.
    """

    numbers: np.ndarray
    places: np.ndarray
    sessions: np.ndarray


def tied_sessions() -> Tied:
    """The sessions of every service that has one tied to a place."""
    tied = select(Schedule.service_id).where(Schedule.service_at_location_id.is_not(None))
    question = select(_entry.number, _entry.record).where(_entry.service_id.in_(tied), _entry.listed)
    numbers, places, found = [], bytearray(), []
    for number, text in db.session.execute(question.execution_options(yield_per=TOGETHER)):
        for schedule in json.loads(text).get("schedules", ()):
            place = schedule.get("service_at_location_id")
            # A session without a weekday fits no question; that its place is told matters nonetheless.
            for session in sessions({"schedules": [schedule]}) or [NEVER]:
                numbers.append(number)
                places += uuid.UUID(place).bytes if place else NOWHERE
                found.append(session[:3])
    return Tied(
        np.array(numbers, dtype=np.int32),
        np.frombuffer(bytes(places), dtype="V16"),
        np.array(found, dtype=np.int32).reshape(-1, 3),
    )


def service_of_place(at_location_id: uuid.UUID) -> uuid.UUID:
    """The service that is given there. Raises Missing."""
    found = db.session.scalar(select(ServiceAtLocation.service_id).where(ServiceAtLocation.id == at_location_id))
    if found is None:
        raise Missing
    return found


def terms_below(term_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """These terms, or what they were merged into, and every one below them."""
    waiting = list(terms.kept_ids(term_ids).values())
    found = set(waiting)
    while waiting:
        question = select(TaxonomyTerm.id).where(TaxonomyTerm.parent_id.in_(waiting[:TOGETHER]))
        below = set(db.session.scalars(question)) - found
        waiting = [*waiting[TOGETHER:], *below]
        found |= below
    return found


def terms_of(taxonomy_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """The terms of these taxonomies."""
    return set(db.session.scalars(select(TaxonomyTerm.id).where(TaxonomyTerm.taxonomy_id.in_(taxonomy_ids))))


def taxonomies(asked: Asked, start: int, size: int) -> Page:
    """Taxonomies in the order of their ids."""
    question = select(Taxonomy).where(_says(asked.search, Taxonomy.name, Taxonomy.description))
    return _page(question, Taxonomy.id, start, size)


def terms_in(row: Taxonomy) -> list[TaxonomyTerm]:
    """The terms of a taxonomy, by name, but those that were merged into others."""
    return [term for term in row.terms if term.merged_into_id is None]


def taxonomy(taxonomy_id: uuid.UUID) -> Taxonomy:
    """One taxonomy. Raises Missing."""
    return _one(select(Taxonomy).where(Taxonomy.id == taxonomy_id))


def taxonomy_terms(asked: Asked, start: int, size: int) -> Page:
    """Terms of taxonomies in the order of their ids."""
    question = select(TaxonomyTerm).where(_says(asked.search, TaxonomyTerm.name, TaxonomyTerm.description))
    question = question.where(TaxonomyTerm.merged_into_id.is_(None))
    if asked.taxonomy_id:
        question = question.where(TaxonomyTerm.taxonomy_id.in_(asked.taxonomy_id))
    if asked.parent_id:
        question = question.where(TaxonomyTerm.parent_id.in_(asked.parent_id))
    if asked.top_only:
        question = question.where(TaxonomyTerm.parent_id.is_(None))
    return _page(question, TaxonomyTerm.id, start, size)


def taxonomy_term(term_id: uuid.UUID) -> TaxonomyTerm:
    """One term; one that was merged is the term that it was merged into. Raises Missing."""
    return terms.kept(_one(select(TaxonomyTerm).where(TaxonomyTerm.id == term_id)))


def organizations(asked: Asked, start: int, size: int) -> Page:
    """The organizations that offer a listing, in the order of their ids."""
    question = _offering().where(_says(asked.search, Organization.name, Organization.description))
    if asked.taxonomy_term_id:
        question = question.where(_tagged(terms_below(asked.taxonomy_term_id)))
    if asked.taxonomy_id:
        question = question.where(_tagged(terms_of(asked.taxonomy_id)))
    return _page(question, Organization.id, start, size)


def organization(organization_id: uuid.UUID) -> Organization:
    """One of the organizations that offer a listing. Raises Missing."""
    return _one(_offering().where(Organization.id == organization_id))


def records_of(organization_id: uuid.UUID) -> list[str]:
    """The records of an organization's services, in the order of their ids."""
    question = select(_entry.record).join_from(listing_entry, Service, Service.id == _entry.service_id)
    question = question.where(Service.organization_id == organization_id, Service.retired_at.is_(None))
    return list(db.session.scalars(question.order_by(Service.id)))


def _offering() -> Select:
    offers = select(Service.id).where(Service.organization_id == Organization.id, Service.retired_at.is_(None))
    return select(Organization).where(offers.exists())


def _tagged(term_ids: set[uuid.UUID]):
    """Whether an organization, or one of its listings, has one of these terms."""
    said = select(Attribute.link_id).where(Attribute.taxonomy_term_id.in_(term_ids))
    offering = select(Service.organization_id).where(Service.id.in_(said), Service.retired_at.is_(None))
    return Organization.id.in_(said) | Organization.id.in_(offering)


def _says(words: str, *columns):
    """Whether each word stands somewhere in these columns."""
    text = func.lower(func.coalesce(columns[0], "") + " " + func.coalesce(columns[1], ""))
    found = columns[0].is_not(None)
    for word in printable(words).lower().split():
        found = found & text.contains(word, autoescape=True)
    return found


def _page(question: Select, by, start: int, size: int) -> Page:
    total = db.session.scalar(select(func.count()).select_from(question.with_only_columns(by).subquery()))
    if start >= total:
        return Page(total, [])
    return Page(total, list(db.session.scalars(question.order_by(by).offset(start).limit(size))))


def _one(question: Select):
    found = db.session.scalar(question)
    if found is None:
        raise Missing
    return found
