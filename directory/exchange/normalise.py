"""One record of a feed → a listing's document with notes on what was left out, or a refusal; nothing else."""

import math
import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from core.identifiers import NotValid, postcode
from directory.exchange.crosswalk import to_3_0
from directory.exchange.text import plain
from directory.exchange.values import LONGEST_TEXT, Unusable, tidied, weekdays
from directory.listings import shape
from directory.listings.record import COUNTRY
from directory.listings.shape import Kind, Shape
from directory.listings.words import LocationType

# Ids of sources that are no uuid become one of ours, the same one each time.
OUR_IDS = uuid.UUID("0d2b6a2e-3f7b-5f64-9f0a-6f2f5b0c8a11")
DEEPEST = 12
LARGEST = 4_000_000
MOST_IN_A_LIST = 500


class Refusal(Exception):
    """The record cannot be a listing; the message says why."""


class Listing(NamedTuple):
    """What was made of a record: the source's id for it, the document, and what was left out on the way.

    A shallow one came from a list that carries no sessions, places and contacts. `taxonomies` are those that its terms
    name: (name, id of the taxonomy, id of the term).
    """

    source_id: str
    document: dict
    notes: list[str]
    shallow: bool
    taxonomies: frozenset[tuple[str, uuid.UUID, uuid.UUID]] = frozenset()


def normalise(record: Any, source: str) -> Listing:
    """The listing that `record` describes. Raises Refusal."""
    if not isinstance(record, dict):
        raise Refusal(f"not a record but {_kind(record)}")
    if _size(record) > LARGEST:
        raise Refusal(f"larger than {LARGEST:,} characters")
    notes: list[str] = []
    given_id, own_id = _ids(record, source)
    shallow = not any(name in shape.SERVICE.lists for name in record)
    record = to_3_0(record) | {"id": own_id}
    document = _part(record, shape.SERVICE, "", uuid.UUID(own_id), notes)
    if not document.get("name"):
        raise Refusal("it has no name")
    _settle_ages(document, notes)
    _settle_organization(document, notes)
    return Listing(given_id, document, notes, shallow, frozenset(_taxonomies(record)))


def _taxonomies(value: Any) -> Iterator[tuple[str, uuid.UUID, uuid.UUID]]:
    """The taxonomies inside a record that are told with their ids, if these are UUIDs."""
    if isinstance(value, list):
        for inner in value:
            yield from _taxonomies(inner)
    if not isinstance(value, dict):
        return
    term = value.get("taxonomy_term")
    if isinstance(term, dict) and isinstance(term.get("taxonomy"), str):
        with suppress(ValueError, KeyError, Unusable):
            name = tidied(Kind.LINE, term["taxonomy"])
            ids = uuid.UUID(str(term["taxonomy_id"])), uuid.UUID(str(term["id"]))
            yield from [(name, *ids)] if name else ()
    for inner in value.values():
        yield from _taxonomies(inner)


def _kind(value: Any) -> str:
    return {list: "a list", str: "a text", type(None): "nothing", bool: "a yes or no"}.get(type(value), "a number")


def _size(value: Any) -> int:
    """Characters in a nested value. Raises Refusal if it is nested too deeply to be a record."""
    total, waiting = 0, [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > DEEPEST:
            raise Refusal(f"nested deeper than {DEEPEST} levels")
        if isinstance(item, dict):
            waiting += [(inner, depth + 1) for pair in item.items() for inner in pair]
        elif isinstance(item, list):
            waiting += [(inner, depth + 1) for inner in item]
        total += len(item) if isinstance(item, str) else 8
    return total


def source_id(record: Any) -> str:
    """What its source calls the record. Raises Refusal."""
    given = record.get("id") if isinstance(record, dict) else None
    if isinstance(given, bool) or not isinstance(given, str | int) or not str(given).strip():
        raise Refusal("it has no id")
    given = str(given).strip()
    if len(given) > 200 or not given.isprintable():
        raise Refusal("its id is no id")
    return given


def _ids(record: dict, source: str) -> tuple[str, str]:
    given = source_id(record)
    try:
        return given, str(uuid.UUID(given))
    except ValueError:
        return given, str(uuid.uuid5(OUR_IDS, f"{source}\n{given}"))


def _part(raw: dict, of: Shape, path: str, owner: uuid.UUID, notes: list[str]) -> dict:
    """One object of a record, field by field; `owner` makes ids for what has none of its own."""
    found: dict[str, Any] = {}
    for name, kind in of.fields.items():
        found[name] = _field(raw.get(name), name, kind, f"{path}{name}", notes)
    own = uuid.UUID(found["id"]) if found.get("id") else uuid.uuid5(owner, path)
    found["id"] = str(own)
    for name, inner in of.ones.items():
        if isinstance(raw.get(name), dict):
            found[name] = _one(raw[name], name, inner, f"{path}{name}", own, notes)
    for name, inner in of.lists.items():
        found[name] = _list(raw.get(name), name, inner, f"{path}{name}", own, notes)
    known = {*of.fields, *of.ones, *of.lists, *of.repeats}
    found |= {str(name): _plain_json(value) for name, value in raw.items() if name not in known}
    return _without_empty(found)


def _one(raw: dict, name: str, of: Shape, path: str, owner: uuid.UUID, notes: list[str]) -> dict | None:
    """A single object; a term of a taxonomy is known by its name where it has no id."""
    found = _part(raw, of, f"{path}.", owner, notes)
    if name == "taxonomy_term" and not raw.get("id"):
        found.pop("id", None)
    return found if found.keys() - {"id"} or raw.get("id") else None


def _list(raw: Any, name: str, of: Shape, path: str, owner: uuid.UUID, notes: list[str]) -> list[dict]:
    items = raw if isinstance(raw, list) else [raw] if isinstance(raw, dict) else []
    if len(items) > MOST_IN_A_LIST:
        notes.append(f"{path}: only the first {MOST_IN_A_LIST} are kept")
    parts = [
        _part(item, of, f"{path}[{number}].", owner, notes)
        for number, item in enumerate(items[:MOST_IN_A_LIST])
        if isinstance(item, dict)
    ]
    kept = [SETTLED[name](part) if name in SETTLED else part for part in parts if _says_something(part, name)]
    return list({part["id"]: part for part in kept}.values())


def _address(part: dict) -> dict:
    """The UK has no states: whoever publishes repeats the county or the city there. A feed of the UK means the UK."""
    if part.get("state_province") in (part.get("region"), part.get("city")):
        part.pop("state_province", None)
    return part | {"country": part.get("country", COUNTRY)}


def _identifier(part: dict) -> dict:
    """A type that is only the scheme's code again says nothing more."""
    if part.get("identifier_type") == part.get("identifier_scheme"):
        part.pop("identifier_type", None)
    return part


# What other publishers, and we, put where the schema requires something and nothing is known, is taken out again.
SETTLED = {"addresses": _address, "organization_identifiers": _identifier}


def _says_something(part: dict, name: str) -> bool:
    if name == "attributes":
        return bool(part.get("taxonomy_term", {}).get("name") or part.get("value") or part.get("label"))
    if name in ("phones", "organization_identifiers", "funding"):
        return bool(part.get({"phones": "number", "funding": "source"}.get(name, "identifier")))
    return bool(part.keys() - {"id"})


def _field(value: Any, name: str, kind, path: str, notes: list[str]) -> Any:
    try:
        if name == "byday":
            return weekdays(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
        if kind is Kind.ID:
            return _id(value)
        found = tidied(kind, value)
        if name == "postal_code" and found:
            return _postcode(found)
        if name in RANGES and found is not None and not RANGES[name][0] <= found <= RANGES[name][1]:
            raise Unusable("out of range")
        if isinstance(found, str) and isinstance(value, str) and len(found) >= LONGEST_TEXT:
            notes.append(f"{path}: cut after {LONGEST_TEXT:,} characters")
        return found
    except Unusable as problem:
        notes.append(f"{path} left out: {problem}")
        return None


RANGES = {
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "minimum_age": (0, 150),
    "maximum_age": (0, 150),
    "amount": (0, 10_000_000),
    "interval": (1, 1000),
    "count": (1, 100_000),
}


def _id(value: Any) -> str | None:
    """A uuid, or one made from whatever the source calls it."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        return None
    try:
        return str(uuid.UUID(str(value).strip()))
    except ValueError:
        return str(uuid.uuid5(OUR_IDS, str(value).strip()[:500].encode("utf-8", "replace").decode()))


def _postcode(text: str) -> str:
    try:
        return postcode.parse(text)
    except NotValid:
        return text


def _plain_json(value: Any) -> Any:
    """A field without a home, as it came but for markup and what a database cannot hold."""
    if isinstance(value, str):
        return plain(value)[:LONGEST_TEXT]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and abs(value) > 2**53:
        return str(value)[:100]
    if isinstance(value, list):
        return [found for item in value if (found := _plain_json(item)) not in (None, "", [], {})]
    if isinstance(value, dict):
        return _without_empty({plain(str(name))[:200]: _plain_json(inner) for name, inner in value.items()})
    return value


def _without_empty(found: dict) -> dict:
    return {name: value for name, value in found.items() if value is not None and value not in ("", [], {})}


def _settle_ages(document: dict, notes: list[str]) -> None:
    """From 0 and up to 0 is how some systems write "no limit"."""
    low, high = document.get("minimum_age"), document.get("maximum_age")
    if high == 0 or (low is not None and high is not None and low > high):
        document.pop("maximum_age")
        notes.append("maximum_age left out: below the minimum age")


def _settle_organization(document: dict, notes: list[str]) -> None:
    organization = document.get("organization")
    if organization and organization.keys() != {"id"} and not organization.get("name"):
        del document["organization"]
        notes.append("organization left out: it has no name")
    for place in document.get("service_at_locations", []):
        _settle_position(place.get("location"), notes)


def _settle_position(location: dict | None, notes: list[str]) -> None:
    """Half a position is none, and 0, 0 is the sea off Ghana."""
    if not location:
        return
    location.setdefault("location_type", LocationType.PHYSICAL.value)
    point = location.get("latitude"), location.get("longitude")
    if point != (None, None) and (None in point or point == (0, 0)):
        location.pop("latitude", None)
        location.pop("longitude", None)
        notes.append("position left out: it is not whole")
