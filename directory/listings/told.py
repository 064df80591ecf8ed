"""A listing's history in words: which field, what it said before, what it says after."""

import re
from typing import NamedTuple

from directory.listings.models import ListingChange

PARTS = {
    "accessibility": "access",
    "addresses": "address",
    "attributes": "topic",
    "contacts": "contact",
    "cost_options": "price",
    "languages": "language",
    "location": "",
    "organization": "organisation",
    "phones": "telephone",
    "schedules": "session",
    "service_areas": "area",
    "service_at_locations": "place",
    "taxonomy_term": "",
}
NAMES = {
    "address_1": "address",
    "application_process": "how to join",
    "assured_date": "last checked on",
    "byday": "days",
    "city": "town or city",
    "closes_at": "ends at",
    "eligibility_description": "who it is for",
    "fees_description": "more about the cost",
    "freq": "how often",
    "maximum_age": "oldest age",
    "minimum_age": "youngest age",
    "opens_at": "starts at",
    "postal_code": "postcode",
    "url": "website",
}
# Ids, and what a term's taxonomy says of the term, tell nobody anything.
_SILENT = re.compile(r"(^|\.)(id|service_at_location_id)$|link_type$|taxonomy_term\.(?!name$)")


class Line(NamedTuple):
    """One field's change."""

    field: str
    before: str
    after: str


def lines(change: ListingChange) -> list[Line]:
    """What a change did, field by field, in words."""
    return [
        Line(_label(path), *("" if value is None else str(value) for value in pair))
        for path, pair in change.changes.items()
        if not _SILENT.search(path)
    ]


def _label(path: str) -> str:
    """ "Session: starts at" of `schedules[0b42…].opens_at`."""
    *parts, name = re.sub(r"\[[^\]]*\]", "", path).split(".")
    names = [PARTS.get(part, part.replace("_", " ")) for part in parts]
    shown = [part for part in names if part]
    last = NAMES.get(name, name.replace("_", " "))
    words = f"{', '.join(shown)}: {last}" if shown else last
    return words[:1].upper() + words[1:]
