"""From a listing's document to the cells of its row: what is known of it in the words that our import reads."""

import re
from collections.abc import Callable

from directory.exchange.tables import prices, sessions
from directory.listings.taxonomies import OWN
from directory.listings.words import LocationType, Status

SAME = (
    *("id", "name", "alternate_name", "description", "fees_description", "minimum_age", "maximum_age", "wait_time"),
    *("eligibility_description", "application_process", "email", "url", "interpretation_services", "accreditations"),
    *("alert", "assured_date"),
)
OF_ADDRESS = {
    "address": "address_1",
    "address_2": "address_2",
    "town": "city",
    "county": "state_province",
    "postcode": "postal_code",
}
CHARITIES = {
    "GB-CHC": re.compile(r"[1-9]\d{5,6}(?:-\d{1,2})?"),  # England and Wales
    "GB-SC": re.compile(r"SC\d{6}"),  # Scotland
    "GB-NIC": re.compile(r"(?:NIC)?1\d{5}"),  # Northern Ireland
}
COMPANIES = {"GB-COH": re.compile(r"(?:\d{8}|[A-Z]{2}\d{6}|R\d{7})")}


def cells(document: dict) -> dict[str, str]:
    """The cells that say something, by the names of our columns; of a public record nothing that is not public."""
    told = {name: _same(document.get(name)) for name in SAME} | {name: tell(document) for name, tell in TOLD.items()}
    return {name: text for name, text in told.items() if text}


def place_of(document: dict) -> dict:
    """The location that a row speaks of: the first where people go and whose address is no secret; {} for none."""
    found = (at.get("location") or {} for at in document.get("service_at_locations", []))
    return next((one for one in found if one and _is_shown(one)), {})


def _is_shown(location: dict) -> bool:
    return not location.get("confidential") and location.get("location_type") != LocationType.VIRTUAL


def phone_of(document: dict) -> dict:
    """The telephone number that a row speaks of: the first, those of contacts before others; {} for none."""
    lists = [*(one.get("phones", []) for one in document.get("contacts", [])), document.get("phones", [])]
    return next((phones[0] for phones in lists if phones), {})


def listed(names: list[str]) -> str:
    """Names in one cell."""
    return "; ".join(dict.fromkeys(" ".join(name.replace(";", ",").split()) for name in names if name.strip()))


def topic_of(attribute: dict) -> str:
    """The name of one of our own topics; "" for a term of another taxonomy."""
    term = attribute.get("taxonomy_term") or {}
    return term.get("name", "") if term.get("taxonomy", OWN) == OWN else ""


def identifier_of(document: dict, schemes: dict[str, re.Pattern]) -> str:
    """The number that one of these registers gave the organisation, where it has the register's shape."""
    for one in (document.get("organization") or {}).get("organization_identifiers", []):
        shape = schemes.get(one.get("identifier_scheme", ""))
        if shape and shape.fullmatch(one["identifier"]):
            return one["identifier"]
    return ""


def _same(value) -> str:
    return "" if value is None else str(value)


def _of_address(field: str) -> Callable[[dict], str]:
    return lambda document: next(iter(place_of(document).get("addresses", [])), {}).get(field, "")


def _access(document: dict) -> str:
    return listed([one.get("description", "") for one in place_of(document).get("accessibility", [])])


def _status(document: dict) -> str:
    return Status(document["status"]).words if document.get("status") else ""


TOLD: dict[str, Callable[[dict], str]] = {
    "organisation": lambda document: (document.get("organization") or {}).get("name", ""),
    "charity_number": lambda document: identifier_of(document, CHARITIES),
    "company_number": lambda document: identifier_of(document, COMPANIES),
    "status": _status,
    "topics": lambda document: listed([topic_of(one) for one in document.get("attributes", [])]),
    "place_name": lambda document: place_of(document).get("name", ""),
    **{column: _of_address(field) for column, field in OF_ADDRESS.items()},
    "latitude": lambda document: _same(place_of(document).get("latitude")),
    "longitude": lambda document: _same(place_of(document).get("longitude")),
    "access": _access,
    "service_area": lambda document: listed([one.get("name", "") for one in document.get("service_areas", [])]),
    "sessions": lambda document: sessions.cell(document.get("schedules", [])),
    "prices": lambda document: prices.cell(document.get("cost_options", [])),
    "contact_name": lambda document: next(iter(document.get("contacts", [])), {}).get("name", ""),
    "telephone": lambda document: phone_of(document).get("number", ""),
    "languages": lambda document: listed(
        [one.get("name") or one.get("code", "") for one in document.get("languages", [])]
    ),
}
