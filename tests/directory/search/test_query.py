"""A search's address: what is understood, what is explained, and that rubbish never raises."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from directory.places.distances import Point
from directory.places.whereabouts import Found, Kind, NotKnown
from directory.search.query import CHOICES, LONGEST, MILES, MOST_TERMS, SearchQuery, Sort, from_arguments

HERE = Point(50.8, -1.09)
TAG = uuid.UUID("1643017a-f9bd-5545-8472-c7c017007cc6")


FOUND = Found(HERE, "PO1 2DY", Kind.POSTCODE, frozenset({"E06000044"}))


def find(text: str) -> Found:
    if text.replace(" ", "").upper() != "PO12DY":
        raise NotKnown(f"We do not know {text}")
    return FOUND


def read(**arguments) -> SearchQuery:
    return from_arguments(MultiDict(arguments), find)


def test_everything_that_can_be_asked():
    query = read(words=" sea  choir ", tag=[str(TAG)], near="po12dy", within_miles="5", sort="name", page="3")
    place = {"near": "po12dy", "point": HERE, "label": "PO1 2DY", "districts": FOUND.districts}
    assert query == SearchQuery(words="sea choir", tags=(TAG,), within_miles=5, sort=Sort.NAME, page=3, **place)
    assert query.problems == {}


def test_nothing_asked_for_is_everything_by_name():
    query = read()
    assert query.empty
    assert query.order is Sort.NAME
    assert query.problems == {}


@pytest.mark.parametrize(
    ("arguments", "order"),
    [
        ({}, Sort.NAME),
        ({"words": "choir"}, Sort.RELEVANCE),
        ({"near": "PO1 2DY"}, Sort.DISTANCE),
        ({"near": "PO1 2DY", "words": "choir"}, Sort.RELEVANCE),
        ({"near": "PO1 2DY", "words": "choir", "sort": "distance"}, Sort.DISTANCE),
        ({"near": "PO1 2DY", "words": "choir", "sort": "relevance"}, Sort.RELEVANCE),
        ({"near": "PO1 2DY", "sort": "relevance"}, Sort.DISTANCE),
        ({"words": "choir", "sort": "name"}, Sort.NAME),
        ({"words": "choir", "sort": "distance"}, Sort.RELEVANCE),
        ({"sort": "distance"}, Sort.NAME),
    ],
)
def test_the_order_is_the_one_asked_for_where_it_can_be_had(arguments, order):
    assert read(**arguments).order is order


@pytest.mark.parametrize(
    ("arguments", "field", "words"),
    [
        ({"near": "PO99"}, "near", "We do not know PO99"),
        ({"near": "Nowhere at all"}, "near", "We do not know Nowhere at all"),
        ({"age": "old"}, "age", "Enter an age"),
        ({"age": "121"}, "age", "Enter an age"),
        ({"age": "-1"}, "age", "Enter an age"),
        ({"cost": "3"}, "cost", "from the list"),
        ({"day": ["WE", "Monday"]}, "day", "left out"),
        ({"attendance": "pigeon"}, "attendance", "left out"),
        ({"within_miles": "5"}, "near", "within 5 miles"),
        ({"sort": "distance"}, "near", "nearest first"),
        ({"near": "PO1 2DY", "within_miles": "4"}, "within_miles", "from the list"),
        ({"near": "PO1 2DY", "within_miles": "-1"}, "within_miles", "from the list"),
        ({"near": "PO1 2DY", "within_miles": "٥"}, "within_miles", "from the list"),
        ({"sort": "random"}, "sort", "from the list"),
        ({"tag": "choir"}, "tag", "left out"),
        ({"tag": [str(uuid.uuid4()) for _ in range(11)]}, "tag", "left out"),
        ({"words": "what is on in the"}, "words", "Use a word"),
        ({"words": "?!"}, "words", "Use a word"),
        ({"words": "x" * (LONGEST + 1)}, "words", "characters or fewer"),
    ],
)
def test_what_makes_no_sense_is_explained_beside_its_field(arguments, field, words):
    problems = read(**arguments).problems
    assert list(problems) == [field]
    assert words in problems[field]


def test_what_was_typed_is_kept():
    query = read(near="portsmuth", words="the")
    assert (query.near, query.words, query.point, query.terms) == ("portsmuth", "the", None, ())


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1.5", "9" * 30, "٣", "\x00"])
def test_a_page_that_is_none_is_the_first(page):
    assert read(page=page).page == 1


def test_words_are_plain_and_not_too_many():
    assert read(words='Café AND "chOIR" -NEAR(x*)').terms == ("cafe", "choir", "x")
    assert len(read(words=" ".join(f"word{n}" for n in range(40))).terms) == MOST_TERMS


def test_an_address_leads_back_to_the_same_search():
    query = read(
        words="sea choir",
        tag=[str(TAG)],
        near="po12dy",
        within_miles="5",
        age="67",
        cost="0",
        now="yes",
        attendance=["online", "venue"],
        joining="drop-in",
        access="step-free",
        day=["WE", "SA"],
        time="morning",
        language="Polish",
        room=["capacity", "not-known"],
        trust="confirmed",
        introductions="yes",
        view="map",
        sort="name",
        page="3",
    )
    assert query.problems == {}
    assert (query.cost, query.age, query.now, query.day) == (0, 67, True, ("WE", "SA"))
    assert (query.room, query.trust, query.introductions) == (("capacity", "not-known"), ("confirmed",), True)
    assert read(**query.arguments(page=3)) == query
    assert read(**query.arguments()).page == 1
    assert read(**query.arguments(tags=())).tags == ()
    assert read().arguments() == {}


NAMES = st.sampled_from(
    [
        *read(words="x").arguments(page=2),
        "near",
        "within_miles",
        "sort",
        "tag",
        "other",
        *CHOICES,
        "age",
        "introductions",
    ]
)
VALUES = st.one_of(st.text(), st.sampled_from(["PO1 2DY", "PO1", "ZZ99 3VZ", *map(str, MILES), *Sort, str(TAG)]))


@given(st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_rubbish_never_raises_and_leads_back_to_the_same_search(arguments):
    query = from_arguments(MultiDict(arguments), find)
    assert query.page >= 1
    assert query.order in Sort
    again = from_arguments(MultiDict(query.arguments(page=query.page)), find)
    assert (again.terms, again.tags, again.order) == (query.terms, query.tags, query.order)
