"""By which ways a person may be written to, and in which forms they need it: pure questions about a person."""

from core.identifiers import postcode
from referrals.people.words import ContactWay
from referrals.words import AccessNeed, Way

# Access needs that say how something written must look; the others say how to speak or meet.
FORMATS = (AccessNeed.LARGE_PRINT, AccessNeed.EASY_READ, AccessNeed.BRAILLE)


def forbidden(person) -> dict[Way, str]:
    """The ways that must not be used for this person or that do not exist, each with why."""
    reasons = {way: _ruled_out(person, way) or _missing(person, way) for way in Way}
    return {way: why for way, why in reasons.items() if why}


def open_to(person) -> list[Way]:
    """The ways by which this person may be written to."""
    return [way for way in Way if way not in forbidden(person)]


def formats(person) -> list[AccessNeed]:
    """The forms in which this person needs what is written (Accessible Information Standard)."""
    return [need for need in FORMATS if need in person.access_needs]


def _ruled_out(person, way: Way) -> str:
    return f"Never by {way.words.lower()}" if ContactWay(way.value) in person.forbidden_ways else ""


def _missing(person, way: Way) -> str:
    """A letter without a whole address can still be handed over; without any there is nothing to write on it."""
    nowhere = person.postcode == postcode.NO_FIXED_ABODE and not person.address
    lacks = {
        Way.LETTER: nowhere and "No letter: there is no address",
        Way.TEXT: not person.telephone and "No text message: there is no telephone number",
        Way.EMAIL: not person.email and "No email: there is no email address",
    }
    return lacks[way] or ""
