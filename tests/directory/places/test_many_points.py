"""The districts of many points at once are those that each point has alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from directory.places import districts, many_points
from directory.places.distances import Point

# England and the seas and countries around.
POINTS = st.lists(st.tuples(st.floats(49, 57), st.floats(-7, 3)), max_size=40)


@given(POINTS)
def test_it_is_the_district_that_each_point_is_likely_in(points):
    found = many_points.districts_of(np.array([one[0] for one in points]), np.array([one[1] for one in points]))
    alone = [districts.likely(Point(*point)) for point in points]
    assert [many_points.codes()[number] if number >= 0 else None for number in found] == [
        one.code if one else None for one in alone
    ]


def test_places_that_people_know():
    found = many_points.districts_of(np.array([50.8, 50.93, 55.95]), np.array([-1.09, -1.4, -3.19]))
    names = [districts.by_code()[many_points.codes()[one]].name if one >= 0 else None for one in found]
    assert names == ["Portsmouth", "Southampton", None]
