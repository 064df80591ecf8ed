"""A card's words that depend on today, on distance and on how many there are."""

import datetime as dt
import uuid

from core import clock
from directory.listings.room import Room
from directory.listings.trust_facts import Facts, written
from directory.search import card
from directory.search.queries import Hit

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)  # a Tuesday


def weekly(day: str, **more) -> dict:
    return {"freq": "WEEKLY", "byday": day, "opens_at": "10:00", "closes_at": "12:00", **more}


def hit(**facts) -> Hit:
    known = {name: facts.pop(name) for name in ("miles", "place", "serves") if name in facts}
    return Hit(1, uuid.uuid4(), {"name": "Choir", **facts}, **known)


def test_sessions_say_when_they_are_next_and_those_that_are_over_are_not_told():
    with clock.at(NOW):
        said = card.when({"sessions": [weekly("MO", valid_to="2020-01-01"), weekly("WE"), weekly("WE")]})
    assert said == ["Wednesdays 10am to midday, next is tomorrow"]


def test_many_sessions_are_not_all_told():
    with clock.at(NOW):
        said = card.when({"sessions": [weekly(day) for day in ("MO", "TU", "WE", "TH")]})
    assert len(said) == 3
    assert said[-1] == "and 2 more"


def test_where_is_a_distance_and_a_place_or_how_it_comes_to_people():
    assert card.where(hit(miles=0.42, place=("Hall", "Havant"))) == "0.4 miles, at Hall, Havant"
    assert card.where(hit(miles=1.0, place=("", ""))) == "1 mile"
    assert card.where(hit(places=[["Hall", "Havant"]])) == "Hall, Havant"
    assert card.where(hit(attendance=["online", "phone"])) == "Online or by telephone"
    assert card.where(hit()) == ""


def trusted(**facts) -> dict:
    on = facts.pop("on", NOW.date())
    return {"name": "Choir", "trust": written(Facts(listed_on=on, confirmed_on=on, **facts))}


def test_room_is_told_while_it_holds_and_the_groups_own_words_otherwise(app):
    said = trusted(room=Room.WAITING, wait_weeks=3, room_until=NOW.date())
    with clock.at(NOW):
        assert card.room(said) == "Waiting list, about 3 weeks, good until 24 November 2026"
    with clock.at(NOW + dt.timedelta(days=1)):
        assert card.room(said) == "Not known: ask first"
        assert card.room(said | {"room": "Six weeks"}) == "“Six weeks” (the group’s own words)"
    assert card.room({}) == "Not known: ask first"


def test_when_it_was_confirmed_and_what_makes_it_doubtful(app):
    with clock.at(NOW):
        assert card.confirmation(trusted()) == "24 November 2026"
        assert card.confirmation(trusted(open_reports=1)) == "24 November 2026. A problem was reported"
        ages_ago = trusted(on=NOW.date() - dt.timedelta(days=400))
        assert card.confirmation(ages_ago) == "20 October 2025. Not confirmed for too long"
        assert card.confirmation({}) == "Not yet: ring before you go"


def test_a_pause_is_told_until_its_last_day(app):
    paused = trusted(paused_until=NOW.date() + dt.timedelta(days=1))
    with clock.at(NOW):
        assert card.pause(paused) == "None until 25 November 2026"
    with clock.at(NOW + dt.timedelta(days=1)):
        assert card.pause(paused) == ""


def test_counted():
    assert [card.counted(n) for n in (0, 1, 1204)] == ["0 groups", "1 group", "1,204 groups"]
