"""By which ways a person may be written to, and in which forms they need it: pure questions about a person."""

from core.identifiers import postcode
from referrals.words import AccessNeed, Way

# Access needs that say how something written must look; the others say how to speak or meet.
FORMATS = (AccessNeed.LARGE_PRINT, AccessNeed.EASY_READ, AccessNeed.BRAILLE)


def forbidden(person) -> dict[Way, str]:
    """The ways that must not be used for this person, each with why."""
    reasons = {Way.LETTER: _no_letter(person), Way.TEXT: _no_text(person), Way.EMAIL: _no_email(person)}
    ruled_out = {way: f"Never by {way.words.lower()} to this person" for way in Way if way in person.forbidden_ways}
    return ruled_out | {way: why for way, why in reasons.items() if why}


def open_to(person) -> list[Way]:
    """The ways by which this person may be written to."""
    return [way for way in Way if way not in forbidden(person)]


def formats(person) -> list[AccessNeed]:
    """The forms in which this person needs what is written (Accessible Information Standard)."""
    return [need for need in FORMATS if need in person.access_needs]


def _no_letter(person) -> str:
    return "No letter: there is no address" if person.postcode == postcode.NO_FIXED_ABODE else ""


def _no_text(person) -> str:
    if not person.may_text:
        return "No text messages to this person"
    return "" if person.telephone else "No text message: there is no telephone number"


def _no_email(person) -> str:
    return "" if person.email else "No email: there is no address"
