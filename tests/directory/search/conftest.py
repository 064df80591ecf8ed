"""A small directory to search in, made through the operations that editors use."""

import itertools

import pytest

from core.db import transaction
from directory.listings import operations
from directory.places.distances import Point

GUILDHALL = Point(50.7989, -1.0912)
MILE_NORTH = 1 / 69.1


def document(name: str, **facts) -> dict:
    """A listing's document; `tags` are names of topics, `places` points or dicts of a location."""
    tags, places = facts.pop("tags", ()), facts.pop("places", ())
    return {
        "name": name,
        "description": facts.pop("description", ""),
        "organization": {"name": facts.pop("organisation", f"Organisation of {name}")},
        "attributes": [{"taxonomy_term": {"name": tag}} for tag in tags],
        "service_at_locations": [{"location": _location(place)} for place in places],
        **facts,
    }


def _location(place) -> dict:
    if isinstance(place, Point):
        return {"name": "Hall", "latitude": place.latitude, "longitude": place.longitude}
    return place


@pytest.fixture
def listing(people):
    """`listing("Choir", description=..., tags=[...], places=[Point]...)` adds a listing; returns its id."""
    numbers = itertools.count()

    def add(name=None, **facts):
        with transaction():
            given = document(name or f"Listing {next(numbers):03}", **facts)
            return operations.add_listing(people.directory_editor, document=given).id

    return add
