"""Search answers as a slow reading of every listing does: the same set, order, totals and counts of every choice."""

import datetime as dt
import itertools
import random
import uuid

import pytest

from core import clock
from core.db import transaction
from directory.listings import operations
from directory.listings.ways import Attendance
from directory.places.distances import Point
from directory.search import queries
from directory.search.query import COSTS, WEEKDAYS, PartOfDay, SearchQuery, Sort
from tests.directory.search.conftest import GUILDHALL
from tests.directory.search.reference import ACCESS, ATTENDING, DISTRICTS, JOINING, Group, Reference

GROUPS, QUESTIONS = 120, 300
WORDS = ["sea", "choir", "garden", "men", "walking", "dementia", "debt", "lunch"]
TOPICS = ["Singing", "Outdoors", "Food", "Money", "Memory"]
LANGUAGES = ["English", "Polish", "Bengali"]
NORTH_EAST = Point(50.86, -0.98)
NOW = dt.datetime(2026, 11, 25, 10, 30, tzinfo=clock.LONDON)  # a Wednesday


def some(choose: random.Random, of, most: int = 2) -> list:
    of = list(of)
    return choose.sample(of, choose.choice([0, 0, *range(most + 1)]))


def invented(choose: random.Random, number: int) -> Group:
    spots = [_somewhere(choose) for _ in range(choose.choice((0, 1, 1, 1, 3)))]
    ways = set(some(choose, ATTENDING)) | ({Attendance.IN_PERSON} if spots else set())
    return Group(
        name=f"Number {number:03}",
        words=set(choose.sample(WORDS, 3)),
        tags=dict.fromkeys(some(choose, TOPICS, 3)),
        spots=spots,
        ages=choose.choice([(None, None), (18, None), (None, 25), (16, 60), (65, None)]),
        price=choose.choice([None, 0, 1.5, 2, 5, 12]),
        ways=ways,
        joining=set(some(choose, JOINING)),
        access=set(some(choose, ACCESS)) if spots else set(),
        languages=set(some(choose, LANGUAGES)),
        areas=set(some(choose, DISTRICTS)),
        sessions=[_session(choose) for _ in range(choose.choice((0, 1, 1, 2)))],
    )


def _somewhere(choose: random.Random) -> Point:
    return Point(GUILDHALL.latitude + choose.gauss(0, 0.06), GUILDHALL.longitude + choose.gauss(0, 0.1))


def _session(choose: random.Random) -> tuple:
    opens = choose.randint(8, 20)
    return choose.choice(list(WEEKDAYS)), opens, opens + choose.randint(1, 3)


def question(choose: random.Random, tag_ids: dict) -> SearchQuery:
    point = choose.choice((None, GUILDHALL, NORTH_EAST))
    return SearchQuery(
        words=" ".join(some(choose, WORDS, 1)),
        tags=tuple(tag_ids[name] for name in some(choose, TOPICS)),
        point=point,
        districts=frozenset(some(choose, DISTRICTS.values(), 1)) if point else frozenset(),
        within_miles=choose.choice((None, 1, 3, 5, 10)),
        age=choose.choice((None, None, None, 17, 40, 80)),
        cost=choose.choice((None, None, None, *COSTS)),
        now=choose.random() < 0.1,
        attendance=tuple(one.value for one in some(choose, Attendance)),
        joining=tuple(one.value for one in some(choose, JOINING, 1)),
        access=tuple(one.value for one in some(choose, ACCESS, 1)),
        language=tuple(some(choose, LANGUAGES, 1)),
        day=tuple(some(choose, WEEKDAYS)),
        time=tuple(one.value for one in some(choose, PartOfDay, 1)),
        sort=choose.choice((None, Sort.DISTANCE, Sort.NAME, Sort.RELEVANCE)),
    )


@pytest.fixture
def directory(people):
    """A random directory, and the slow search over it."""
    choose = random.Random(7)
    groups = [invented(choose, number) for number in range(GROUPS)]
    with transaction():
        for group in groups:
            operations.add_listing(people.directory_editor, document=group.document())
    options = [one for facet in queries.search(SearchQuery()).facets if facet.name == "tag" for one in facet.options]
    return Reference(groups, {option.label: uuid.UUID(option.value) for option in options}, NOW)


def all_pages(query: SearchQuery) -> list:
    first = queries.search(query)
    more = [queries.search(SearchQuery(**(vars(query) | {"page": page}))) for page in range(2, first.pages + 1)]
    return [hit for results in (first, *more) for hit in results.hits]


def test_it_answers_as_a_slow_reading_does(directory):
    choose = random.Random(11)
    found_something = 0
    for _ in range(QUESTIONS):
        query = question(choose, directory.tag_ids)
        with clock.at(NOW):
            results, hits = queries.search(query), all_pages(query)
        wanted = directory.answer(query)
        assert {hit.name for hit in hits} == set(wanted), query
        assert len(hits) == results.total == len(wanted)
        assert results.placeless == directory.placeless(query)
        check_order(query, hits, wanted)
        check_counts(results, directory.counts(query), query)
        found_something += bool(wanted)
    assert found_something > QUESTIONS / 3


def check_order(query: SearchQuery, hits: list, wanted: dict) -> None:
    """By distance, and by name where that is equal or not asked for; the miles shown are the true ones."""
    assert all(hit.miles is None or hit.miles == pytest.approx(wanted[hit.name], rel=1e-3) for hit in hits)
    if query.order is Sort.DISTANCE:
        away = [(hit.miles if hit.miles is not None else 1e9) for hit in hits]
        assert all(one <= two for one, two in itertools.pairwise(away))
        far = [hit.name for hit in hits if hit.miles is None]
        assert far == sorted(far)
    elif query.order is Sort.NAME:
        assert [hit.name for hit in hits] == sorted(wanted)


def check_counts(results, wanted: dict, query: SearchQuery) -> None:
    got: dict[str, dict] = {name: {} for name in wanted}
    for facet in results.facets:
        got[facet.name] |= {option.value: option.count for option in facet.options if option.count}
    assert got == {name: dict(counts) for name, counts in wanted.items()}, query
