"""Two documents field by field: what they say differently, in words, and the one document that an editor chose."""

import copy
import uuid
from collections.abc import Callable
from typing import NamedTuple

from directory.exchange.tables import prices, sessions
from directory.listings.shape import SERVICE
from directory.listings.words import Status

LEFT, RIGHT, BOTH = "left", "right", "both"
SECRET = "An address that is confidential"  # noqa: S105


class Difference(NamedTuple):
    """A field of which the two say something different: its name, its label, what each says, whether it is a list."""

    name: str
    label: str
    left: str
    right: str
    several: bool

    @property
    def best(self) -> str:
        """What to choose unless somebody knows better: whichever says something, of lists everything."""
        if not self.left or not self.right:
            return LEFT if self.left else RIGHT
        return BOTH if self.several else LEFT


LABELS = {
    "name": "Name",
    "alternate_name": "Other name",
    "organization": "Organisation",
    "status": "Is it running?",
    "alert": "Notice",
    "description": "What it is",
    "service_at_locations": "Places",
    "schedules": "Sessions",
    "cost_options": "Prices",
    "fees": "Fees",
    "fees_description": "More about the cost",
    "minimum_age": "Youngest age",
    "maximum_age": "Oldest age",
    "eligibility_description": "Who it is for",
    "application_process": "How to join",
    "wait_time": "Waiting time",
    "contacts": "Contacts",
    "phones": "Telephone numbers",
    "email": "Email address",
    "url": "Website",
    "languages": "Languages",
    "interpretation_services": "Interpreters",
    "attributes": "Topics and terms",
    "service_areas": "For people in",
    "accreditations": "Accreditation",
    "licenses": "Licences",
    "funding": "Funding",
    "assured_date": "Last checked",
    "assurer_email": "Checked by",
}


def differences(left: dict, right: dict) -> list[Difference]:
    """What the two say differently, in the order of a listing's page."""
    told = ((name, words(left, name), words(right, name)) for name in LABELS)
    return [Difference(name, LABELS[name], a, b, name in SERVICE.lists) for name, a, b in told if a != b]


def words(document: dict, name: str) -> str:
    """What a document says in a field, a line for each item of a list; nothing of a confidential address."""
    value = document.get(name)
    if value is None:
        return ""
    if name in SERVICE.lists:
        lines = (" ".join(WORDS[name](item).split()) for item in value)
        return "\n".join(dict.fromkeys(line for line in lines if line))
    if name == "organization":
        numbers = [one["identifier"] for one in value.get("organization_identifiers", [])]
        return ", ".join([value.get("name", ""), *numbers])
    return Status(value).words if name == "status" else str(value)


def merged(kept: dict, other: dict, *, taken: dict[str, str]) -> dict:
    """`kept` with the fields of `other` that are "other" in `taken`, and of lists that are "both" what both have.

    Items that come from `other` get new ids, the same ones each time: its own rows stay its own, for its history.
    """
    document, owner = copy.deepcopy(kept), uuid.UUID(kept["id"])
    moved = _moved_places(kept, other, taken.get("service_at_locations"), owner)
    for name, whose in taken.items():
        if whose == "kept":
            continue
        if name in SERVICE.lists:
            own = document.get(name, []) if whose == "both" else []
            document[name] = [*own, *_news(name, own, other.get(name, []), owner, moved)]
        else:
            document[name] = copy.deepcopy(other.get(name))
    extra = {name: value for name, value in other.items() if name not in KNOWN and name not in document}
    return {name: value for name, value in (document | extra).items() if value not in (None, "", [])}


KNOWN = {*SERVICE.fields, *SERVICE.lists, *SERVICE.ones, *SERVICE.repeats}


def _news(name: str, own: list[dict], others: list[dict], owner: uuid.UUID, moved: dict[str, str]) -> list[dict]:
    """The items of the other listing that say what none of the own ones says."""
    said = {_key(name, item) for item in own}
    found = []
    for item in others:
        if _key(name, item) not in said:
            new = copy.deepcopy(item) | {"id": _new_id(owner, item["id"])}
            if (place := new.pop("service_at_location_id", None)) in moved:
                new["service_at_location_id"] = moved[place]
            found.append(new)
    return found


def _moved_places(kept: dict, other: dict, whose: str | None, owner: uuid.UUID) -> dict[str, str]:
    """Where the sessions of the other listing are when its places have moved: {the id there: the id here}."""
    own = {_key("service_at_locations", at): at["id"] for at in kept.get("service_at_locations", [])}
    found = {}
    for at in other.get("service_at_locations", []):
        here = None if whose == "other" else own.get(_key("service_at_locations", at))
        if here or whose in ("other", "both"):
            found[at["id"]] = here or _new_id(owner, at["id"])
    return found


def _new_id(owner: uuid.UUID, theirs: str) -> str:
    return str(uuid.uuid5(owner, theirs))


def _key(name: str, item: dict) -> str:
    """What an item says, for telling two apart; a confidential place by its own id, never by its words."""
    location = item.get("location") or {}
    if location.get("confidential"):
        return f"confidential {location.get('id')}"
    return " ".join(WORDS[name](item).casefold().split())


def _place(at: dict) -> str:
    location = at.get("location") or {}
    if location.get("confidential"):
        return SECRET
    address = next(iter(location.get("addresses", [])), {})
    parts = (location.get("name"), *(address.get(name) for name in ("address_1", "city", "postal_code")))
    return ", ".join(dict.fromkeys(part for part in parts if part)) or location.get("location_type", "")


def _session(schedule: dict) -> str:
    dates = [f"{words} {schedule[name]}" for name, words in DATES.items() if schedule.get(name)]
    notes = [schedule.get(name) for name in ("description", "notes")]
    return ", ".join(dict.fromkeys(part for part in (sessions.said(schedule), *dates, *notes) if part))


DATES = {"valid_from": "from", "dtstart": "from", "valid_to": "until", "until": "until"}


def _contact(contact: dict) -> str:
    phones = [phone["number"] for phone in contact.get("phones", [])]
    parts = (*(contact.get(name) for name in ("name", "title", "department")), *phones, contact.get("email"))
    return ", ".join(part for part in parts if part)


def _attribute(attribute: dict) -> str:
    term = attribute.get("taxonomy_term") or {}
    named = ": ".join(part for part in (term.get("taxonomy"), term.get("name")) if part)
    return named or attribute.get("label") or attribute.get("value") or ""


WORDS: dict[str, Callable[[dict], str]] = {
    "service_at_locations": _place,
    "schedules": _session,
    "cost_options": prices.said,
    "contacts": _contact,
    "phones": lambda phone: phone["number"],
    "languages": lambda language: language.get("name") or language.get("code") or "",
    "funding": lambda funding: funding["source"],
    "attributes": _attribute,
    "service_areas": lambda area: area.get("name") or area.get("service_area") or area.get("description") or "",
}
