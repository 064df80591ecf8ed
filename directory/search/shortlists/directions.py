"""How to find a place, in words alone: its address, what is said of the way, how far it is and in which direction."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from directory.listings import shown
from directory.listings.models import Service
from directory.listings.parts import Location
from directory.places.distances import Point, compass, in_words, metres, metres_between, miles_between

NEIGHBOURS_WITHIN_MILES = 0.25
SAME_PLACE_METRES = 30


class Directions(NamedTuple):
    """One place: the lines of its address, what it is like, how to travel, and where that is from elsewhere."""

    address: list[str]
    description: str
    travel: str
    access: list[str]
    from_start: str
    nearby: list[str]


def of(service: Service, *, start: Point | None, others: Sequence[Service]) -> list[Directions]:
    """Directions to each place of `service`; nothing of a confidential place but that it is confidential.

    `start` is where somebody sets out, if they said; `others` are listings that may be known to them already.
    """
    located = [at.location for at in service.service_at_locations if at.location]
    told = shown.places(service)
    return [
        Directions(place.lines, place.description, place.travel, place.access, _far(start, point), _near(point, others))
        for place, point in zip(told, map(_point, located), strict=True)
    ]


def _point(location: Location) -> Point | None:
    """Where it is, if that is known and may be told."""
    if location.confidential or location.latitude is None or location.longitude is None:
        return None
    return Point(location.latitude, location.longitude)


def _far(start: Point | None, point: Point | None) -> str:
    """ "1.2 miles north-east of your postcode, in a straight line"."""
    if start is None or point is None:
        return ""
    if metres_between(start, point) < SAME_PLACE_METRES:
        return "At your postcode"
    return f"{in_words(miles_between(start, point))} {compass(start, point)} of your postcode, in a straight line"


def _near(point: Point | None, others: Sequence[Service]) -> list[str]:
    """Which of the other listings are close by, such as "Close to Thursday Choir"."""
    return [words for other in others if (words := _beside(point, other))] if point else []


def _beside(point: Point, other: Service) -> str:
    away = min((metres_between(point, one) for one in _points(other)), default=None)
    if away is None or away > metres(NEIGHBOURS_WITHIN_MILES):
        return ""
    return f"In the same place as {other.name}" if away < SAME_PLACE_METRES else f"Close to {other.name}"


def _points(service: Service) -> Iterator[Point]:
    return filter(None, (_point(at.location) for at in service.service_at_locations if at.location))
