"""What other rooms and wings ask about places: where a postcode is, and whether addresses may be looked up online."""

from functools import cache
from pathlib import Path

from sqlalchemy import select

from core.db import db
from core.settings import setting
from directory.places import names, whereabouts
from directory.places.attribution import OPENSTREETMAP, POSTCODES
from directory.places.distances import Point
from directory.places.models import THE_SWITCH, GeocodingSwitch
from directory.places.names import PlaceNames
from directory.places.postcodes import Gazetteer
from directory.places.whereabouts import Found
from directory.places.words import Geocoding


def gazetteer() -> Gazetteer:
    """This installation's gazetteer, one for the whole process."""
    return _gazetteer_in(setting("POSTCODE_FOLDER"))


@cache
def _gazetteer_in(folder: str) -> Gazetteer:
    return Gazetteer(folder)


def position(postcode: str) -> Point | None:
    """Where a parsed postcode is; None where it has no place or none that is known. Raises NoPositions."""
    return gazetteer().position(postcode)


def rough_position(postcode: str) -> Point | None:
    """About where a parsed postcode is whose own position is not known, from its neighbours. Raises NoPositions."""
    return gazetteer().rough_position(postcode)


def place_names() -> PlaceNames:
    """The names of towns and villages, one for the whole process; none where set-up has not fetched them."""
    return _names_in(setting("PLACES_FOLDER"))


@cache
def _names_in(folder: str) -> PlaceNames:
    return names.read(Path(folder) / "places.csv")


def find_place(text: str | None) -> Found:
    """Where somebody is who typed `text`: a postcode, a part of one, a town, a position. Raises NotKnown."""
    return whereabouts.understand(text, gazetteer=gazetteer(), names=place_names())


def districts_of(postcode: str) -> frozenset[str]:
    """The codes of the districts that a parsed postcode is in, or may be in; empty where they are not known."""
    return whereabouts.districts_of(postcode, gazetteer())


def switch() -> GeocodingSwitch:
    """The switch of online geocoding; one that was never touched is off, and has no version yet."""
    return db.session.get(GeocodingSwitch, THE_SWITCH) or GeocodingSwitch(geocoding=Geocoding.OFF)


def geocoding_allowed() -> bool:
    """Whether an administrator has allowed addresses to be looked up online."""
    return switch().geocoding is Geocoding.ONLINE


# Of the table, not of the mapped class, which would take longer than the answer: so many pages ask.
_FIRST_ONLINE = select(GeocodingSwitch.__table__.c.first_online_at)


def attribution() -> list[str]:
    """The sentences that a screen with positions on it must show."""
    looked_up = db.session.scalar(_FIRST_ONLINE)
    return [POSTCODES, OPENSTREETMAP] if looked_up else [POSTCODES]
