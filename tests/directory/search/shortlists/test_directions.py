"""Directions in words: how far, which way, what is close by; nothing of a place that is confidential."""

from dataclasses import dataclass, field

import pytest

from directory.places.distances import Point
from directory.search.shortlists import directions
from tests.directory.search.conftest import GUILDHALL, MILE_NORTH

NORTH = Point(GUILDHALL.latitude + MILE_NORTH, GUILDHALL.longitude)
NEXT_DOOR = Point(NORTH.latitude + MILE_NORTH / 10, NORTH.longitude)


@dataclass
class Place:
    """A location with as much as directions read."""

    latitude: float | None
    longitude: float | None
    confidential: bool = False
    name: str = "Hall"
    description: str = "Behind the church"
    transportation: str = "Bus 23"
    addresses: list = field(default_factory=list)
    accessibility: list = field(default_factory=list)


@dataclass
class At:
    location: Place | None


@dataclass
class Listing:
    name: str
    service_at_locations: list[At]


def at(point: Point | None, name="Choir", **more) -> Listing:
    return Listing(name, [At(Place(*(point or (None, None)), **more))])


def only(listing, start=None, others=()):
    (found,) = directions.of(listing, start=start, others=others)
    return found


def test_a_place_is_so_far_and_in_that_direction():
    assert only(at(NORTH), start=GUILDHALL).from_start == "1 mile north of your postcode, in a straight line"
    assert only(at(GUILDHALL), start=GUILDHALL).from_start == "At your postcode"


@pytest.mark.parametrize(("point", "start"), [(None, GUILDHALL), (NORTH, None)])
def test_nothing_is_measured_where_one_end_is_unknown(point, start):
    assert only(at(point), start=start).from_start == ""


def test_what_is_said_of_the_way_is_passed_on():
    found = only(at(NORTH))
    assert (found.address, found.description, found.travel) == (["Hall"], "Behind the church", "Bus 23")


def test_others_in_the_same_place_and_close_by_are_named_and_those_far_off_are_not():
    others = [at(NORTH, "Chess"), at(NEXT_DOOR, "Darts"), at(GUILDHALL, "Ludo"), at(None, "Radio")]
    assert only(at(NORTH), others=others).nearby == ["In the same place as Chess", "Close to Darts"]


def test_nothing_is_told_of_a_confidential_place_nor_by_way_of_it():
    hidden = at(NORTH, "Refuge", confidential=True)
    found = only(hidden, start=GUILDHALL, others=[at(NORTH)])
    assert "confidential" in found.address[0]
    assert (found.description, found.travel, found.from_start, found.nearby) == ("", "", "", [])
    assert only(at(NORTH), others=[hidden]).nearby == []


def test_a_listing_without_a_location_has_no_directions():
    assert directions.of(Listing("Radio", [At(None)]), start=GUILDHALL, others=[]) == []
