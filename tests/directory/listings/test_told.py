"""A change in words."""

import pytest

from directory.listings.told import Line, groups, in_words, lines, places


def test_fields_are_named_as_people_name_them_and_ids_are_left_out():
    changes = {
        "name": ["Tide", "Sea"],
        "schedules[0b42].opens_at": ["10:30", None],
        "schedules[0b42].id": ["0b42", None],
        "service_at_locations[1].location.addresses[2].postal_code": [None, "PO1 2DY"],
        "attributes[3].taxonomy_term.name": [None, "Chess"],
        "attributes[3].taxonomy_term.taxonomy": [None, "Topics"],
        "attributes[3].link_type": [None, "topic"],
        "vendor_code": [1, 2],
    }
    assert lines(changes) == [
        Line("Name", "Tide", "Sea"),
        Line("Session: starts at", "10:30am", ""),
        Line("Place, address: postcode", "", "PO1 2DY"),
        Line("Topic: name", "", "Chess"),
        Line("Vendor code", "1", "2"),
    ]


def test_an_item_is_put_back_as_a_whole_and_a_field_by_itself():
    found = groups(
        {"name": ["Tide", "Sea"], "schedules[1].opens_at": ["10:30", None], "schedules[1].byday": ["TU", None]}
    )
    assert [(one.key, one.label, len(one.lines)) for one in found] == [
        ("name", "Name", 1),
        ("schedules[1]", "Session", 2),
    ]


def test_several_of_a_kind_are_numbered_and_a_place_of_a_session_is_told():
    found = groups({"schedules[1].byday": ["TU", "WE"], "schedules[2].service_at_location_id": ["x", None]})
    assert [(one.label, one.lines[0].before) for one in found] == [("Session 1", "Tuesday"), ("Session 2", "one place")]
    assert groups({"schedules[1].id": ["1", None]}) == []


def test_the_place_of_a_session_is_told_by_its_name_and_a_secret_one_is_not():
    document = {
        "service_at_locations": [
            {"id": "x", "location": {"name": "Hall"}},
            {"id": "y", "location": {"name": "Secret House", "confidential": True}},
        ]
    }
    changes = {
        "service_at_locations[z].location.name": ["Boat Shed", None],
        "schedules[1].service_at_location_id": ["z", "x"],
        "schedules[2].service_at_location_id": ["y", None],
    }
    which = "Session: which place"
    assert lines(changes, places(document))[1:] == [
        Line(which, "Boat Shed", "Hall"),
        Line(which, "(confidential)", ""),
    ]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("assured_date", "2026-11-06", "6 November 2026"),
        ("valid_to", "2026-02-30", "2026-02-30"),
        ("closes_at", "12:00", "midday"),
        ("byday", "TU,TH", "Tuesday, Thursday"),
        ("byday", "1TU,-1FR", "first Tuesday, last Friday"),
        ("byday", "", ""),
        ("freq", "MONTHLY", "by months"),
        ("status", "temporarily closed", "Closed for now"),
        ("confidential", True, "Yes"),
        ("description", "10:30", "10:30"),
        ("minimum_age", 18, "18"),
        ("name", None, ""),
    ],
)
def test_values_are_said_as_people_say_them(name, value, words):
    assert in_words(name, value) == words
