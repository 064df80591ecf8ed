"""Which parts of a difference wait, and which earlier wishes a later one replaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings import shape
from directory.listings.sections.outline import BY_KEY
from directory.listings.ways import JOINING
from directory.upkeep.waiting.rules import (
    WAIT_AT_FIRST,
    groups_of,
    items_of,
    overlapping,
    part_of,
    parts_asked,
    split,
    sum_up,
)
from directory.upkeep.waiting.words import Outcome, Part

PLACE = "service_at_locations[p1].location"
NEW_PLACE = {"service_at_locations[p2].id": [None, "p2"], "service_at_locations[p2].location.name": [None, "Barn"]}


@pytest.mark.parametrize(
    ("path", "part", "waits"),
    [
        ("name", Part.NAME, True),
        ("alternate_name", Part.NAME, True),
        ("organization.name", Part.NAME, True),
        (f"{PLACE}.addresses[a].postal_code", Part.PLACES, True),
        ("minimum_age", Part.AUDIENCE, True),
        ("eligibility_description", Part.AUDIENCE, True),
        ("service_areas[1].name", Part.AUDIENCE, True),
        ("attributes[1].taxonomy_term.name", Part.TOPICS, True),
        ("invented_by_a_feed", Part.OTHER, True),
        ("names", Part.OTHER, True),
        ("status", Part.STATUS, False),
        ("alert", Part.NOTICE, False),
        ("description", Part.DESCRIPTION, False),
        ("schedules[1].opens_at", Part.TIMES, False),
        ("cost_options[1].amount", Part.COST, False),
        ("fees_description", Part.COST, False),
        ("contacts[1].phones[2].number", Part.CONTACT, False),
        ("phones[1].number", Part.CONTACT, False),
        ("email", Part.CONTACT, False),
        ("url", Part.CONTACT, False),
        ("application_process", Part.JOINING, False),
        ("languages[1].name", Part.LANGUAGES, False),
        ("organization.description", Part.ORGANISATION, False),
        ("accreditations", Part.QUALITY, False),
    ],
)
def test_what_waits_at_first(path, part, waits):
    changes = {path: ["before", "after"]}
    assert part_of(path) is part
    assert split(changes, WAIT_AT_FIRST) == (({}, changes) if waits else (changes, {}))
    assert split(changes, set(Part)) == ({}, changes)
    assert split(changes, set()) == (changes, {})


def test_every_field_of_a_listing_and_every_page_has_its_part():
    ours = {"id", "last_modified", "program_id"}
    for name in (*shape.SERVICE.fields, *shape.SERVICE.lists, *shape.SERVICE.ones):
        assert (part_of(name) is Part.OTHER) == (name in ours), name
    for section in BY_KEY.values():
        assert parts_asked(section) and Part.OTHER not in parts_asked(section), section.key


def test_a_session_that_moves_goes_with_the_places_and_a_new_one_does_not():
    tie = "schedules[s1].service_at_location_id"
    assert split({tie: ["p1", "p2"]}, {Part.PLACES})[1]
    new = {"schedules[s1].id": [None, "s1"], tie: [None, "p1"]}
    assert split(new, {Part.PLACES}) == (new, {})


def test_how_people_join_is_no_topic():
    said = {"attributes[1].id": [None, "1"], "attributes[1].taxonomy_term.taxonomy": [None, JOINING]}
    topic = {"attributes[2].id": [None, "2"], "attributes[2].taxonomy_term.name": [None, "Bowls"]}
    assert split(said | topic, {Part.TOPICS}) == (said, topic)


def test_an_address_is_hidden_at_once_and_shown_only_after_a_look():
    path = f"{PLACE}.confidential"
    assert split({path: [None, True]}, WAIT_AT_FIRST)[0]
    assert split({path: [True, None]}, WAIT_AT_FIRST)[1]
    new = NEW_PLACE | {"service_at_locations[p2].location.confidential": [None, True]}
    assert split(new, WAIT_AT_FIRST) == ({}, new)


def test_a_later_wish_replaces_the_earlier_of_the_same_field_only():
    earlier = {"name": ["A", "B"], f"{PLACE}.name": ["C", "D"], **NEW_PLACE}
    assert overlapping(earlier, {"name": ["A", "E"]}) == {"name"}
    assert overlapping(earlier, {f"{PLACE}.url": [None, "E"], "alert": [None, "F"]}) == set()
    gone = {"service_at_locations[p1].id": ["p1", None], f"{PLACE}.name": ["C", None]}
    assert overlapping(earlier, gone) == {f"{PLACE}.name"}
    assert overlapping(gone, {f"{PLACE}.url": [None, "E"]}) == set(gone)


def test_items_are_told_from_the_outside_in():
    assert items_of("contacts[1].phones[2].number") == ["contacts[1]", "contacts[1].phones[2]"]


def test_what_became_of_several_things():
    assert sum_up(["accepted", "accepted"]) is Outcome.ACCEPTED
    assert sum_up(["accepted", "refused", "replaced"]) is Outcome.PARTLY
    assert sum_up(["accepted", "changed"]) is Outcome.CHANGED
    assert sum_up(["refused", "changed"]) is Outcome.PARTLY
    assert sum_up(["refused", "replaced"]) is Outcome.REFUSED
    assert sum_up(["taken_back", "replaced"]) is Outcome.TAKEN_BACK
    assert sum_up(["replaced"]) is Outcome.REPLACED
    assert sum_up(["accepted", "waiting"]) is Outcome.WAITING


PATHS = st.sampled_from(
    [
        *("name", "status", "minimum_age", "email", "schedules[1].opens_at", "schedules[1].service_at_location_id"),
        *("schedules[2].id", "schedules[2].opens_at", f"{PLACE}.name", f"{PLACE}.confidential", "attributes[1].label"),
        *NEW_PLACE,
    ]
)
CHANGES = st.dictionaries(PATHS, st.tuples(st.none() | st.text(), st.none() | st.text() | st.booleans()).map(list))


@given(CHANGES, st.sets(st.sampled_from(Part)), CHANGES)
def test_nothing_is_lost_or_said_twice(changes, wait, later):
    live, waiting = split(changes, wait)
    assert live | waiting == changes and not live.keys() & waiting.keys()
    assert overlapping(changes, changes) == set(changes)
    assert overlapping(changes, later) <= set(changes)
    assert groups_of(changes, changes.keys() | {path.partition("]")[0] + "]" for path in changes}) == changes
