"""What a result's card shows of a listing, drawn from its public record and kept as JSON: enough to decide on."""

from textwrap import shorten
from typing import Any

from directory.listings.facts import KEPT, attendance, cheapest
from directory.listings.spoken import pounds
from directory.listings.taxonomies import TOPICAL

LONGEST = 180
MOST_TOPICS = 6


def card_of(record: dict) -> dict[str, Any]:
    """The card of `record`, see record.py; what it does not say is left out.

    `name` and `organization` · `summary`, a line · `sessions`, its schedules · `places` [name, town] in the order of
    the record · `cost` in words · `room` in its own words · `topics` their names · `attendance` the values of
    ways.py. The entry adds `trust`, see trust_facts.py.
    """
    organization = record.get("organization", {}).get("name")
    found = {
        "name": record["name"],
        "organization": organization if organization != record["name"] else None,
        "summary": summary(record.get("description")),
        "sessions": [_session(one) for one in record.get("schedules", [])],
        "places": [_place(at.get("location") or {}) for at in record.get("service_at_locations", [])],
        "cost": cost(record),
        "room": shorten(record.get("wait_time") or "", 60, placeholder=" …"),
        "topics": topics(record),
        "attendance": sorted(attendance(record)),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def summary(description: str | None) -> str:
    """The beginning of a description, cut between two words."""
    first = next((line for line in (description or "").splitlines() if line.strip()), "")
    return shorten(first, LONGEST, placeholder=" …")


def _session(schedule: dict) -> dict:
    return {name: schedule[name] for name in (*KEPT, "description", "notes") if schedule.get(name) not in (None, "")}


def _place(location: dict) -> list[str]:
    """What the place is called, and the town in which it stands, or its postcode where that is all that is known."""
    address = next(iter(location.get("addresses", [])), {})
    named, town = location.get("name") or address.get("address_1") or "", address.get("city") or ""
    return [named, town if named or town else address.get("postal_code") or ""]


def cost(record: dict) -> str:
    """What it costs: "Free", "£2 per session", "£1 to £5"; its own words on fees where it names no amount."""
    priced = [one for one in record.get("cost_options", []) if one.get("amount") is not None and _in_pounds(one)]
    amounts = sorted({one["amount"] for one in priced})
    if not amounts:
        said = shorten(record.get("fees_description") or record.get("fees") or "", 60, placeholder=" …")
        return said or ("Free" if cheapest(record) == 0 else "")
    if amounts == [0]:
        return "Free"
    if len(amounts) == 1:
        return " ".join(filter(None, (pounds(amounts[0]), _per(priced))))
    return f"{'Free' if amounts[0] == 0 else pounds(amounts[0])} to {pounds(amounts[-1])}"


def _in_pounds(option: dict) -> bool:
    return (option.get("currency") or "GBP").upper() == "GBP"


def _per(priced: list[dict]) -> str:
    """How the amount is reckoned, where every option says the same."""
    said = {one.get("amount_description") or "" for one in priced}
    return shorten(said.pop(), 40, placeholder=" …") if len(said) == 1 else ""


def topics(record: dict) -> list[str]:
    """The names of its topics, each once, without the terms above them."""
    terms = (one.get("taxonomy_term") or {} for one in record.get("attributes", []))
    names = (term["name"].rpartition(">")[2].strip() for term in terms if term.get("taxonomy") in TOPICAL)
    return list(dict.fromkeys(filter(None, names)))[:MOST_TOPICS]
