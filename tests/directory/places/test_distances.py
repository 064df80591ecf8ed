"""Distances on the map: the quick one against geopy's exact one, the box, and the words."""

from math import cos, pi, radians, sin

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from directory.places import distances
from directory.places.distances import Point

CIVIC_OFFICES = Point(50.7984, -1.0913)
FIFTY_MILES = distances.metres(50)
POINTS = st.builds(Point, st.floats(49.8, 60.9), st.floats(-8.2, 1.8))
BEARINGS = st.floats(0, 2 * pi)


def away(point: Point, metres: float, bearing: float) -> Point:
    """The point about `metres` from `point` on a ball: near enough to choose pairs to measure."""
    north, east = metres * cos(bearing) / 111_200, metres * sin(bearing) / 111_200
    return Point(point.latitude + north, point.longitude + east / cos(radians(point.latitude)))


@given(POINTS, st.floats(1, FIFTY_MILES), BEARINGS)
def test_the_quick_distance_is_the_exact_one_within_a_thousandth(point, metres, bearing):
    other = away(point, metres, bearing)
    exact = geodesic(point, other).meters
    assert distances.metres_between(point, other) == pytest.approx(exact, rel=0.001, abs=0.001)
    assert distances.miles_between(point, other) == pytest.approx(exact / 1609.344)


@given(POINTS, POINTS)
def test_it_is_as_far_there_as_back(one, other):
    assert distances.metres_between(one, other) == distances.metres_between(other, one)
    assert distances.metres_between(one, one) == 0


@given(POINTS, st.floats(1, 160_000), st.floats(0, 1), BEARINGS)
def test_the_box_holds_whatever_is_near_enough(point, metres, part, bearing):
    other = away(point, metres * part, bearing)
    if min(geodesic(point, other).meters, distances.metres_between(point, other)) <= metres:
        assert distances.box(point, metres).holds(other)


@given(POINTS, st.floats(10, FIFTY_MILES))
def test_the_box_holds_little_more_than_it_must(point, metres):
    box = distances.box(point, metres)
    east_edge, north_edge = Point(point.latitude, box.east), Point(box.north, point.longitude)
    assert metres < distances.metres_between(point, north_edge) < metres * 1.002
    assert metres < distances.metres_between(point, east_edge) < metres * 1.06
    assert not box.holds(Point(box.north + 0.0001, point.longitude))
    assert not box.holds(Point(point.latitude, box.west - 0.0001))


def test_a_distance_known_beforehand():
    havant = Point(50.8546, -0.9818)
    assert distances.miles_between(CIVIC_OFFICES, havant) == pytest.approx(6.18, abs=0.05)
    assert distances.metres_between(CIVIC_OFFICES, havant) == pytest.approx(distances.metres(6.18), abs=80)


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (0, "less than 0.1 miles"),
        (0.049, "less than 0.1 miles"),
        (0.05, "0.1 miles"),
        (0.44, "0.4 miles"),
        (0.97, "1 mile"),
        (1.04, "1 mile"),
        (1.06, "1.1 miles"),
        (9.94, "9.9 miles"),
        (9.96, "10 miles"),
        (12.4, "12 miles"),
    ],
)
def test_how_a_distance_is_said(miles, words):
    assert distances.in_words(miles) == words


@given(st.floats(0, 1000))
def test_miles_and_metres_are_each_others_inverse(miles):
    assert distances.miles(distances.metres(miles)) == pytest.approx(miles)


@pytest.mark.parametrize(
    ("north", "east", "words"),
    [
        *((1, 0, "north"), (1, 1, "north-east"), (0, 1, "east"), (-1, 1, "south-east"), (-1, 0, "south")),
        *((-1, -1, "south-west"), (0, -1, "west"), (1, -1, "north-west"), (5, 1, "north"), (2, 1, "north-east")),
    ],
)
def test_a_direction_is_one_of_eight_on_the_ground(north, east, words):
    """A degree of longitude is shorter than one of latitude here: the compass goes by metres."""
    start = Point(50.8, -1.09)
    assert distances.compass(start, Point(50.8 + north * 0.01, -1.09 + east * 0.01 / cos(radians(50.8)))) == words
