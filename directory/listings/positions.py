"""Where a listing's places are, from their postcodes, if their source does not say."""

from core.identifiers import NotValid, postcode
from directory.listings.words import LocationType
from directory.places import queries as places
from directory.places.distances import Point
from directory.places.postcodes import NoPositions


def fill(document: dict) -> dict:
    """`document` with a position for each place that has a postcode and no position; nobody outside is asked."""
    if not document.get("service_at_locations"):
        return document
    return document | {"service_at_locations": [_at(place) for place in document["service_at_locations"]]}


def _at(place: dict) -> dict:
    location = place.get("location") or {}
    if "latitude" in location or not (point := _of(location)):
        return place
    return place | {"location": location | {"latitude": point.latitude, "longitude": point.longitude}}


def unplaced(document: dict) -> str | None:
    """The address of the first place that has one and no position, in a line; None if there is no such place.

    A confidential address is never given: what is looked up online leaves this house.
    """
    for place in document.get("service_at_locations") or []:
        location = place.get("location") or {}
        if "latitude" in location or location.get("confidential"):
            continue
        for address in location.get("addresses") or []:
            if address.get("address_1"):
                parts = (address.get(name) for name in ("address_1", "city", "postal_code"))
                return ", ".join(part for part in parts if part)
    return None


def placed(document: dict, address: str, point: Point) -> dict:
    """`document` with `point` as the position of the place whose address `unplaced` gave."""
    places, position = [], {"latitude": point.latitude, "longitude": point.longitude}
    for place in document["service_at_locations"]:
        found = unplaced({"service_at_locations": [place]}) == address
        places.append(place | {"location": place["location"] | position} if found else place)
    return document | {"service_at_locations": places}


def _of(location: dict) -> Point | None:
    visited = (
        address["postal_code"]
        for address in location.get("addresses") or []
        if address.get("address_type", LocationType.PHYSICAL) == LocationType.PHYSICAL and address.get("postal_code")
    )
    return next(filter(None, map(of_postcode, visited)), None)


def of_postcode(text: str | None) -> Point | None:
    """The position of a postcode as somebody wrote it, or of its neighbours; None if it is none that is known."""
    try:
        parsed = postcode.parse(text or "")
        return places.position(parsed) or places.rough_position(parsed)
    except (NotValid, NoPositions):
        return None
