"""Which ways of holding a conversation are not safe or not wanted for a person."""

from referrals.people.words import ContactWay
from referrals.words import Method

# By which way of making contact each method reaches somebody at home; the others take place elsewhere.
WAY_OF = {
    Method.TELEPHONE: ContactWay.TELEPHONE,
    Method.HOME: ContactWay.VISIT,
    Method.TEXT: ContactWay.TEXT,
    Method.EMAIL: ContactWay.EMAIL,
    Method.LETTER: ContactWay.LETTER,
}
WHY = {ContactWay.TEXT: "Not allowed: no text messages to this person"}


def forbidden_methods(person) -> dict[Method, str]:
    """The methods that must not be used for this person, each with why."""
    forbidden = person.forbidden_ways
    return {
        method: WHY.get(way, f"Not allowed: never by {way.words.lower()}")
        for method, way in WAY_OF.items()
        if way in forbidden
    }
