"""A card's words that depend on today, on distance and on how many there are."""

import datetime as dt
import uuid

from core import clock
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


def test_confirmed_and_counted():
    assert card.confirmed({"confirmed": "2026-11-01"}) == dt.date(2026, 11, 1)
    assert card.confirmed({}) is None
    assert [card.counted(n) for n in (0, 1, 1204)] == ["0 groups", "1 group", "1,204 groups"]
