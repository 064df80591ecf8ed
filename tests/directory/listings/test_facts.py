"""What search filters by, as it is drawn from records of feeds, editors and groups."""

import pytest

from directory.listings.facts import access, areas, attendance, cheapest, facts_of, joining, languages
from directory.listings.ways import Access, Attendance, Joining


def said(taxonomy: str, *names: str) -> dict:
    return {"attributes": [{"taxonomy_term": {"name": name, "taxonomy": taxonomy}} for name in names]}


def at(**location) -> dict:
    return {"service_at_locations": [{"location": location}]}


@pytest.mark.parametrize(
    ("record", "ways"),
    [
        ({}, set()),
        (at(location_type="physical"), {Attendance.IN_PERSON}),
        (at(location_type="virtual"), {Attendance.ONLINE}),
        ({"service_at_locations": [{"id": "of a confidential place"}]}, {Attendance.IN_PERSON}),
        (said("How to take part", "online", "Telephone"), {Attendance.ONLINE, Attendance.TELEPHONE}),
        (said("How to take part", "Home visit"), {Attendance.AT_HOME}),
        ({"schedules": [{"attending_type": "Online, by Zoom"}]}, {Attendance.ONLINE}),
        (said("Topics", "Online safety"), set()),
    ],
)
def test_how_people_take_part(record, ways):
    assert attendance(record) == ways


def test_how_people_join_is_what_its_attributes_say_or_else_its_own_words():
    assert joining(said("How to join", "drop-in")) == {Joining.DROP_IN}
    assert joining({"application_process": "Just come along, no need to book."}) == {Joining.DROP_IN}
    assert joining({"application_process": "Ring Mary first"}) == {Joining.RING_FIRST}
    both = said("How to join", "referral") | {"application_process": "Drop in"}
    assert joining(both) == {Joining.REFERRAL}


def test_access_is_what_a_line_says_and_not_what_it_denies():
    lines = [
        "Step-free entrance",
        "Accessible toilet",
        "No lift to the first floor",
        "Not wheelchair accessible upstairs",
    ]
    assert access(at(accessibility=[{"description": line} for line in lines])) == {Access.STEP_FREE, Access.TOILET}
    assert access(at(accessibility=[{"details": "Hearing loop and blue badge parking"}])) == {
        Access.HEARING_LOOP,
        Access.PARKING,
    }


def test_the_cheapest_price_in_pounds():
    assert cheapest({"cost_options": [{"amount": 5}, {"amount": 2.5}, {"amount": 1, "currency": "EUR"}]}) == 2.5
    assert cheapest({"cost_options": [{"option": "ask"}], "fees_description": "Free, tea included"}) == 0
    assert cheapest({"fees": "Ask us"}) is None


def test_areas_are_districts_and_none_where_one_is_something_else():
    portsmouth = {"name": "Portsmouth City Council"}
    assert areas({"service_areas": [portsmouth, {"uri": "http://example.org/id/E07000090"}]}) >= {"E06000044"}
    assert areas({"service_areas": [portsmouth, {"name": "the moon"}]}) == set()
    assert areas({}) == set()


def test_languages_are_told_once_and_alike():
    assert languages({"languages": [{"name": "polish"}, {"name": "Polish "}, {"code": "bn"}]}) == ["Bn", "Polish"]


def test_what_is_not_known_is_left_out():
    record = {"name": "Choir", "status": "active", "minimum_age": 0}
    assert facts_of(record, ()) == {"name": "choir", "status": "active"}
