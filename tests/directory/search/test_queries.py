"""Search: the same answer as a slow reading of every listing, in the same order, with right totals and facets."""

import itertools
import random

import pytest
from geopy.distance import geodesic
from sqlalchemy import event
from werkzeug.datastructures import MultiDict

from core.db import db, transaction
from directory.listings import operations
from directory.listings import queries as listings
from directory.places import queries as places
from directory.places.distances import Point
from directory.places.postcodes import NoPositions
from directory.search import queries
from directory.search.query import SearchQuery, Sort
from tests.directory.search.conftest import GUILDHALL, MILE_NORTH, document


def names(results) -> list[str]:
    return [hit.service.name for hit in results.hits]


def north(miles: float) -> Point:
    return Point(GUILDHALL.latitude + miles * MILE_NORTH, GUILDHALL.longitude)


def tag_id(name: str):
    (facet,) = [facet for facet in queries.search(SearchQuery()).facets if facet.term.name == name]
    return facet.term.id


def test_everything_by_name(listing):
    for name in ("banjo", "Art", "Café"):
        listing(name)
    results = queries.search(SearchQuery())
    assert (names(results), results.total, results.pages) == (["Art", "banjo", "Café"], 3, 1)


def test_an_empty_directory_answers(app):
    results = queries.search(SearchQuery(words="choir", point=GUILDHALL, within_miles=5, page=7))
    assert (results.total, results.page, results.pages, results.hits, results.facets) == (0, 1, 1, [], [])


def test_what_is_not_offered_is_not_found(listing, people):
    gone = listing("Retired choir")
    listing("Closed choir", status="temporarily closed")
    listing("Open choir")
    with transaction():
        service = listings.find(gone)
        operations.retire_listing(people.directory_editor, service, version=service.version, reason="Over")
    assert names(queries.search(SearchQuery(words="choir"))) == ["Open choir"]
    assert names(queries.search(SearchQuery(point=GUILDHALL))) == ["Open choir"]


def test_the_nearest_first_with_the_distance_that_is_true(listing):
    for miles in (3, 1, 2):
        listing(f"{miles} miles off", places=[north(miles)])
    results = queries.search(SearchQuery(point=GUILDHALL))
    assert names(results) == ["1 miles off", "2 miles off", "3 miles off"]
    for hit, miles in zip(results.hits, (1, 2, 3), strict=True):
        assert hit.miles == pytest.approx(geodesic(GUILDHALL, north(miles)).miles)


def test_a_listing_with_several_places_appears_once_at_its_nearest(listing):
    listing("Library club", places=[north(8), north(0.5), north(4)])
    (hit,) = queries.search(SearchQuery(point=GUILDHALL, within_miles=10)).hits
    assert hit.miles == pytest.approx(0.5, abs=0.01)
    assert hit.nearest.latitude == north(0.5).latitude


def test_within_miles_is_a_circle_and_not_a_box(listing):
    inside = Point(GUILDHALL.latitude + 0.65 * MILE_NORTH, GUILDHALL.longitude + 0.65 * MILE_NORTH / 0.632)
    corner = Point(GUILDHALL.latitude + 0.9 * MILE_NORTH, GUILDHALL.longitude + 0.9 * MILE_NORTH / 0.632)
    listing("Inside", places=[inside])
    listing("In the corner", places=[corner])
    assert names(queries.search(SearchQuery(point=GUILDHALL, within_miles=1))) == ["Inside"]


def test_without_a_position_a_listing_is_last_but_not_lost(listing):
    listing("By telephone")
    listing("Far away", places=[north(300)])
    assert names(queries.search(SearchQuery(point=GUILDHALL))) == ["Far away", "By telephone"]
    assert names(queries.search(SearchQuery(point=GUILDHALL, within_miles=25))) == []


def test_a_confidential_place_is_neither_measured_nor_told(listing):
    listing(
        "Refuge",
        places=[
            {"latitude": GUILDHALL.latitude, "longitude": GUILDHALL.longitude, "confidential": True, "name": "Elm"}
        ],
    )
    listing("Far away", places=[north(300)])
    results = queries.search(SearchQuery(point=GUILDHALL))
    assert names(results) == ["Far away", "Refuge"]
    assert (results.hits[1].miles, results.hits[1].nearest) == (None, None)
    assert queries.search(SearchQuery(point=GUILDHALL, within_miles=25)).total == 0
    assert queries.search(SearchQuery(words="elm")).total == 0


def test_words_and_tags_and_distance_together(listing):
    listing("Sea choir", tags=["Singing"], places=[north(1)])
    listing("Land choir", tags=["Singing"], places=[north(9)])
    listing("Sea swimming", tags=["Exercise"], places=[north(1)])
    singing = tag_id("Singing")
    query = SearchQuery(words="sea", tags=(singing,), point=GUILDHALL, within_miles=5)
    results = queries.search(query)
    assert names(results) == ["Sea choir"]
    assert [term.name for term in results.chosen] == ["Singing"]


def test_what_has_no_place_is_counted_as_the_same_search_anywhere_would_find_it(listing):
    listing("Sea choir by telephone")
    listing("Sea view", places=[north(1)])
    listing("Tagged", tags=["Singing"])
    near = {"point": GUILDHALL, "within_miles": 3}
    assert queries.search(SearchQuery(words="sea", **near)).placeless == 1
    assert queries.search(SearchQuery(tags=(tag_id("Singing"),), **near)).placeless == 1
    assert queries.search(SearchQuery(**near)).placeless == 2
    assert queries.search(SearchQuery(point=GUILDHALL)).placeless == 0
    # Near by only some of the words are found, yet anywhere there is one with all of them.
    loosened = queries.search(SearchQuery(words="sea choir", **near))
    assert (names(loosened), loosened.placeless) == (["Sea view"], 1)


def test_every_chosen_tag_must_be_there(listing):
    listing("Both", tags=["Singing", "Outdoors"])
    listing("One", tags=["Singing"])
    tags = (tag_id("Singing"), tag_id("Outdoors"))
    assert names(queries.search(SearchQuery(tags=tags))) == ["Both"]


def test_facets_count_what_each_topic_would_leave(listing):
    listing("A", tags=["Singing", "Outdoors"], places=[north(1)])
    listing("B", tags=["Singing"], places=[north(1)])
    listing("C", tags=["Outdoors"], places=[north(20)])

    def counts(**query):
        return {facet.term.name: facet.count for facet in queries.search(SearchQuery(**query)).facets}

    assert counts() == {"Singing": 2, "Outdoors": 2}
    assert counts(point=GUILDHALL) == {"Singing": 2, "Outdoors": 2}
    assert counts(point=GUILDHALL, within_miles=5) == {"Singing": 2, "Outdoors": 1}
    assert counts(tags=(tag_id("Singing"),)) == {"Outdoors": 1}


def test_a_topic_that_does_not_exist_is_left_out_and_told(listing):
    listing("Choir")
    results = queries.search(queries.understand(MultiDict({"tag": "00000000-0000-0000-0000-000000000000"})))
    assert names(results) == ["Choir"]
    assert "left out" in results.query.problems["tag"]


def test_when_no_listing_has_all_words_those_with_some_are_shown_and_that_is_said(listing):
    listing("Sea choir")
    results = queries.search(SearchQuery(words="choir zebra"))
    assert (names(results), results.loosened) == (["Sea choir"], True)
    assert queries.search(SearchQuery(words="zebra lion")).loosened is False


def test_the_best_of_those_come_first_even_near_a_place(listing):
    listing("Passing mention", description="zebra crossing", places=[GUILDHALL])
    listing("Zebra choir singers", places=[north(2)])
    query = SearchQuery(words="choir zebra lion", point=GUILDHALL)
    assert names(queries.search(query)) == ["Zebra choir singers", "Passing mention"]
    nearest = queries.search(SearchQuery(words="choir zebra lion", point=GUILDHALL, sort=Sort.DISTANCE))
    assert names(nearest) == ["Passing mention", "Zebra choir singers"]


def test_beginnings_count_where_whole_words_find_nothing(listing):
    listing("Dementia café")
    listing("Singing")
    listing("Single parents")
    assert names(queries.search(SearchQuery(words="demen"))) == ["Dementia café"]
    assert names(queries.search(SearchQuery(words="sing"))) == ["Singing"]


@pytest.mark.parametrize("point", [None, GUILDHALL])
def test_twenty_a_page_and_a_page_past_the_end_is_the_last(listing, point):
    for number in range(45):
        listing(f"Listing {number:02}", places=[north(1 + number / 100)])
    for page, first, count in (
        (1, "Listing 00", 20),
        (2, "Listing 20", 20),
        (3, "Listing 40", 5),
        (9999999, "Listing 40", 5),
    ):
        results = queries.search(SearchQuery(point=point, page=page))
        assert (results.total, results.pages, len(results.hits)) == (45, 3, count)
        assert (results.page, names(results)[0]) == (min(page, 3), first)


@pytest.mark.parametrize("query", [SearchQuery(), SearchQuery(words="listing", point=GUILDHALL, within_miles=10)])
def test_the_number_of_statements_does_not_grow_with_the_results(listing, query):
    def statements() -> int:
        seen = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            for hit in queries.search(query).hits:
                assert hit.service.organization.name
                assert [attribute.taxonomy_term.name for attribute in hit.service.attributes]
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    listing(tags=["One"], places=[north(1)])
    first = statements()
    for number in range(19):
        listing(tags=["One", f"Topic {number}"], places=[north(1), north(2)])
    db.session.expire_all()
    assert statements() <= first
    assert first <= 12


def test_a_gazetteer_that_is_away_is_told_and_the_rest_is_answered(listing, monkeypatch):
    listing("Choir")

    def away(_postcode):
        raise NoPositions("no files")

    monkeypatch.setattr(places, "position", away)
    query = queries.understand(MultiDict({"words": "choir", "near": "PO1 2DY"}))
    assert "cannot measure distances" in query.problems["near"]
    assert names(queries.search(query)) == ["Choir"]


WORDS = ["sea", "choir", "garden", "café", "men", "walking", "dementia", "debt", "lunch"]
TOPICS = ["Singing", "Outdoors", "Food", "Money", "Memory"]


class Reference:
    """A slow search of ours, which reads everything and knows no index."""

    def __init__(self, rows):
        self.rows = rows

    def __call__(self, word, topics, point, miles):
        found = {}
        for name, words, tags, spots in self.rows:
            if (word and word not in words) or not set(topics) <= set(tags):
                continue
            away = min((geodesic(point, spot).miles for spot in spots), default=None) if point else None
            if point and miles and (away is None or away > miles):
                continue
            found[name] = away
        return found


def test_it_answers_as_a_slow_reading_does(listing, people):
    choose = random.Random(2)
    rows = []
    with transaction():
        for number in range(80):
            words = choose.sample(WORDS, 3)
            tags = choose.sample(TOPICS, choose.randint(0, 3))
            spots = [
                Point(GUILDHALL.latitude + choose.gauss(0, 0.06), GUILDHALL.longitude + choose.gauss(0, 0.1))
                for _ in range(choose.choice((0, 1, 1, 1, 3)))
            ]
            name = f"Number {number:03}"
            rows.append((name, words, tags, spots))
            given = document(name, description=" ".join(words), organisation="Everyone", tags=tags, places=spots)
            operations.add_listing(people.directory_editor, document=given)
    reference, ids = Reference(rows), {name: tag_id(name) for name in TOPICS}
    for _ in range(100):
        word, topics = choose.choice([None, *WORDS]), choose.sample(TOPICS, choose.choice((0, 0, 1, 2)))
        point, miles = choose.choice((None, GUILDHALL, north(4))), choose.choice((None, 1, 3, 5, 10))
        order = choose.choice((Sort.DISTANCE, Sort.NAME))
        query = SearchQuery(
            words=word or "", tags=tuple(ids[t] for t in topics), point=point, within_miles=miles, sort=order
        )
        wanted, got = reference(word, topics, point, miles), []
        for page in range(1, queries.search(query).pages + 1):
            got += queries.search(SearchQuery(**(vars(query) | {"page": page}))).hits
        assert {hit.service.name for hit in got} == set(wanted)
        assert len(got) == queries.search(query).total == len(wanted)
        nowhere = {name for name, _, _, spots in rows if not spots} & set(reference(word, topics, None, None))
        assert queries.search(query).placeless == (len(nowhere) if point and miles else 0)
        if point and order is Sort.DISTANCE:
            away = [hit.miles if hit.miles is not None else 1e9 for hit in got]
            assert all(one <= two * 1.001 for one, two in itertools.pairwise(away))
            assert all(hit.miles is None or hit.miles == pytest.approx(wanted[hit.service.name]) for hit in got)
        elif order is Sort.NAME:
            assert [hit.service.name for hit in got] == sorted(wanted)
        tagged = [tags for name, _, tags, _ in rows if name in wanted]
        counts = {t: n for t in TOPICS if t not in topics and (n := sum(t in tags for tags in tagged))}
        assert {facet.term.name: facet.count for facet in queries.search(query).facets} == counts
