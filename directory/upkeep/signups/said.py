"""What a group said when it signed itself up, as the listing that it would be."""

from core import clock
from core.identifiers import telephone
from directory.listings import registers
from directory.listings.answers import with_answers
from directory.listings.where_and_when import AT_A_PLACE, REMOTE

ENGLISH, SCOTTISH = "GB-CHC", "GB-SC"


def register(number: str) -> str:
    """The org-id.guide code of the register that gives numbers like this: Scottish ones begin with SC."""
    return SCOTTISH if number.strip().upper().startswith("SC") else ENGLISH


def charity_number(text: str) -> str:
    """The number as its register writes it. Raises NotValid."""
    return registers.parse(register(text), text)


def document(said) -> dict:
    """The listing's document (shape.py) of a sign-up: in its own words, of an organisation of its own.

    The day on which its e-mail address was proved counts as the day on which somebody last said that it is right.
    """
    found = with_answers({}, _answers(said))
    if said.times:
        found["schedules"] = [{"description": said.times}]
    if said.proved_at:
        found["assured_date"] = said.proved_at.astimezone(clock.LONDON).date().isoformat()
    return found | {"organization": _organization(said)}


def _answers(said) -> dict:
    return {
        "name": said.name,
        "description": said.description,
        "where": AT_A_PLACE if said.place or said.postcode else REMOTE,
        "address": said.place,
        "postcode": said.postcode,
        "telephone": telephone.spoken(said.telephone) if said.telephone else "",
        "email": said.email if said.shows_email else "",
        "url": said.website,
    }


def _organization(said) -> dict:
    number = said.charity_number
    if not number:
        return {"name": said.name}
    scheme = register(number)
    identifier = {"identifier_scheme": scheme, "identifier_type": registers.REGISTERS[scheme].number}
    return {"name": said.name, "organization_identifiers": [identifier | {"identifier": number}]}
