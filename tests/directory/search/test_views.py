"""The search page as people meet it: addresses, results, what is wrong said beside its field, pages, and no sign-in."""

import datetime as dt

import pytest

from core import clock
from core.db import transaction
from directory.listings import queries as listings
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.places.distances import Point
from directory.places.whereabouts import ASK, Found, Kind, NotKnown
from tests.directory.search.conftest import GUILDHALL, MILE_NORTH

HERE = "PO1 2DY"


@pytest.fixture(autouse=True)
def _places(monkeypatch):
    """One postcode that is known, so that these tests need no files."""

    def find(text):
        if text.replace(" ", "").upper() != "PO12DY":
            raise NotKnown(f"We do not know {text}. {ASK}")
        return Found(GUILDHALL, HERE, Kind.POSTCODE, frozenset())

    monkeypatch.setattr("directory.places.queries.find_place", find)


def titles(page) -> list[str]:
    return [link.get_text() for link in page.soup.select(".app-found h3 a")]


def boxes(page, name: str) -> set[str]:
    """The words beside the boxes of one question."""
    return {one.find_next("label").get_text(" ", strip=True) for one in page.soup.select(f"details input[name={name}]")}


def value_of(page, words: str) -> str:
    """What the box beside these words stands for."""
    labels = page.soup.select("details label")
    (label,) = [one for one in labels if one.get_text(" ", strip=True) == words]
    return page.soup.find(id=label["for"])["value"]


def test_a_visitor_finds_a_listing_by_words(browse, listing):
    listing(
        "Sea Choir",
        description="We sing by the sea.\nSecond paragraph.",
        organisation="Harbour Singers",
        tags=["Singing"],
        schedules=[{"freq": "WEEKLY", "byday": "TU", "opens_at": "10:30", "closes_at": "12:00"}],
        cost_options=[{"amount": 2, "amount_description": "per session"}],
        assured_date="2026-10-29",
    )
    listing("Chess")
    page = browse().open("/directory/?words=singing")
    assert titles(page) == ["Sea Choir"]
    for words in ("1 group", "Harbour Singers", "We sing by the sea.", "Tuesdays 10:30am to midday"):
        assert words in page.words
    assert "£2 per session" in page.words
    assert "Last confirmed 29 October 2026" in page.words
    assert page.soup.find("input", id="words")["value"] == "singing"


def test_near_a_postcode_the_distance_and_the_attribution_are_shown(browse, listing):
    listing("Near", places=[Point(GUILDHALL.latitude + MILE_NORTH, GUILDHALL.longitude)])
    listing("By telephone")
    page = browse().open("/directory/?near=po12dy")
    assert titles(page) == ["Near", "By telephone"]
    assert "Distance 1 mile, at Hall" in page.words
    assert "Contains OS data" in page.words
    page = browse().open("/directory/?near=po12dy&within_miles=5")
    assert titles(page) == ["Near"]
    assert "1 group within 5 miles of PO1 2DY" in page.words
    assert "Contains OS data" not in browse().open("/directory/").words


@pytest.mark.parametrize(
    ("address", "field", "words"),
    [
        ("near=PO9+9ZZ", "near", "We do not know PO9 9ZZ"),
        ("within_miles=5", "near", "Enter a postcode"),
        ("age=old", "age", "Enter an age in years"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_answered(browse, listing, address, field, words):
    listing("Chess", places=[GUILDHALL])
    page = browse().open(f"/directory/?{address}", status=422)
    assert list(page.errors()) == [field]
    assert words in page.errors()[field]
    assert titles(page) == ["Chess"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("words=the+and+of", "Use a word that says what you are looking for"),
        ("words=%3F%3F", "Use a word that says what you are looking for"),
        ("words=((((*", "Use a word that says what you are looking for"),
        ("near=PO1+2DY&within_miles=7", "from the list"),
        ("sort=best", "from the list"),
        ("cost=7", "from the list"),
        ("day=Monday", "left out"),
        ("tag=nonsense", "left out"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_noted(browse, listing, address, words):
    listing("Chess", places=[GUILDHALL])
    page = browse().open(f"/directory/?{address}")
    assert (page.errors(), titles(page)) == ({}, ["Chess"])
    assert words in page.words


def test_a_wrong_postcode_is_not_answered_as_though_it_were_a_place(browse, listing):
    listing("Chess", places=[GUILDHALL])
    page = browse().open("/directory/?near=PO9&within_miles=3", status=422)
    assert page.soup.select_one("h2#found").get_text() == "Showing all groups"
    page = browse().open("/directory/?near=PO9&words=chess", status=422)
    assert page.soup.select_one("h2#found").get_text() == "Showing 1 group, wherever they are"


def test_what_has_no_place_is_told_beneath_a_search_by_distance(browse, listing):
    listing("Choir here", places=[GUILDHALL])
    listing("Choir far away", places=[Point(52.0, -1.0)])
    listing("Choir by telephone")
    listing("Choir in a house", places=[{"confidential": True, "name": "Elm House"}])
    listing("Chess by post")
    visitor = browse()
    page = visitor.open("/directory/?words=choir&near=PO1+2DY&within_miles=5")
    assert titles(page) == ["Choir here"]
    (link,) = [one for one in page.soup.find_all("a") if one.get_text().startswith("and ")]
    words = "and 2 more whose place we do not know, or that come to you by telephone or online"
    assert link.get_text() == words
    assert set(titles(visitor.open(link["href"]))) == {
        *("Choir here", "Choir far away", "Choir by telephone", "Choir in a house")
    }
    assert " more whose place" not in visitor.open("/directory/?words=choir&near=PO1+2DY").words
    assert " more whose place" not in visitor.open("/directory/?words=choir").words


def test_there_is_one_choice_for_the_best_order(browse):
    page = browse().open("/directory/")
    assert [one.get_text() for one in page.soup.select("#sort option")] == [
        *("What fits best", "Nearest first", "Name, A to Z")
    ]


def test_only_topics_narrow_and_by_the_last_part_of_their_names(browse, listing):
    attributes = [
        {"taxonomy_term": {"name": name, "taxonomy": taxonomy}}
        for taxonomy, name in (
            *(("Topics", "Singing"), ("Audience", "Parents>Grandparents")),
            *(("How to take part", "Venue"), ("How to join", "Phone")),
        )
    ]
    listing("Choir", attributes=attributes)
    visitor = browse()
    page = visitor.open("/directory/")
    assert boxes(page, "tag") == {"Singing (1)", "Grandparents (1)"}
    assert boxes(page, "attendance") == {"In person (1)"}
    assert boxes(page, "joining") == {"Ring or book first (1)"}
    assert [one.get_text() for one in page.soup.select(".app-topics li")] == ["Singing", "Grandparents"]
    page = visitor.open(f"/directory/?tag={value_of(page, 'Grandparents (1)')}")
    assert titles(page) == ["Choir"]
    assert "Parents>" not in page.words


def test_what_was_typed_is_kept(browse):
    page = browse().open("/directory/?near=Southsea&words=choir", status=422)
    assert page.soup.find("input", id="near")["value"] == "Southsea"
    assert page.soup.find("input", id="words")["value"] == "choir"


RUBBISH = [
    "%00",
    "%ff%fe",
    "%E2%80%AE",
    "<script>alert(1)</script>",
    "'%22%29--",
    "%F0%9F%8E%B6",
    "a" * 3000,
    "NEAR(a",
    "*",
    "١٢",
]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_gets_a_clear_answer(browse, listing, rubbish):
    listing("Chess")
    visitor = browse()
    for name in (
        "words",
        "near",
        "within_miles",
        "sort",
        "page",
        "tag",
        "age",
        "cost",
        "day",
        "language",
        "view",
        "now",
    ):
        page = visitor.open(f"/directory/?{name}={rubbish}", status=None)
        assert page.status in {200, 422}, name
        assert "<script>alert" not in page.response.get_data(as_text=True), name


def test_markup_in_a_listing_is_text(browse, listing):
    listing("<b>Bold</b>", description="<script>alert(1)</script>", tags=["<i>tag</i>"], organisation="<u>Us</u>")
    page = browse().open("/directory/")
    assert page.soup.select(".app-found b, .app-found script, .app-found i, .app-found u") == []


def test_topics_narrow_and_can_be_taken_away(browse, listing):
    listing("Sea choir", tags=["Singing", "Outdoors"])
    listing("Land choir", tags=["Singing"])
    visitor = browse()
    page = visitor.open("/directory/?words=choir")
    assert boxes(page, "tag") == {"Singing (2)", "Outdoors (1)"}
    page = visitor.open(f"/directory/?words=choir&tag={value_of(page, 'Outdoors (1)')}")
    assert titles(page) == ["Sea choir"]
    assert [one["value"] for one in page.soup.select("input[name=tag][checked]")] == [value_of(page, "Outdoors (1)")]
    (chip,) = page.soup.select("ul.app-choices > li > a:has(> span)")
    assert len(titles(visitor.open(chip["href"]))) == 2


def test_pages(browse, listing):
    for number in range(25):
        listing(f"Listing {number:02}")
    visitor = browse()
    page = visitor.open("/directory/?words=listing")
    assert len(titles(page)) == 20
    following = page.soup.find("a", rel="next")
    page = visitor.open(following["href"])
    assert len(titles(page)) == 5
    assert page.soup.find("a", rel="next") is None
    assert titles(visitor.open("/directory/?words=listing&page=999")) == titles(page)


def test_nothing_found_says_what_to_relax(browse, listing):
    listing("Choir", tags=["Singing"], places=[Point(52.0, -1.0)])
    page = browse().open("/directory/?words=choir&near=PO1+2DY&within_miles=5")
    assert "0 groups" in page.words
    (link,) = [link for link in page.soup.find_all("a") if link.get_text() == "at any distance (1 group)"]
    assert titles(browse().open(link["href"])) == ["Choir"]


def test_an_empty_directory_says_so(browse):
    assert "no listings in the directory yet" in browse().open("/directory/").words


def test_everyone_may_search(browse, people, role):
    browse(people.of_role(role)).open("/directory/")


def test_who_and_when_narrow_and_stay_chosen(browse, listing):
    wednesday = [{"freq": "WEEKLY", "byday": "WE", "opens_at": "10:00", "closes_at": "12:00"}]
    listing("Morning choir", schedules=wednesday, cost_options=[{"amount": 0}], languages=[{"name": "Polish"}])
    listing("Evening choir", schedules=[{"freq": "WEEKLY", "byday": "WE", "opens_at": "19:00", "closes_at": "21:00"}])
    visitor = browse()
    page = visitor.open("/directory/?day=WE&time=morning&cost=0&language=Polish&age=67")
    assert titles(page) == ["Morning choir"]
    chips = {one.get_text(" ", strip=True).removesuffix(" × : remove"): one["href"] for one in chosen(page)}
    assert list(chips) == ["Age 67", "Wednesdays", "Mornings", "Polish", "Free"]
    assert len(titles(visitor.open("/directory/?day=WE"))) == 2
    page = visitor.open(chips["Mornings"])
    assert page.soup.select_one("input[name=time][checked]") is None
    assert page.soup.find("input", id="age")["value"] == "67"


def test_room_and_trust_narrow_and_stay_chosen(browse, listing, people):
    listing("Land choir")
    with transaction():
        choir = listings.find(listing("Sea choir", wait_time="A month"))
        standing.say_room(people.directory_editor, choir, room=Room.WAITING, weeks=3, good_until=clock.today())
    visitor = browse()
    page = visitor.open("/directory/")
    assert "Room Waiting list, about 3 weeks, good until " in page.words and "Room Not known: ask first" in page.words
    assert boxes(page, "room") == {"Waiting list (1)", "Not known (1)"}
    assert boxes(page, "trust") == {"Not confirmed lately (2)"}
    page = visitor.open("/directory/?room=waitlist&trust=unconfirmed&introductions=yes")
    assert titles(page) == ["Sea choir"]
    chips = {one.get_text(" ", strip=True).removesuffix(" × : remove"): one["href"] for one in chosen(page)}
    assert list(chips) == ["Waiting list", "Not confirmed lately", "Takes introductions now"]
    assert len(titles(visitor.open(chips["Waiting list"]))) == 2
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert "“A month” (the group’s own words)" in visitor.open("/directory/").words


def chosen(page) -> list:
    return page.soup.select("ul.app-choices > li > a:has(> span)")


def test_a_misspelt_word_is_corrected_aloud(browse, listing):
    listing("Gardening")
    page = browse().open("/directory/?words=gardning")
    assert "Nothing here says “gardning”. These say gardening" in page.words


def test_the_map_has_the_places_of_the_answer_and_the_list_stays(browse, listing):
    listing("Near <b>", places=[GUILDHALL], schedules=[{"freq": "WEEKLY", "byday": "WE"}])
    listing("Hidden", places=[{"latitude": 50.0, "longitude": -1.0, "confidential": True}])
    visitor = browse()
    page = visitor.open("/directory/?view=map")
    assert titles(page) == ["Hidden", "Near <b>"]
    box = page.soup.find(id="map")
    assert box.has_attr("hidden")
    answer = visitor.open(box["data-places"]).response.get_json()
    (feature,) = answer["features"]
    assert feature["geometry"]["coordinates"] == [GUILDHALL.longitude, GUILDHALL.latitude]
    assert feature["properties"]["name"] == "Near <b>"
    assert titles(visitor.open(feature["properties"]["href"])) == []
    assert "Contains OS data" in page.words
