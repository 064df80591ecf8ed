"""A group's own page: what is said of each listing, and what one press on it changes."""

from datetime import timedelta

import pytest

from accounts.actors import Visitor
from core import clock
from core.db import transaction
from core.templating import day
from directory.listings import queries as listings
from directory.listings.standing.queries import standing_of
from directory.upkeep import introductions
from directory.upkeep.reports import operations as reports
from directory.upkeep.reports.words import Reason
from tests.directory.upkeep.looks.test_views import BROWSER

MINE = "/directory/my-listings"


@pytest.fixture
def listing_id(people, listed):
    return listed(keeper_id=people.group)


@pytest.fixture
def representative(browse, people):
    return browse(people.group_representative)


def test_who_looked_and_who_was_introduced_is_told_in_numbers(browse, representative, listing_id, monkeypatch):
    monkeypatch.setattr(introductions, "OF_ROOMS", {"one": lambda ids, _: {ids[0]: 2}, "other": lambda *_: {}})
    for _ in range(3):
        browse().open(f"/directory/listings/{listing_id}", headers=BROWSER)
    page = representative.open(MINE)
    assert "3 times this week, 0 in the week before" in page.words
    assert "2 people in the last 12 months" in page.words
    assert "Not known. The group has not said." in page.words


def test_one_press_says_whether_there_is_room(browse, representative, listing_id):
    page = representative.open(MINE)
    page = representative.send(page, {"room": "no-capacity"}, action="/room")
    until = clock.today() + timedelta(weeks=4)
    assert f"People now read of Choir: Full, until {day(until)}" in page.words
    assert standing_of(listing_id).room_until == until
    page = representative.send(page, {"room": "capacity"}, action="/room")
    assert "Places now, until" in page.words


def test_a_press_on_an_old_page_is_shown_what_was_said_meanwhile(browse, people, representative, listing_id):
    old = representative.open(MINE)
    other = browse(people.group_representative)
    other.send(other.open(MINE), {"room": "no-capacity"}, action="/room")
    page = representative.send(old, {"room": "capacity"}, action="/room", status=409)
    assert page.heading == "Do you have room?"
    assert standing_of(listing_id).room == "no-capacity"


def test_another_day_is_chosen(representative, listing_id):
    page = representative.open(f"{MINE}/{listing_id}/room?room=waitlist")
    until = clock.today() + timedelta(days=10)
    boxes = {"good_until-day": until.day, "good_until-month": until.month, "good_until-year": until.year}
    page = representative.send(page, {"weeks": "3", **boxes})
    assert f"Waiting list, about 3 weeks, good until {day(until)}." in page.words


def test_a_problem_that_was_reported_is_due(representative, listing_id):
    page = representative.send(representative.open(f"{MINE}/{listing_id}/confirm"))
    assert "Nothing is due" in page.words
    with transaction():
        listing = listings.find(listing_id)
        told = {"words": "We stood there at one", "email": "joan@elsewhere.example"}
        reports.report(Visitor(), listing, reason=Reason.WRONG_TIME, network="here", **told)
    page = representative.open(MINE)
    assert "1 listing is due" in page.words and "joan" not in page.words
    assert "The day or time is wrong . “We stood there at one”" in page.words


def test_introductions_are_paused_until_a_day_and_limited(representative, listing_id):
    page = representative.open(f"{MINE}/{listing_id}/introductions")
    page = representative.send(page, {"taking": "later", "weekly_limit": "many"}, status=422)
    assert page.errors() == {
        "until": "Enter the day on which you take new people again",
        "weekly_limit": "This must be a whole number from 1 to 100",
    }
    until = clock.today() + timedelta(days=10)
    boxes = {"until-day": until.day, "until-month": until.month, "until-year": until.year}
    page = representative.send(page, {"taking": "later", "weekly_limit": "2", **boxes})
    assert f"The group takes no introductions until {day(until)}." in page.words
    assert "The group takes 2 introductions a week." in page.words
    assert "Nobody in the last 12 months, 0 in the last 7 days" in page.words
    page = representative.open(f"{MINE}/{listing_id}/introductions")
    assert page.fields()["taking"] == ["later"]
    page = representative.send(page, {"taking": "now", "weekly_limit": ""})
    assert "takes no introductions" not in page.words
    assert "introductions a week" not in page.words


@pytest.mark.parametrize("page", ["room", "introductions"])
def test_another_groups_listing_is_not_there(browse, people, listing_id, page):
    stranger = browse(people.other_group_representative)
    stranger.open(f"{MINE}/{listing_id}/{page}", status=404)
    stranger.post(f"{MINE}/{listing_id}/{page}", {"version": "1"}, status=404)


def test_whoever_keeps_nothing_is_shown_the_ways_in(representative):
    page = representative.open(MINE)
    assert "keeps no listings yet" in page.words
    assert page.soup.find("a", href="/directory/sign-up")
