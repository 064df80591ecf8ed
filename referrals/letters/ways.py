"""To whom, by which ways and in which forms one writes about a person: pure questions about a person."""

from referrals.letters import neutral
from referrals.people.words import ContactWay
from referrals.words import AccessNeed, Way

# Access needs that say how something written must look; the others say how to speak or meet.
FORMATS = (AccessNeed.LARGE_PRINT, AccessNeed.EASY_READ, AccessNeed.BRAILLE)
# Characters; a text message is sent in at most three parts.
LONGEST = {Way.LETTER: 4000, Way.TEXT: 459, Way.EMAIL: 4000}
NOTHING_TO_REACH = {
    Way.LETTER: "No letter: there is no address",
    Way.TEXT: "No text message: there is no telephone number",
    Way.EMAIL: "No email: there is no email address",
}


def open_to(person) -> list[Way]:
    """The ways by which this person, or whoever is contacted instead, may be written to."""
    return [way for way in Way if person.may_be_reached_by(ContactWay(way.value))]


def forbidden(person) -> dict[Way, str]:
    """The ways that must not be used for this person or that do not exist, each with why."""
    closed = [way for way in Way if way not in open_to(person)]
    return {way: _why(person, way) for way in closed}


def _why(person, way: Way) -> str:
    if ContactWay(way.value) in person.forbidden_ways:
        return f"Never by {way.words.lower()}"
    return f"{NOTHING_TO_REACH[way]} of {person.reached.name}" if person.contacts_carer else NOTHING_TO_REACH[way]


def formats(person) -> list[AccessNeed]:
    """The forms in which this person needs what is written (Accessible Information Standard).

    Where a carer is written to, it is the carer who reads: nothing is known of their needs.
    """
    return [] if person.contacts_carer else [need for need in FORMATS if need in person.access_needs]


def sender(person, actor) -> str:
    """Who writes, as it may stand where others read it: the writer's name without a title, never the organisation's.

    No list knows every name that tells what an organisation does. Empty where something was said of what is safe.
    """
    if is_discreet(person):
        return ""
    name = neutral.untitled(actor.name)
    return "" if neutral.gives_away(name) else name


def is_discreet(person) -> bool:
    """Whether something was said of what is safe: what alone may be said in a message, or who must not know.

    Then nothing that is written names who writes for whom, in an envelope either: somebody else may open it.
    """
    return bool(person.voicemail_words or person.safe_contact)


def signed(person, author: str) -> str:
    """The name of a letter's `author` as it is signed: where it is discreet without a title that says what they do."""
    return neutral.untitled(author) if is_discreet(person) else author


def headed(person, way: Way, words: str, *, by: str = "") -> str:
    """The words as they are written, `by` whom if that may be said: a carer is told whom they are about.

    Others may read a text message or an email, so that has no family name of the person. A letter is signed instead.
    """
    if way is Way.LETTER:
        return f"This is about {person.name}.\n\n{words}" if person.contacts_carer else words
    about = f"about {person.called}" if person.contacts_carer else ""
    head = ", ".join(filter(None, (about, by and f"from {by}")))
    return f"This is {head}. {words}" if head else words


def as_read(person, words: str, *, by: str = "") -> dict[str, str]:
    """The words as they are read, by the names of the ways that bring them so: each way that is open, or a letter."""
    read: dict[str, list[str]] = {}
    for way in open_to(person) or [Way.LETTER]:
        read.setdefault(headed(person, way, words, by=by), []).append(way.words)
    return {" or ".join([names[0], *map(str.lower, names[1:])]): text for text, names in read.items()}


def room(person, way: Way, *, by: str = "") -> int:
    """How many characters the words may have, beside what is put before them (`headed`)."""
    return LONGEST[way] - len(headed(person, way, "", by=by))
