"""The answer to a search: which listings, how many, how far away, and which topics would narrow them down."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

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
from directory.search import index
from directory.search.query import Arguments, SearchQuery, Sort, from_arguments

PAGE_SIZE = 20
MOST_FACETS = 40
# Ids in one statement: both databases take more, but neither is quicker for it.
MOST_AT_ONCE = 5_000

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


@dataclass(frozen=True)
class Hit:
    """One listing that answers; `miles` to its nearest place, None where no place is known or none was asked about."""

    service: Service
    miles: float | None = None
    nearest: Location | None = None


@dataclass(frozen=True)
class Facet:
    """A topic, and how many of the listings that answer have it."""

    term: TaxonomyTerm
    count: int


@dataclass(frozen=True)
class Results:
    """One page of the answer. `loosened` says that no listing had all of the words, and these have some."""

    query: SearchQuery
    total: int
    page: int
    pages: int
    hits: list[Hit]
    facets: list[Facet]
    chosen: list[TaxonomyTerm]
    loosened: bool = False


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
    """Answer `query`. A page past the end is the last one; tags that do not exist are left out, as a problem."""
    query, chosen = _with_known_tags(query)
    results = _answer(query, chosen, all_of_them=True)
    if results.total == 0 and len(query.terms) > 1:
        loose = _answer(query, chosen, all_of_them=False)
        return replace(loose, loosened=True) if loose.total else results
    return results


def _with_known_tags(query: SearchQuery) -> tuple[SearchQuery, list[TaxonomyTerm]]:
    if not query.tags:
        return query, []
    chosen = list(db.session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(query.tags))))
    if len(chosen) == len(query.tags):
        return query, chosen
    problems = query.problems | {"tag": "We do not know one of the topics in this address. It was left out"}
    return replace(query, tags=tuple(term.id for term in chosen), problems=problems), chosen


def _answer(query: SearchQuery, chosen: list[TaxonomyTerm], *, all_of_them: bool) -> Results:
    matching = _matching(query, all_of_them=all_of_them)
    order = _by_distance if query.point else _by_the_database
    total, page, found, counts = order(query, matching)
    return Results(
        query=replace(query, page=page),
        total=total,
        page=page,
        pages=_pages(total),
        hits=_load(query, found),
        facets=_facets(counts, query),
        chosen=chosen,
    )


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE_SIZE))


def _matching(query: SearchQuery, *, all_of_them: bool) -> Select:
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
    matched = index.current().matching(query.terms, all_of_them=all_of_them, prefix_from=index.PREFIX_FROM)
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
    counts = _counts_of(None, matching)
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
    counts = _counts_of(ordered if query.within_miles else None, matching)
    return len(ordered), page, [(service_id, nearest[service_id][2]) for service_id in shown], counts


def _with_places(query: SearchQuery, matching: Select) -> Select:
    """The matching listings with each position that may be told; inside the box, or with those that have none."""
    found = matching.subquery()
    told = and_(
        Location.id == ServiceAtLocation.location_id,
        Location.confidential.is_(False),
        Location.latitude.is_not(None),
        Location.longitude.is_not(None),
    )
    rows = select(found, Location.id, Location.latitude, Location.longitude)
    if not query.within_miles:
        return rows.outerjoin(ServiceAtLocation, ServiceAtLocation.service_id == found.c.id).outerjoin(Location, told)
    around = box(query.point, metres(query.within_miles))
    return (
        rows.join(ServiceAtLocation, ServiceAtLocation.service_id == found.c.id)
        .join(Location, told)
        .where(
            Location.latitude.between(around.south, around.north), Location.longitude.between(around.west, around.east)
        )
    )


def _far(away: float | None) -> float:
    return inf if away is None else away


def _key(order: Sort, rank: float, name: str, near: _Near, service_id: uuid.UUID) -> tuple:
    first = {Sort.DISTANCE: _far(near.metres), Sort.RELEVANCE: rank, Sort.NAME: 0}[order]
    return first, name, service_id.hex


def _tag_counts(ids) -> dict[uuid.UUID, int]:
    """How many of these services have each term; a term said twice of one counts once."""
    rows = (
        select(Attribute.taxonomy_term_id, func.count(Attribute.link_id.distinct()))
        .where(Attribute.link_entity == "service", Attribute.taxonomy_term_id.is_not(None), Attribute.link_id.in_(ids))
        .group_by(Attribute.taxonomy_term_id)
    )
    return dict(db.session.execute(rows).all())


def _counts_of(kept: list[uuid.UUID] | None, matching: Select) -> Counter:
    """Tag counts of the listings in `kept`, or of all that match where `kept` is None."""
    counts: Counter = Counter()
    if kept is None:
        counts.update(_tag_counts(select(matching.subquery().c.id)))
    for chunk in batched(kept or (), MOST_AT_ONCE):
        counts.update(_tag_counts(chunk))
    return counts


def batched(items: Sequence, size: int) -> Iterator[Sequence]:
    """`items` in pieces of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


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


def _facets(counts: Counter, query: SearchQuery) -> list[Facet]:
    """The commonest topics that are not chosen yet, the commonest first."""
    open_to_choose = {term: count for term, count in counts.items() if term not in query.tags}
    commonest = sorted(open_to_choose, key=lambda term: (-open_to_choose[term], term.hex))[:MOST_FACETS]
    terms = db.session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(commonest))) if commonest else ()
    facets = [Facet(term, open_to_choose[term.id]) for term in terms]
    return sorted(facets, key=lambda facet: (-facet.count, facet.term.name.lower(), facet.term.id.hex))
