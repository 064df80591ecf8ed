"""The answer to a search: which listings, how many, how far away, and what would narrow it down or open it up."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

import numpy as np
from sqlalchemy import bindparam, select

from core.db import db
from directory.listings.models import listing_entry
from directory.listings.terms import kept_ids
from directory.places import queries as places
from directory.places.distances import Point, metres, metres_to_each, miles
from directory.search import filters, relaxing, snapshot
from directory.search.facets import Facet, facets
from directory.search.filters import Filters
from directory.search.matching import Matched, match
from directory.search.query import Arguments, SearchQuery, Sort, from_arguments
from directory.search.relaxing import Relaxation
from directory.search.snapshot import Snapshot
from directory.search.standings import bands
from directory.search.synonyms import queries as synonyms
from directory.search.synonyms.expansion import alike
from directory.search.terms import terms

PAGE_SIZE = 20
MOST_ON_A_MAP = 500
Away = tuple[float, int]
UNKNOWN_TOPIC = "We do not know one of the topics in this address. It was left out"


@dataclass(frozen=True)
class Hit:
    """One listing that answers, as its card, see listings/cards.py.

    `miles` is how far its nearest place is, None where no place is known or none was asked about; `place` is that
    place's name and town. `serves` says that it is found because it is for people who live where was asked about.
    """

    number: int
    service_id: uuid.UUID
    card: dict
    miles: float | None = None
    place: Sequence[str] = ()
    serves: bool = False

    @property
    def name(self) -> str:
        return self.card["name"]


class Chosen(NamedTuple):
    """A topic that was asked for, and what pages call it."""

    id: uuid.UUID
    label: str


@dataclass(frozen=True)
class Results:
    """One page of the answer. `loosened` says that no listing had all of the words, and these have some; `spelled`
    is what was looked for instead of what was typed.

    `placeless` counts what the same search at any distance would add that has no place to measure: those whose place
    is not known or not told, and those that come by telephone or online. It is 0 where no distance was asked for.
    `relaxations` are there where nothing answers.
    """

    query: SearchQuery
    total: int
    page: int
    pages: int
    hits: list[Hit]
    facets: list[Facet] = field(default_factory=list)
    chosen: list[Chosen] = field(default_factory=list)
    loosened: bool = False
    spelled: str = ""
    placeless: int = 0
    relaxations: list[Relaxation] = field(default_factory=list)


@dataclass(frozen=True)
class _Asked:
    """A search on its way: what of the snapshot fits, and how well."""

    query: SearchQuery
    snapshot: Snapshot
    matched: Matched | None
    found: Filters


def understand(arguments: Arguments) -> SearchQuery:
    """Read a search from the arguments of an address; what makes no sense is in its `problems`. Never raises."""
    return from_arguments(arguments, places.find_place)


def search(query: SearchQuery) -> Results:
    """Answer `query`. A page past the end is the last one; tags that do not exist are left out, as a problem."""
    facts = snapshot.current()
    query, chosen = _with_known_tags(query, facts)
    asked = _ask(query, facts)
    rows = asked.found.rows()
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(query.page, pages)
    shown = _ordered(asked, rows, page * PAGE_SIZE)[(page - 1) * PAGE_SIZE :]
    return Results(
        query=replace(query, page=page),
        total=len(rows),
        page=page,
        pages=pages,
        hits=_hits(asked, shown),
        facets=facets(query, asked.snapshot, asked.found),
        chosen=chosen,
        loosened=asked.matched is not None and asked.matched.loosened,
        spelled=asked.matched.spelled if asked.matched and len(asked.matched.rows) else "",
        placeless=filters.placeless(query, asked.snapshot, asked.found),
        relaxations=[] if len(rows) else relaxing.relaxations(query, {one.id: one.label for one in chosen}, count),
    )


def count(query: SearchQuery) -> int:
    """How many listings answer `query`."""
    return len(_ask(query).found.rows())


def numbers(query: SearchQuery, most: int | None = None) -> tuple[np.ndarray, int]:
    """The numbers of the first `most` entries that answer, in order, and how many answer; all pages in one."""
    asked = _ask(query)
    rows = asked.found.rows()
    return asked.snapshot.columns["number"][_ordered(asked, rows, most or len(rows))], len(rows)


def on_the_map(query: SearchQuery) -> list[tuple[Hit, float, float]]:
    """The first MOST_ON_A_MAP listings that answer, each at every place that is told: (hit, latitude, longitude)."""
    asked = _ask(query)
    shown = _ordered(asked, asked.found.rows(), MOST_ON_A_MAP)
    placed = asked.snapshot.columns.places
    where: dict[int, list] = {}
    for at in np.flatnonzero(np.isin(placed.row, shown)):
        position = float(placed["latitude"][at]), float(placed["longitude"][at])
        where.setdefault(int(placed.row[at]), []).append(position)
    pairs = zip(shown.tolist(), _hits(asked, shown), strict=True)
    return [(hit, *position) for row, hit in pairs for position in where.get(row, ())]


def _ask(query: SearchQuery, facts: Snapshot | None = None) -> _Asked:
    facts = facts or snapshot.current()
    matched = match(query, facts, partial(alike, groups=synonyms.groups())) if query.terms else None
    return _Asked(query, facts, matched, filters.filters(query, facts, matched.rows if matched else None))


def _with_known_tags(query: SearchQuery, facts: Snapshot) -> tuple[SearchQuery, list[Chosen]]:
    """The search with the topics that its tags mean today, and those topics; one that was merged means another."""
    if not query.tags:
        return query, []
    known = terms(facts)
    meant = {tag: tag for tag in query.tags if str(tag) in known}
    if len(meant) < len(query.tags):
        meant = kept_ids(query.tags)
    tags = tuple(dict.fromkeys(meant[tag] for tag in query.tags if str(meant.get(tag)) in known))
    problems = (
        query.problems
        if len(tags) == len({meant.get(tag) for tag in query.tags})
        else query.problems | {"tag": UNKNOWN_TOPIC}
    )
    return replace(query, tags=tags, problems=problems), [Chosen(tag, known[str(tag)].label) for tag in tags]


def _ordered(asked: _Asked, rows: np.ndarray, most: int) -> np.ndarray:
    """The first `most` of these rows in the order asked for; where two are equal, by name and then by id."""
    keys = _keys(asked, rows)
    if most < len(rows):
        # Whatever is beyond the last one wanted by the first key alone cannot be among them.
        first = keys[-1]
        near = np.flatnonzero(first <= np.partition(first, most)[most])
        rows, keys = rows[near], [key[near] for key in keys]
    return rows[np.lexsort(keys)][:most]


def _keys(asked: _Asked, rows: np.ndarray) -> list[np.ndarray]:
    """What these rows are sorted by, the last first.

    Words around a place: what is about them comes before what mentions them, and of each the nearest first. What fits
    equally well is in the order of how far it can be trusted.
    """
    order, far, by_name = asked.query.order, asked.found.metres, asked.snapshot.by_name[rows]
    if order is Sort.NAME or (far is None and order is not Sort.RELEVANCE):
        return [by_name]
    if order is not Sort.RELEVANCE:
        return [by_name, far[rows]]
    trusted = bands(asked.snapshot)[rows]
    if far is not None:
        return [by_name, trusted, far[rows], asked.matched.about(asked.snapshot, rows)]
    return [by_name, *asked.matched.order(asked.snapshot, rows, trusted)]


_CARDS = select(listing_entry.c.number, listing_entry.c.service_id, listing_entry.c.card).where(
    listing_entry.c.number.in_(bindparam("numbers", expanding=True))
)


_CARDS = select(listing_entry.c.number, listing_entry.c.service_id, listing_entry.c.card).where(
    listing_entry.c.number.in_(bindparam("numbers", expanding=True))
)


def _hits(asked: _Asked, rows: np.ndarray) -> list[Hit]:
    """The listings of a page with what their cards show, in one statement."""
    numbers_of = asked.snapshot.columns["number"][rows].tolist()
    found = db.session.execute(_CARDS, {"numbers": numbers_of})
    cards = {number: (service_id, json.loads(card)) for number, service_id, card in found}
    nearest = _nearest(asked.query.point, asked.snapshot, rows) if asked.query.point else {}
    pairs = zip(rows.tolist(), numbers_of, strict=True)
    return [_hit(asked, row, number, *cards[number], nearest.get(row)) for row, number in pairs]


def _hit(asked: _Asked, row: int, number: int, service_id: uuid.UUID, card: dict, nearest: Away | None) -> Hit:
    if not asked.query.point:
        return Hit(number, service_id, card)
    if nearest is None:
        return Hit(number, service_id, card, serves=_serves(asked, row, None))
    away, which = nearest
    return Hit(number, service_id, card, miles(away), card["places"][which], serves=_serves(asked, row, away))


def _nearest(point: Point, facts: Snapshot, rows: np.ndarray) -> dict[int, Away]:
    """Of these rows, each with a place: how many metres away its nearest is, and which place of its record that is."""
    placed = facts.columns.places
    items = placed.items_of(rows)
    away = metres_to_each(point, placed["latitude"][items], placed["longitude"][items])
    by_distance = sorted(zip(away.tolist(), placed["number"][items].tolist(), placed.row[items].tolist(), strict=True))
    return {row: (metres_away, which) for metres_away, which, row in reversed(by_distance)}


def _serves(asked: _Asked, row: int, away: float | None) -> bool:
    """Whether it is here although its place is too far, or is not known, because it is for people who live there."""
    if not asked.query.within_miles or (away is not None and away <= metres(asked.query.within_miles)):
        return False
    return bool(filters.serving(asked.query, asked.snapshot)[row])
