"""What may be done about places: allow online geocoding, and look an address up."""

from datetime import timedelta

from accounts.roles import Permission, may
from core import audit, clock, limits
from core.db import check_version, db
from core.refusals import Refused
from core.settings import setting
from core.text import tidy
from directory.places import queries
from directory.places.distances import Point
from directory.places.geocoding import Geocoder, NominatimServer, NotReached
from directory.places.models import GeocodingSwitch
from directory.places.words import Geocoding

LONGEST_ADDRESS = 300
LOCATORS = (Permission.EDIT_DIRECTORY, Permission.KEEP_OWN_LISTINGS)


def switch_geocoding(actor, *, geocoding: str, version: int | None) -> GeocodingSwitch:
    """Allow addresses of listings to be looked up online, or forbid it again. Raises Refused, Stale."""
    if not may(actor, Permission.MANAGE_INSTALLATION):
        raise Refused("Only an administrator can change this")
    switch = queries.switch()
    check_version(switch, version)
    if switch.geocoding != geocoding:
        _turn(switch, Geocoding(geocoding))
        audit.record(actor, "geocoding.switch", switch, geocoding=geocoding)
    return switch


def _turn(switch: GeocodingSwitch, geocoding: Geocoding) -> None:
    switch.geocoding, switch.switched_at = geocoding, clock.now()
    if geocoding is Geocoding.ONLINE:
        switch.first_online_at = switch.first_online_at or switch.switched_at
    db.session.add(switch)
    db.session.flush()


def locate_address(actor, text: str, *, geocoder: Geocoder | None = None) -> Point | None:
    """Where the address in `text` is, as a server on the internet knows it; None if it knows no such place.

    For the address of a listing, never of a person. Call it before anything is changed: it ends the transaction,
    so that nobody waits for a lock while the server thinks. `geocoder` is the configured one if none is given.
    Raises Refused if geocoding is off or the server cannot be reached, TooMany above one question a second.
    """
    if not any(may(actor, permission) for permission in LOCATORS):
        raise Refused("You cannot look up addresses")
    if not queries.geocoding_allowed():
        raise Refused("Looking up addresses online is switched off. Enter a postcode instead")
    address = " ".join((tidy(text) or "").split())[:LONGEST_ADDRESS]
    if not address:
        return None
    _take_turns()
    try:
        return (geocoder or configured_geocoder()).locate(address)
    except NotReached:
        raise Refused("Addresses cannot be looked up just now. Enter a postcode, or try again later") from None


def _take_turns() -> None:
    """One question a second from the whole installation, as the public server's usage policy asks."""
    words = "Somebody else is looking up an address. Try again in a few seconds"
    limits.hold("geocoding", "server", most=1, within=timedelta(seconds=1), words=words)
    limits.count("geocoding", "server")


def configured_geocoder() -> Geocoder:
    """The server that this installation's settings name."""
    return NominatimServer(
        setting("GEOCODER_HOST"),
        user_agent=f"Footbridge ({setting('BASE_URL')})",
        seconds=setting("GEOCODER_SECONDS"),
    )
