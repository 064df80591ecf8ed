"""What search filters a listing by, drawn from its public record: plain values, ready to be kept as JSON."""

from collections.abc import Iterable
from typing import Any

from directory.listings.occurrences import has_hours, pattern, span
from directory.listings.ways import ACCESS, ATTENDANCE, JOINED, JOINING, TAKING_PART, Attendance, said
from directory.places.district_names import districts_named


def facts_of(record: dict, terms: Iterable[str]) -> dict[str, Any]:
    """The facts of `record`, see record.py, by the names below; what is not known is left out.

    `name` small, for sorting · `organization` its id · `status` · `modified` an RFC 3339 moment · `ages` [lowest,
    highest], None where there is no limit · `cost` the cheapest in pounds, 0 for free · `attendance`, `joining`,
    `access` values of ways.py · `languages` · `terms` the ids given · `places` [latitude, longitude, which place of
    the record] · `areas` districts served, as GSS codes, and only where every area named is one · `reachable` true
    where it names a telephone number or an e-mail address · `sessions` those on certain weekdays, as numbers ·
    `schedules` all of them as they are, where those numbers are not the whole truth.
    The entry adds `trust`, see trust_facts.py.
    """
    found = {
        "name": record["name"].casefold(),
        "organization": record.get("organization", {}).get("id"),
        "status": record["status"],
        "modified": record.get("last_modified"),
        "ages": _ages(record),
        "cost": cheapest(record),
        "attendance": sorted(attendance(record)),
        "joining": sorted(joining(record)),
        "access": sorted(access(record)),
        "languages": languages(record),
        "terms": sorted(set(terms)),
        "places": positions(record),
        "areas": sorted(areas(record)),
        "reachable": reachable(record) or None,
        "sessions": sessions(record),
        "schedules": irregular(record),
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _ages(record: dict) -> list | None:
    ages = [record.get("minimum_age") or None, record.get("maximum_age")]
    return None if ages == [None, None] else ages


def cheapest(record: dict) -> float | None:
    """The lowest price in pounds; 0 where it says that it is free; None where it names no price."""
    amounts = [
        one["amount"]
        for one in record.get("cost_options", [])
        if one.get("amount") is not None and (one.get("currency") or "GBP").upper() == "GBP"
    ]
    if amounts:
        return min(amounts)
    texts = (record.get("fees_description"), record.get("fees"))
    return 0 if any((text or "").strip().lower().startswith(("free", "no charge")) for text in texts) else None


def attendance(record: dict) -> set[Attendance]:
    """How people take part: as its attributes and sessions say, and in person where it has a place to go to."""
    told = said([*_labels(record, TAKING_PART), *(one.get("attending_type") for one in _sessions(record))], ATTENDANCE)
    for at in record.get("service_at_locations", []):
        virtual = at.get("location", {}).get("location_type") == "virtual"
        told.add(Attendance.ONLINE if virtual else Attendance.IN_PERSON)
    return told


def joining(record: dict) -> set:
    """How people join: as its attributes say or else its own words."""
    return said(_labels(record, JOINING), JOINED) or said([record.get("application_process")], JOINED)


def access(record: dict) -> set:
    """What its places offer people with access needs, as their own lines say."""
    rows = [row for at in record.get("service_at_locations", []) for row in _access_rows(at)]
    return said((row.get(name) for row in rows for name in ("description", "accessibility", "details")), ACCESS)


def _access_rows(at: dict) -> list[dict]:
    return at.get("location", {}).get("accessibility", [])


def _labels(record: dict, taxonomy: str) -> list[str]:
    terms = (one.get("taxonomy_term") or {} for one in record.get("attributes", []))
    return [term.get("name", "") for term in terms if term.get("taxonomy") == taxonomy]


def languages(record: dict) -> list[str]:
    """The languages it is given in, by name."""
    names = (one.get("name") or one.get("code") for one in record.get("languages", []))
    return sorted({" ".join(name.split()).capitalize() for name in names if name})


def positions(record: dict) -> list[list]:
    """Where it is: [latitude, longitude, number of the place in the record] of each place whose position is told."""
    found = []
    for number, at in enumerate(record.get("service_at_locations", [])):
        place = at.get("location", {})
        if place.get("latitude") is not None and place.get("longitude") is not None:
            found.append([place["latitude"], place["longitude"], number])
    return found


def areas(record: dict) -> set[str]:
    """The districts for whose people it is, as GSS codes; none where any area named is not known to be a district."""
    found = [_districts(area) for area in record.get("service_areas", [])]
    return set().union(*found) if all(found) else set()


def _districts(area: dict) -> frozenset[str]:
    said_of_it = (area.get(name) for name in ("uri", "name", "service_area", "extent"))
    return next(filter(None, map(districts_named, filter(None, said_of_it))), frozenset())


def reachable(record: dict) -> bool:
    """Whether people can ring or write: it, or one of its contacts, has a telephone number or an e-mail address."""
    return any(one.get("email") or one.get("phones") for one in (record, *record.get("contacts", [])))


def _sessions(record: dict) -> list[dict]:
    return record.get("schedules", [])


KEPT = (
    *("freq", "interval", "byday", "bymonthday", "wkst", "dtstart", "until", "count", "valid_from", "valid_to"),
    *("opens_at", "closes_at", "service_at_location_id"),
)
# A session of no more than this is on every week of its time, at its hours.
PLAIN = frozenset(KEPT) - {"bymonthday", "wkst", "count"}


def sessions(record: dict) -> list[list[int]]:
    """Its sessions that have a weekday: [weekdays as bits, opens, closes, first day, last day], see occurrences.py."""
    found = ((one, pattern(one)) for one in _sessions(record))
    return [[*regular, *span(schedule)] for schedule, regular in found if regular]


def irregular(record: dict) -> list[dict]:
    """All of its schedules, with what says when, if any of them is more than what `sessions` tells; or else none."""
    schedules = [one for schedule in _sessions(record) if (one := _schedule(schedule))]
    return [] if all(map(_is_plain, schedules)) else schedules


def _schedule(schedule: dict) -> dict:
    """The words of a schedule matter too: they may take days away."""
    kept = {name: schedule[name] for name in KEPT if schedule.get(name) not in (None, "")}
    return kept and kept | {name: schedule[name] for name in ("description", "notes") if schedule.get(name)}


def _is_plain(schedule: dict) -> bool:
    every_week = schedule.get("freq") == "WEEKLY" and schedule.get("interval", 1) == 1
    return every_week and schedule.keys() <= PLAIN and has_hours(schedule) and pattern(schedule) is not None
