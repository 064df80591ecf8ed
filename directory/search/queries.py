"""The answer to a search: which listings, how many, how far away, and which topics would narrow them down."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from sqlalchemy import Select, and_, func, literal, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from core.db import db
from directory.listings.models import Service, listing_text
from directory.listings.parts import Location, ServiceAtLocation
from directory.listings.taxonomies import Attribute, TaxonomyTerm
from directory.listings.words import Status
from directory.places import queries as places
from directory.places.distances import Point, box, metres, metres_between, miles_between
from directory.places.postcodes import NoPositions
from directory.search import facets, index
from directory.search.facets import Facet
from directory.search.query import Arguments, SearchQuery, Sort, from_arguments

PAGE_SIZE = 20

# What a result's card shows; the rest of a listing stays where it is.
CARD = (
    lazyload("*"),
    joinedload(Service.organization),
    selectinload(Service.schedules),
    selectinload(Service.cost_options),
    selectinload(Service.attributes).joinedload(Attribute.taxonomy_term).joinedload(TaxonomyTerm.taxonomy_detail),
    selectinload(Service.service_at_locations)
    .selectinload(ServiceAtLocation.location)
    .selectinload(Location.addresses),
)


# The position of a place that may be told.
TOLD = and_(
    Location.id == ServiceAtLocation.location_id,
    Location.confidential.is_(False),
    Location.latitude.is_not(None),
    Location.longitude.is_not(None),
)


@dataclass(frozen=True)
class Hit:
    """One listing that answers; `miles` to its nearest place, None where no place is known or none was asked about."""

    service: Service
    miles: float | None = None
    nearest: Location | None = None


@dataclass(frozen=True)
class Results:
    """One page of the answer. `loosened` says that no listing had all of the words, and these have some.

    `placeless` counts what the same search at any distance would add that has no place to measure: those whose place
    is not known or not told, and those that come by telephone or online. It is 0 where no distance was asked for.
    """

    query: SearchQuery
    total: int
    page: int
    pages: int
    hits: list[Hit]
    facets: list[Facet]
    chosen: list[TaxonomyTerm]
    loosened: bool = False
    placeless: int = 0


class _Attempt(NamedTuple):
    """One way to match words, see index.Index.matching."""

    all_of_them: bool
    prefix_from: int | None


ATTEMPTS = tuple(_Attempt(every, begin) for every in (True, False) for begin in (None, index.PREFIX_FROM))


@dataclass(frozen=True)
class _Near:
    """A listing on the way to its place in the order: metres to its nearest place, and which place that is."""

    metres: float | None = None
    location_id: uuid.UUID | None = None


def understand(arguments: Arguments) -> SearchQuery:
    """Read a search from the arguments of an address; what makes no sense is in its `problems`. Never raises."""
    try:
        return from_arguments(arguments, places.position)
    except NoPositions:
        query = from_arguments(arguments, lambda _postcode: None)
        words = "We cannot measure distances at the moment. Search without a postcode"
        return replace(query, problems=query.problems | {"near": words})


def search(query: SearchQuery) -> Results:
    """Answer `query`. A page past the end is the last one; tags that do not exist are left out, as a problem.

    Where no listing has all of the words, as whole words with their endings aside, they may be the beginnings of
    words; then some of them are enough, and the best matches come first unless another order was asked for.
    """
    query, chosen = _with_known_tags(query)
    for attempt in _attempts(query):
        results = _answer(query, chosen, attempt)
        if results.total:
            break
    return replace(results, placeless=_placeless(query)) if query.point and query.within_miles else results


def _attempts(query: SearchQuery) -> Iterator[_Attempt]:
    """The ways to match its words that make a difference, the strictest first."""
    yield ATTEMPTS[0]
    for attempt in ATTEMPTS[1:] if query.terms else ():
        if attempt.all_of_them or len(query.terms) > 1:
            yield attempt


def _placeless(query: SearchQuery) -> int:
    """How many listings without a place answer the same search at any distance, matched as that search does it."""
    placed = select(ServiceAtLocation.service_id).join(Location, TOLD)
    for attempt in _attempts(query):
        found = _matching(query, attempt).subquery()
        without = func.count().filter(found.c.id.not_in(placed))
        total, placeless = db.session.execute(select(func.count(), without).select_from(found)).one()
        if total:
            return placeless
    return 0


def _with_known_tags(query: SearchQuery) -> tuple[SearchQuery, list[TaxonomyTerm]]:
    if not query.tags:
        return query, []
    chosen = list(db.session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(query.tags))))
    if len(chosen) == len(query.tags):
        return query, chosen
    problems = query.problems | {"tag": "We do not know one of the topics in this address. It was left out"}
    return replace(query, tags=tuple(term.id for term in chosen), problems=problems), chosen


def _answer(query: SearchQuery, chosen: list[TaxonomyTerm], attempt: _Attempt) -> Results:
    matching = _matching(query, attempt)
    asked = query if attempt.all_of_them or query.sort else replace(query, sort=Sort.RELEVANCE)
    order = _by_distance if query.point else _by_the_database
    total, page, found, counts = order(asked, matching)
    return Results(
        query=replace(query, page=page),
        total=total,
        page=page,
        pages=_pages(total),
        hits=_load(query, found),
        facets=facets.most_common(counts, query.tags),
        chosen=chosen,
        loosened=total > 0 and not attempt.all_of_them,
    )


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE_SIZE))


def _matching(query: SearchQuery, attempt: _Attempt) -> Select:
    """Id, name and rank of the public listings that have the words and the tags, wherever they are."""
    rows = (
        select(Service.id, func.lower(Service.name).label("name"))
        .join(listing_text, listing_text.c.service_id == Service.id)
        .where(Service.retired_at.is_(None), Service.status == Status.ACTIVE)
    )
    for tag in query.tags:
        rows = rows.where(_has_tag(tag))
    if not query.terms:
        return rows.add_columns(literal(0).label("rank"))
    matched = index.current().matching(query.terms, **attempt._asdict())
    # Ranks are worked out before anything is joined: FTS5 knows them only while it walks its own table.
    words = matched.cte("matched").prefix_with("materialized")
    return rows.add_columns(words.c.rank).join(words, words.c.number == listing_text.c.number)


def _has_tag(tag: uuid.UUID):
    tagged = select(Attribute.link_id).where(Attribute.taxonomy_term_id == tag, Attribute.link_entity == "service")
    return Service.id.in_(tagged)


def _by_the_database(query: SearchQuery, matching: Select):
    """The page of a search without a place: counted, sorted and cut by the database."""
    found = matching.subquery()
    total = db.session.scalar(select(func.count()).select_from(found))
    page = min(query.page, _pages(total))
    order = [found.c.rank] if query.order is Sort.RELEVANCE else []
    rows = select(found.c.id).order_by(*order, found.c.name, found.c.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ids = list(db.session.scalars(rows))
    counts = facets.counts_of(None, matching)
    return total, page, [(service_id, _Near()) for service_id in ids], counts


def _by_distance(query: SearchQuery, matching: Select):
    """The page of a search around a point: each listing once, at its nearest place, measured here."""
    nearest: dict[uuid.UUID, tuple] = {}
    for service_id, name, rank, location_id, latitude, longitude in db.session.execute(_with_places(query, matching)):
        away = None if latitude is None else metres_between(query.point, Point(latitude, longitude))
        if query.within_miles and (away is None or away > metres(query.within_miles)):
            continue
        known = nearest.get(service_id)
        if known is None or _far(away) < _far(known[2].metres):
            nearest[service_id] = (rank, name, _Near(away, location_id if away is not None else None))
    ordered = sorted(nearest, key=lambda service_id: _key(query.order, *nearest[service_id], service_id))
    page = min(query.page, _pages(len(ordered)))
    shown = ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    counts = facets.counts_of(ordered if query.within_miles else None, matching)
    return len(ordered), page, [(service_id, nearest[service_id][2]) for service_id in shown], counts


def _with_places(query: SearchQuery, matching: Select) -> Select:
    """The matching listings with each position that may be told; inside the box, or with those that have none."""
    found = matching.subquery()
    rows = select(found, Location.id, Location.latitude, Location.longitude)
    if not query.within_miles:
        return rows.outerjoin(ServiceAtLocation, ServiceAtLocation.service_id == found.c.id).outerjoin(Location, TOLD)
    around = box(query.point, metres(query.within_miles))
    return (
        rows.join(ServiceAtLocation, ServiceAtLocation.service_id == found.c.id)
        .join(Location, TOLD)
        .where(
            Location.latitude.between(around.south, around.north), Location.longitude.between(around.west, around.east)
        )
    )


def _far(away: float | None) -> float:
    return inf if away is None else away


def _key(order: Sort, rank: float, name: str, near: _Near, service_id: uuid.UUID) -> tuple:
    first = {Sort.DISTANCE: _far(near.metres), Sort.RELEVANCE: rank, Sort.NAME: 0}[order]
    return first, name, service_id.hex


def _load(query: SearchQuery, found: list[tuple[uuid.UUID, _Near]]) -> list[Hit]:
    """The listings of a page with what their cards show, in a fixed number of statements."""
    rows = select(Service).where(Service.id.in_([service_id for service_id, _ in found])).options(*CARD)
    services = {service.id: service for service in db.session.scalars(rows)}
    return [_hit(query, services[service_id], near) for service_id, near in found]


def _hit(query: SearchQuery, service: Service, near: _Near) -> Hit:
    if near.location_id is None:
        return Hit(service)
    places_of = (at.location for at in service.service_at_locations if at.location_id == near.location_id)
    nearest = next(places_of)
    return Hit(service, miles_between(query.point, Point(nearest.latitude, nearest.longitude)), nearest)
