"""Points on the map, how far apart they are, and how people say so."""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import NamedTuple

import numpy as np
from geopy.distance import geodesic

METRES_PER_MILE = 1609.344

# The ellipsoid of WGS 84: half of its longer axis in metres, and the square of its eccentricity
# (NIMA TR8350.2, third edition, tables 3.1 and 3.3).
SEMI_MAJOR = 6378137.0
ECCENTRICITY_SQUARED = 0.00669437999014


class Point(NamedTuple):
    """A position in degrees of WGS 84: latitude -90 to 90 northwards, longitude -180 to 180 eastwards."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """A piece of the map between two parallels and two meridians, in degrees."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, point: Point) -> bool:
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east


# Where a position may be that somebody here means: the United Kingdom with all its islands, and the sea around it.
NEAR_THE_UNITED_KINGDOM = Box(49.0, 61.5, -9.0, 2.5)


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Metres in one degree of latitude and in one of longitude, on the ellipsoid at `latitude`.

    With W² = 1 - e²sin²φ, the surface curves north and south with the radius a(1 - e²)/W³ and east and west with
    the radius a/W; a parallel is smaller than that by cos φ. (The standard radii of curvature of an ellipsoid, in
    the meridian and in the prime vertical; given for instance by Ordnance Survey, A Guide to Coordinate Systems in
    Great Britain, annexe C.)
    """
    angle = radians(latitude)
    w_squared = 1 - ECCENTRICITY_SQUARED * sin(angle) ** 2
    w = sqrt(w_squared)
    northwards = radians(1) * SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED) / (w_squared * w)
    eastwards = radians(1) * SEMI_MAJOR / w * cos(angle)
    return northwards, eastwards


def metres_per_degree_at(latitudes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`metres_per_degree` at many latitudes at once."""
    angle = np.radians(latitudes)
    w_squared = 1 - ECCENTRICITY_SQUARED * np.sin(angle) ** 2
    w = np.sqrt(w_squared)
    northwards = radians(1) * SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED) / (w_squared * w)
    return northwards, radians(1) * SEMI_MAJOR / w * np.cos(angle)


def metres_between(one: Point, other: Point) -> float:
    """Metres in a straight line, quickly: for ranking thousands of places.

    It takes the ground between the two as flat, with the curvature halfway, and so holds where the directory is
    used: within 0.1% of the geodesic up to 50 miles, in Great Britain's latitudes.
    """
    northwards, eastwards = metres_per_degree((one.latitude + other.latitude) / 2)
    return hypot((other.latitude - one.latitude) * northwards, (other.longitude - one.longitude) * eastwards)


def metres_to_each(point: Point, latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """`metres_between` from `point` to many places at once."""
    northwards, eastwards = metres_per_degree_at((latitudes + point.latitude) / 2)
    return np.hypot((latitudes - point.latitude) * northwards, (longitudes - point.longitude) * eastwards)


def box(point: Point, metres: float) -> Box:
    """A box that holds every place within `metres` of `point`, and the corners besides; for up to 100 miles.

    It takes one part in a thousand more than it needs, against the curvature that changes on the way. Places near
    a pole or the 180th meridian are not provided for.
    """
    northwards, _ = metres_per_degree(point.latitude)
    up = metres / northwards * 1.001
    _, eastwards = metres_per_degree(min(89.0, abs(point.latitude) + up))
    along = metres / eastwards * 1.001
    return Box(point.latitude - up, point.latitude + up, point.longitude - along, point.longitude + along)


COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def compass(one: Point, other: Point) -> str:
    """In which of eight directions `other` lies from `one`: "north-east". The ground is taken as flat, as above."""
    northwards, eastwards = metres_per_degree((one.latitude + other.latitude) / 2)
    up, along = (other.latitude - one.latitude) * northwards, (other.longitude - one.longitude) * eastwards
    return COMPASS[round(degrees(atan2(along, up)) / 45) % 8]


def miles_between(one: Point, other: Point) -> float:
    """Miles in a straight line on the ellipsoid, exactly: the distance that a person is shown."""
    return geodesic(one, other).miles


def miles(metres: float) -> float:
    return metres / METRES_PER_MILE


def metres(miles: float) -> float:
    return miles * METRES_PER_MILE


def in_words(miles: float) -> str:
    """A distance as a page says it: `0.4 miles`, `1 mile`, `12 miles`; whole miles from ten upwards."""
    if miles < 0.05:
        return "less than 0.1 miles"
    figure = f"{miles:.1f}".removesuffix(".0") if miles < 9.95 else f"{miles:.0f}"
    return f"{figure} mile" if figure == "1" else f"{figure} miles"
