"""Search answers as a slow reading of every listing does: the same set, order, totals and counts of every choice."""

import datetime as dt
import itertools
import random
import uuid
from functools import partial

import pytest

from core import clock
from core.db import transaction
from directory.listings import operations
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.listings.trust import Band
from directory.listings.ways import Attendance
from directory.places.distances import Point
from directory.search import queries
from directory.search.query import COSTS, ROOM_NOT_KNOWN, WEEKDAYS, PartOfDay, SearchQuery, Sort
from tests.directory.search.conftest import GUILDHALL
from tests.directory.search.reference import ACCESS, ATTENDING, DISTRICTS, JOINING, Group, Reference

GROUPS, QUESTIONS = 100, 300
WORDS = ["sea", "choir", "garden", "men", "walking", "dementia", "debt", "lunch"]
TOPICS = ["Singing", "Outdoors", "Food", "Money", "Memory"]
LANGUAGES = ["English", "Polish", "Bengali"]
ROOMS = [*(room.value for room in Room), ROOM_NOT_KNOWN]
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
        listed=(listed := choose.choice((3, 100, 366, 500))),
        confirmed=choose.choice((None, *(days for days in (0, 30, 183, 184, 365, 366) if days <= listed))),
        reports=choose.choice((0, 0, 0, 1, 2)),
        room=choose.choice((None, (choose.choice(list(Room)).value, choose.choice((-2, -1, 0, 1, 60))))),
        pause=choose.choice((None, None, None, -1, 0, 1)),
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
        room=tuple(choose.sample(ROOMS, 3)) if choose.random() < 0.2 else (),
        trust=tuple(band.value for band in choose.sample(list(Band), 2)) if choose.random() < 0.2 else (),
        introductions=choose.random() < 0.2,
        sort=choose.choice((None, Sort.DISTANCE, Sort.NAME, Sort.RELEVANCE)),
    )


@pytest.fixture
def directory(people):
    """A random directory, and the slow search over it."""
    choose = random.Random(7)
    groups = [invented(choose, number) for number in range(GROUPS)]
    with transaction():
        for group in groups:
            _list(people.directory_editor, group)
    options = [one for facet in queries.search(SearchQuery()).facets if facet.name == "tag" for one in facet.options]
    return Reference(groups, {option.label: uuid.UUID(option.value) for option in options}, NOW)


def _list(editor, group: Group) -> None:
    """Add the listing on its day; then what was said of it, one day after the other."""
    with _days_ago(group.listed):
        service = operations.add_listing(editor, document=group.document())
    said = []
    if group.confirmed is not None:
        said.append((group.confirmed, partial(operations.confirm_listing, version=service.version)))
    if group.room:
        code, holds = group.room
        until = NOW.date() + dt.timedelta(days=holds)
        said.append((max(-holds, 0), partial(standing.say_room, room=Room(code), good_until=until)))
    if group.pause is not None:
        until = NOW.date() + dt.timedelta(days=group.pause)
        said.append((max(1 - group.pause, 0), partial(standing.pause_introductions, until=until)))
    if group.reports:
        said.append((0, partial(standing.note_open_reports, count=group.reports)))
    for days, say in sorted(said, key=lambda one: -one[0]):
        with _days_ago(days):
            say(editor, service)


def _days_ago(days: int):
    return clock.at(NOW - dt.timedelta(days=days))


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
        check_trust(query, [(directory.band(hit.name), hit) for hit in hits])
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


def check_trust(query: SearchQuery, hits: list[tuple[Band, object]]) -> None:
    """Among those that fit equally well, what can be trusted comes first; every description here has as many words."""
    if query.order is Sort.RELEVANCE:
        alike = [(band.order, hit.name) for band, hit in hits if hit.miles is None]
        assert [band for band, _ in alike] == sorted(band for band, _ in alike)
        assert not query.point or alike == sorted(alike)


def check_counts(results, wanted: dict, query: SearchQuery) -> None:
    got: dict[str, dict] = {name: {} for name in wanted}
    for facet in results.facets:
        got[facet.name] |= {option.value: option.count for option in facet.options if option.count}
    assert got == {name: dict(counts) for name, counts in wanted.items()}, query
