"""Listings of chance, the same each time, and which of them a question means: by reading every record, slowly."""

import datetime as dt
import math
import uuid
from random import Random

from hypothesis import assume

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = "choir garden lunch walking painting chess knitting swimming reading dancing".split()
AREAS = {"Portsmouth": "E06000044", "Havant": "E07000090", "wherever the bus goes": None}
POSTCODES = {"PO1 2DY": "Portsmouth", "PO9 1HH": "Havant", "LS1 4DY": None}
TOP = [str(uuid.UUID(int=0xA0000000000040008000000000000000 + number)) for number in range(3)]
BELOW = {str(uuid.UUID(int=0xB0000000000040008000000000000000 + n)): TOP[n % 2] for n in range(6)}
ORGANIZATIONS = [str(uuid.UUID(int=0xC0000000000040008000000000000000 + number)) for number in range(7)]


def listings(count: int) -> list[dict]:
    """So many records, as a feed would have them."""
    rng = Random(20261124)
    return [_listing(rng) for _ in range(count)]


def _id(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def _maybe(rng: Random, chance: float, value):
    return value() if rng.random() < chance else None


def _listing(rng: Random) -> dict:
    places = [_place(rng) for _ in range(rng.choice((0, 1, 1, 2)))]
    organization = rng.choice(ORGANIZATIONS)
    modified = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=rng.randrange(20_000_000_000))
    lowest = _maybe(rng, 0.6, lambda: rng.choice((0, 11, 16, 18, 50, 65)))
    found = {
        "id": _id(rng),
        "name": f"{rng.choice(NAMES).title()} {rng.choice(NAMES)}",
        "description": f"Come for {rng.choice(NAMES)} with us.",
        "status": rng.choice(("active",) * 8 + ("inactive", "temporarily closed")),
        "minimum_age": lowest,
        "maximum_age": _maybe(rng, 0.5, lambda: (lowest or 0) + rng.choice((5, 7.5, 40))),
        "last_modified": modified.isoformat(timespec="milliseconds"),
        "organization": {"id": organization, "name": f"Organization {organization[-1]}"},
        "service_at_locations": places,
        "schedules": [_schedule(rng, places) for _ in range(rng.choice((0, 1, 2)))],
        "service_areas": [{"id": _id(rng), "name": name} for name in AREAS if rng.random() < 0.2],
        "attributes": [_attribute(rng, term) for term in (*TOP, *BELOW) if rng.random() < 0.15],
    }
    return {name: value for name, value in found.items() if value is not None}


def _place(rng: Random) -> dict:
    location = {"id": _id(rng), "location_type": "physical", "name": f"{rng.choice(NAMES).title()} Hall"}
    if rng.random() < 0.85:
        location |= {"latitude": 50.79 + rng.uniform(-0.1, 0.1), "longitude": -1.08 + rng.uniform(-0.1, 0.1)}
    return {"id": _id(rng), "location": location | ({"confidential": True} if rng.random() < 0.15 else {})}


def _schedule(rng: Random, places: list[dict]) -> dict:
    opens = rng.choice((8, 9, 10, 13, 18))
    monthly = rng.random() < 0.2
    own_id = _id(rng)
    tied = places and int(own_id[0], 16) % 3  # a third is at all places
    days = rng.sample(DAYS, rng.choice((1, 2)))
    return {
        "id": own_id,
        "freq": "MONTHLY" if monthly else "WEEKLY",
        "byday": ",".join(f"2{day}" if monthly else day for day in days),
        "opens_at": f"{opens:02}:{rng.choice((0, 30)):02}",
        "closes_at": f"{opens + rng.choice((1, 2, 4)):02}:45",
        **({"service_at_location_id": places[0]["id"]} if tied else {}),
    }


def _attribute(rng: Random, term: str) -> dict:
    found = {"id": term, "name": f"Term {term[:1]}{term[-1]}", "taxonomy": "Themes" if term == TOP[2] else "Crafts"}
    return {"id": _id(rng), "taxonomy_term": found | ({"parent_id": BELOW[term]} if term in BELOW else {})}


# The brute force: what each parameter means, of a published record.


def means(record: dict, asked: dict, point=None) -> bool:
    """Whether the question `asked` means this record; `point` is where its postcode is."""
    tests = {
        "search": lambda: all(word in _text(record) for word in asked["search"].lower().split()),
        "taxonomy_term_id": lambda: bool(_terms(record) & set(asked["taxonomy_term_id"].split(","))),
        "taxonomy_id": lambda: asked["taxonomy_id"] in _taxonomies(record),
        "organization_id": lambda: record.get("organization_id") in asked["organization_id"].split(","),
        "minimum_age": lambda: record.get("minimum_age", 0) >= asked["minimum_age"],
        "maximum_age": lambda: record.get("maximum_age", math.inf) <= asked["maximum_age"],
        "modified_after": lambda: _moment(record["last_modified"]) >= _moment(asked["modified_after"]),
        "postcode": lambda: _serves(record, asked["postcode"]),
        "proximity": lambda: any(within(place, point, asked["proximity"]) for place in places(record)),
    }
    when = {"day", "start_time", "end_time"} & asked.keys()
    return all(tests[name]() for name in asked if name in tests) and (not when or _meets(record, asked))


def places(record: dict) -> list[dict]:
    return record.get("service_at_locations", [])


def happens(record: dict, place: dict, asked: dict) -> bool:
    """Whether a session that is asked for is at this place: tied to it, or to none."""
    here = [one for one in record.get("schedules", []) if one.get("service_at_location_id") in (None, place["id"])]
    return not {"day", "start_time", "end_time"} & asked.keys() or _meets({"schedules": here}, asked)


def within(place: dict, point, metres: float) -> bool:
    """Whether a place is so near; no question is asked nearer to the line than a sphere is true."""
    away = far(place, point)
    assume(abs(away - metres) > 0.005 * metres)
    return away <= metres


def far(place: dict, point) -> float:
    """Metres, on a sphere: near enough a few kilometres away, if nothing lies within a metre in a thousand."""
    location = place.get("location", {})
    if "latitude" not in location:
        return math.inf
    one, other = math.radians(location["latitude"]), math.radians(point.latitude)
    turn = math.radians(location["longitude"] - point.longitude)
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(turn)
    return 6_378_000 * math.acos(min(1, cosine))


def _text(record: dict) -> str:
    told = [record["name"], record.get("description", ""), record.get("organization", {}).get("name", "")]
    told += [place.get("location", {}).get("name", "") for place in places(record)]
    return " ".join(told).lower()


def _terms(record: dict) -> set[str]:
    said = {one["taxonomy_term_id"] for one in record.get("attributes", [])}
    return said | {BELOW[term] for term in said if term in BELOW}


def _taxonomies(record: dict) -> set[str]:
    return {one["taxonomy_term"]["taxonomy_id"] for one in record.get("attributes", [])}


def _serves(record: dict, postcode: str) -> bool:
    named = {area["name"] for area in record.get("service_areas", [])}
    limited = named and all(AREAS.get(name) for name in named)
    return not limited or POSTCODES[postcode] in named


def _meets(record: dict, asked: dict) -> bool:
    return any(
        any(day in session["byday"] for day in asked.get("day", ",".join(DAYS)).split(","))
        and asked.get("start_time", "00:00") <= session["opens_at"]
        and session["closes_at"] <= asked.get("end_time", "24:00")
        for session in record.get("schedules", [])
    )


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
