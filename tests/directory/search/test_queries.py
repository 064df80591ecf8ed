"""Search: what is found, in which order, how far away, and what would narrow it down or open it up."""

import datetime as dt
import uuid

import pytest
from geopy.distance import geodesic
from sqlalchemy import event
from werkzeug.datastructures import MultiDict

from core import clock
from core.db import db, transaction
from directory.listings import operations
from directory.listings import queries as listings
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.places.distances import Point
from directory.search import queries
from directory.search.query import SearchQuery, Sort
from directory.taxonomies import queries as taxonomies
from directory.taxonomies.operations import merge_terms
from tests.directory.search.conftest import GUILDHALL, MILE_NORTH


def names(results) -> list[str]:
    return [hit.name for hit in results.hits]


def north(miles: float) -> Point:
    return Point(GUILDHALL.latitude + miles * MILE_NORTH, GUILDHALL.longitude)


def tag_id(name: str):
    (option,) = [option for option in options("tag") if option.label == name]
    return uuid.UUID(option.value)


def options(name: str, **query) -> list:
    """The choices of every facet of this name that a search offers."""
    groups = queries.search(SearchQuery(**query)).facets
    return [option for group in groups if group.name == name for option in group.options]


def counts(name: str, **query) -> dict[str, int]:
    """How many listings each choice of a facet would leave, by its words."""
    return {option.label: option.count for option in options(name, **query) if option.count}


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
    middle = {"name": "Middle hall", "latitude": north(0.5).latitude, "longitude": GUILDHALL.longitude}
    listing("Library club", places=[north(8), middle, north(4)])
    (hit,) = queries.search(SearchQuery(point=GUILDHALL, within_miles=10)).hits
    assert hit.miles == pytest.approx(0.5, abs=0.01)
    assert hit.place[0] == "Middle hall"


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
    assert (results.hits[1].miles, tuple(results.hits[1].place)) == (None, ())
    assert "Elm" not in str(results.hits[1].card)
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
    assert [term.label for term in results.chosen] == ["Singing"]


def test_what_has_no_place_is_counted_as_the_same_search_anywhere_would_find_it(listing):
    listing("Sea choir by telephone")
    listing("Sea view", places=[north(1)])
    listing("Tagged", tags=["Singing"])
    near = {"point": GUILDHALL, "within_miles": 3}
    assert queries.search(SearchQuery(words="sea", **near)).placeless == 1
    assert queries.search(SearchQuery(tags=(tag_id("Singing"),), **near)).placeless == 1
    assert queries.search(SearchQuery(**near)).placeless == 2
    assert queries.search(SearchQuery(point=GUILDHALL)).placeless == 0
    # Somewhere there is one with all of the words: that is no reason to show those with some.
    both = queries.search(SearchQuery(words="sea choir", **near))
    assert (names(both), both.placeless) == ([], 1)
    assert ("only “sea”", 1) in [(way.words, way.count) for way in both.relaxations]


def test_every_chosen_tag_must_be_there(listing):
    listing("Both", tags=["Singing", "Outdoors"])
    listing("One", tags=["Singing"])
    tags = (tag_id("Singing"), tag_id("Outdoors"))
    assert names(queries.search(SearchQuery(tags=tags))) == ["Both"]


def test_facets_count_what_each_topic_would_leave(listing):
    listing("A", tags=["Singing", "Outdoors"], places=[north(1)])
    listing("B", tags=["Singing"], places=[north(1)])
    listing("C", tags=["Outdoors"], places=[north(20)])

    assert counts("tag") == {"Singing": 2, "Outdoors": 2}
    assert counts("tag", point=GUILDHALL) == {"Singing": 2, "Outdoors": 2}
    assert counts("tag", point=GUILDHALL, within_miles=5) == {"Singing": 2, "Outdoors": 1}
    assert counts("tag", tags=(tag_id("Singing"),)) == {"Singing": 2, "Outdoors": 1}


def test_a_topic_that_does_not_exist_is_left_out_and_told(listing):
    listing("Choir")
    results = queries.search(queries.understand(MultiDict({"tag": "00000000-0000-0000-0000-000000000000"})))
    assert names(results) == ["Choir"]
    assert "left out" in results.query.problems["tag"]


def test_an_old_address_with_a_merged_topic_finds_what_the_topic_means_now(listing, people):
    listing("Choir", tags=["Choirs"])
    listing("Opera", tags=["Singing"])
    old, kept = tag_id("Choirs"), tag_id("Singing")
    with transaction():
        term = taxonomies.find_term(old)
        merge_terms(people.directory_editor, term, version=term.version, into_id=kept)
    results = queries.search(queries.understand(MultiDict({"tag": str(old)})))
    assert (names(results), results.query.tags, results.query.problems) == (["Choir", "Opera"], (kept,), {})


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
                assert hit.card["organization"]
                assert hit.card["topics"]
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    listing(tags=["One"], places=[north(1)])
    first = statements()
    for number in range(19):
        listing(tags=["One", f"Topic {number}"], places=[north(1), north(2)])
    db.session.expire_all()
    assert statements() <= first
    assert first <= 10


def test_a_name_beats_its_organisation_and_topics_and_those_a_passing_mention(listing):
    listing("Coffee morning", description="choir " * 20)
    listing("Singers", tags=["Choir"])
    listing("A choir for everyone", description="word " * 200)
    listing("Hall", organisation="Harbour choir")
    results = queries.search(SearchQuery(words="choir"))
    assert names(results)[0] == "A choir for everyone"
    assert set(names(results)[1:3]) == {"Singers", "Hall"}
    assert names(results)[3] == "Coffee morning"


def test_what_fits_equally_well_comes_in_the_order_of_how_far_it_can_be_trusted(listing, people):
    editor = people.directory_editor
    listing("Choir again", description="A choir, a choir, a choir.")
    confirmed, reported = listing("Sea choir", places=[north(9)]), listing("Choir")
    listing("Singers", tags=["Choir"])
    with transaction():
        for one in map(listings.find, (confirmed, reported)):
            operations.confirm_listing(editor, one, version=one.version)
        standing.note_open_reports(editor, listings.find(reported), count=1)
    in_order = ["Sea choir", "Choir again", "Choir", "Singers"]
    assert names(queries.search(SearchQuery(words="choir"))) == in_order
    assert names(queries.search(SearchQuery(words="choir", point=GUILDHALL)))[1:] == ["Choir again", "Singers", "Choir"]
    assert names(queries.search(SearchQuery(words="choir", sort=Sort.NAME))) == sorted(in_order)
    by_trust = {option.value: option.count for option in options("trust", words="choir")}
    assert by_trust == {"confirmed": 1, "unconfirmed": 2, "reported": 1}


def test_room_and_introductions_narrow_until_their_date_has_passed(listing, people):
    editor, today = people.directory_editor, clock.today()
    full, places = listing("Full choir"), listing("Open choir")
    with transaction():
        standing.say_room(editor, listings.find(full), room=Room.FULL, good_until=today)
        standing.say_room(editor, listings.find(places), room=Room.PLACES, good_until=today)
        standing.pause_introductions(editor, listings.find(listing("Paused")), until=today + dt.timedelta(days=1))
    assert names(queries.search(SearchQuery(room=("capacity",)))) == ["Open choir"]
    assert names(queries.search(SearchQuery(introductions=True))) == ["Open choir"]
    assert counts("room", room=("capacity",)) == {"Places now": 1, "Full": 1, "Not known": 1}
    assert {
        way.words: way.count for way in queries.search(SearchQuery(words="full", room=("capacity",))).relaxations
    } == {
        "any room": 1,
        "without the words": 1,
    }
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert names(queries.search(SearchQuery(room=("capacity",)))) == []
        assert counts("room") == {"Not known": 3}
        assert queries.count(SearchQuery(introductions=True)) == 3


def test_words_around_a_place_what_is_about_them_first_and_of_that_the_nearest(listing):
    listing("Far choir", places=[north(9)])
    listing("Near choir", places=[north(3)])
    listing("Singers", tags=["Choir"], places=[north(5)])
    listing("Hall", description="A choir has met here", places=[north(1)])
    assert names(queries.search(SearchQuery(words="choir", point=GUILDHALL))) == [
        *("Near choir", "Singers", "Far choir", "Hall")
    ]
    nearest = queries.search(SearchQuery(words="choir", point=GUILDHALL, sort=Sort.DISTANCE))
    assert names(nearest) == ["Hall", "Near choir", "Singers", "Far choir"]


def test_a_slip_of_the_hand_is_forgiven_and_told(listing):
    listing("Gardening club")
    listing("Dementia café")
    for typed, meant in (("gardning", "gardening"), ("dementai", "dementia"), ("gardning club", "gardening club")):
        results = queries.search(SearchQuery(words=typed))
        assert (len(results.hits), results.spelled, results.loosened) == (1, meant, False)
    assert queries.search(SearchQuery(words="garden")).spelled == ""
    assert queries.search(SearchQuery(words="zzzzzzz")).spelled == ""


def test_words_between_quotation_marks_stand_together(listing):
    listing("Healthy living")
    listing("Living well and healthy")
    assert names(queries.search(SearchQuery(words="healthy living"))) == ["Healthy living", "Living well and healthy"]
    assert names(queries.search(SearchQuery(words='"healthy living"'))) == ["Healthy living"]
    assert names(queries.search(SearchQuery(words="“healthy living” x"))) == ["Healthy living"]


PORTSMOUTH, HAVANT = "E06000044", "E07000090"


def test_who_serves_the_persons_district_is_found_however_far_and_who_serves_another_is_not(listing):
    area = [{"name": "Portsmouth"}]
    listing("Far but for Portsmouth", places=[north(40)], service_areas=area)
    listing("Near but for Havant", places=[north(1)], service_areas=[{"name": "Havant Borough"}])
    listing("Near and for both", places=[north(1)], service_areas=[*area, {"name": "Havant"}])
    listing("Near and for anyone", places=[north(2)])
    listing("Near and for some of it", places=[north(3)], service_areas=[{"name": "the north of the city"}])
    near = {"point": GUILDHALL, "within_miles": 5}
    here = queries.search(SearchQuery(**near, districts=frozenset({PORTSMOUTH})))
    assert names(here) == [
        *("Near and for both", "Near and for anyone", "Near and for some of it", "Far but for Portsmouth")
    ]
    assert [hit.serves for hit in here.hits] == [False, False, False, True]
    assert "Near but for Havant" in names(queries.search(SearchQuery(**near, districts=frozenset({HAVANT}))))
    # Where nobody knows the district, nobody is left out for it.
    assert "Near but for Havant" in names(queries.search(SearchQuery(**near)))
    anywhere = queries.search(SearchQuery(point=GUILDHALL, districts=frozenset({PORTSMOUTH})))
    assert "Near but for Havant" not in names(anywhere)


def test_online_and_telephone_are_their_own_choice_and_not_lost_by_distance(listing):
    online = {"attributes": [{"taxonomy_term": {"name": "Online", "taxonomy": "How to take part"}}]}
    listing("On a screen", **online)
    listing("In a hall", places=[north(1)])
    near = {"point": GUILDHALL, "within_miles": 5}
    assert names(queries.search(SearchQuery(**near))) == ["In a hall"]
    assert counts("attendance", **near) == {"In person": 1}
    assert names(queries.search(SearchQuery(**near, attendance=("online",)))) == ["On a screen"]
    both = queries.search(SearchQuery(**near, attendance=("online", "venue")))
    assert names(both) == ["In a hall", "On a screen"]


def test_nothing_found_says_what_to_give_up_and_what_that_would_give(listing):
    listing("Sea choir", places=[north(4)], tags=["Singing"], minimum_age=18)
    listing("Land choir", places=[north(30)], minimum_age=18)
    results = queries.search(SearchQuery(words="choir", point=GUILDHALL, within_miles=1, age=20))
    said = {way.words: way.count for way in results.relaxations}
    assert said == {"within 5 miles": 1, "at any distance": 2}
    for way in results.relaxations:
        assert queries.search(SearchQuery(**(vars(results.query) | way.changes))).total == way.count


def test_where_more_than_one_thing_stands_in_the_way_the_words_and_the_place_lead_on(listing):
    listing("Sea choir", places=[north(9)], minimum_age=18)
    listing("Chess", places=[north(1)], minimum_age=18)
    query = SearchQuery(words="choir", point=GUILDHALL, label="PO1", within_miles=3, age=16)
    ways = queries.search(query).relaxations
    assert [(way.words, way.count) for way in ways] == [
        ("the words alone, anywhere", 1),
        ("everything around PO1", 1),
    ]


def test_on_the_map_each_told_place_once(listing):
    listing("Two places", places=[north(1), north(2)])
    listing("Secret", places=[{"latitude": 50.0, "longitude": -1.0, "confidential": True}])
    found = [(hit.name, round(latitude, 3)) for hit, latitude, _ in queries.on_the_map(SearchQuery())]
    assert sorted(found) == [("Two places", round(north(1).latitude, 3)), ("Two places", round(north(2).latitude, 3))]
