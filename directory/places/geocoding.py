"""Asking a server on the internet where an address is."""

from typing import Protocol

from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

from directory.places.distances import NEAR_THE_UNITED_KINGDOM, Point


class NotReached(Exception):
    """The server did not answer in time, or its answer could not be used."""


class Geocoder(Protocol):
    """Whatever can say where an address is."""

    def locate(self, address: str) -> Point | None:
        """The place of `address` in the United Kingdom, or None if it is not known. Raises NotReached."""


class NominatimServer:
    """A server that runs Nominatim, OpenStreetMap's search: the public one, or an organisation's own.

    `host` is its name; `user_agent` must say who asks (the public server's usage policy asks for it, and for no more
    than one question a second). `seconds` is how long to wait for an answer. `options` go to geopy, for its tests.
    """

    def __init__(self, host: str, *, user_agent: str, seconds: float, **options) -> None:
        self._server = Nominatim(domain=host, scheme="https", user_agent=user_agent, timeout=seconds, **options)

    def locate(self, address: str) -> Point | None:
        try:
            found = self._server.geocode(address, country_codes="gb")
            return found and _point(found)
        except (GeopyError, ValueError, TypeError, KeyError) as problem:
            raise NotReached(type(problem).__name__) from problem


def _point(found) -> Point:
    """The position in geopy's answer, if it is one that could be in or near the United Kingdom."""
    point = Point(found.latitude, found.longitude)
    if not NEAR_THE_UNITED_KINGDOM.holds(point):
        raise ValueError("the server answered with a place elsewhere")
    return point
