"""From Open Referral UK 1.0, and from what vendors add, to the field names of 3.0; values stay as they are."""

from typing import Any

from directory.listings.taxonomies import AUDIENCE

# What 1.0 called it, in both plurals that feeds use → what 3.0 calls it.
RENAMED = {
    "costoptions": "cost_options",
    "fundings": "funding",
    "holiday_schedules": "schedules",
    "organisation": "organization",
    "regular_schedules": "schedules",
    "service_area": "service_areas",
}
PLURALS = {
    "accessibility_for_disabilities": "accessibility",
    "accessibility_for_disabilitys": "accessibility",
    "eligibilitys": "eligibilities",
    "physical_addresses": "addresses",
    "physical_addresss": "addresses",
    "service_taxonomies": "service_taxonomies",
    "service_taxonomys": "service_taxonomies",
    "service_areas": "service_areas",
    "taxonomys": "taxonomies",
}
ATTENDING = {
    "deliverable_type": "What it gives",
    "attending_type": "How to take part",
    "attending_access": "How to join",
}


def to_3_0(record: dict) -> dict:
    """The record with 3.0's names; what has no home there is left under its own name. Nothing in it is changed."""
    record = _renamed(record)
    attributes = [*_dicts(record.get("attributes"))]
    attributes += [_tag(one, "service_taxonomy") for one in _dicts(record.pop("service_taxonomies", None))]
    attributes += _audience(record)
    attributes += _attending(record)
    attributes += _eligibility(record)
    record["attributes"] = attributes
    record["service_at_locations"] = [_place(place) for place in _dicts(record.get("service_at_locations"))]
    record["schedules"] = [*map(_schedule, _dicts(record.get("schedules"))), *_schedules_of_places(record)]
    record["languages"] = [_language(one) for one in _dicts(record.get("languages"))]
    record["service_areas"] = [*_dicts(record.get("service_areas"))]
    _organization(record)
    _metadata(record)
    record.pop("reviews", None)
    return record


def _renamed(record: dict) -> dict:
    """The same fields under 3.0's names; a list that came under two names is joined."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        name = str(name)
        name = PLURALS.get(name, name)
        # In 1.0 these are lists; a text of the same name is somebody's own field.
        name = RENAMED[name] if name in RENAMED and isinstance(value, list | dict) else name
        found[name] = found[name] + value if _lists(found.get(name), value) else value
    return found


def _lists(one: Any, other: Any) -> bool:
    return isinstance(one, list) and isinstance(other, list)


def _dicts(value: Any) -> list[dict]:
    return [dict(item) for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _term(name: Any, taxonomy: str) -> dict:
    return {"link_type": taxonomy, "taxonomy_term": {"name": name, "taxonomy": taxonomy}}


def _tag(link: dict, link_type: str) -> dict:
    """`service_taxonomies[].taxonomy` as an attribute: its vocabulary is the taxonomy, itself the term."""
    term = dict(link["taxonomy"]) if isinstance(link.get("taxonomy"), dict) else {}
    term["taxonomy"] = term.pop("vocabulary", None) or term.get("taxonomy")
    return {"id": link.get("id"), "link_type": link_type, "taxonomy_term": term}


def _audience(record: dict) -> list[dict]:
    """Placecube's `pc_targetAudience`; one label comes with its ancestors before `>`, and the last is what it means."""
    labels = [one.get("audienceType") for one in _dicts(record.pop("pc_targetAudience", None))]
    names = [" ".join(label.split()) for label in labels if isinstance(label, str)]
    return [_term(name, AUDIENCE) for name in dict.fromkeys(name for name in names if name)]


def _attending(record: dict) -> list[dict]:
    """How it is given, attended and joined: lists of words in one text. They matter for who can be sent there."""
    found = []
    for field, taxonomy in ATTENDING.items():
        words = record.pop(field, None)
        if isinstance(words, str):
            found += [_term(word.strip(), taxonomy) for word in words.split(",") if word.strip()]
    return found


def _eligibility(record: dict) -> list[dict]:
    """1.0's eligibilities: the widest ages and the words on the service itself, taxonomy terms as attributes."""
    rows = _dicts(record.pop("eligibilities", None))
    for field, widest in (("minimum_age", min), ("maximum_age", max)):
        ages = [row[field] for row in rows if isinstance(row.get(field), int | float) and row[field] >= 0]
        if ages and record.get(field) is None:
            record[field] = widest(ages)
    words = [row["eligibility"] for row in rows if isinstance(row.get("eligibility"), str)]
    if words and not record.get("eligibility_description"):
        record["eligibility_description"] = "\n".join(words)
    links = [link for row in rows for link in _dicts(_renamed(row).get("taxonomies"))]
    return [_tag(link if "taxonomy" in link else {"taxonomy": link}, "eligibility") for link in links]


def _place(place: dict) -> dict:
    place = _renamed(place)
    if isinstance(place.get("location"), dict):
        location = _renamed(place["location"])
        for name in ("addresses", "accessibility"):
            location[name] = _dicts(location.get(name))
        location.setdefault("location_type", "physical")
        place["location"] = location
    return place


def _schedules_of_places(record: dict) -> list[dict]:
    """HSDS hangs schedules on the place, Open Referral UK on the service with the place's id."""
    found = []
    for place in record["service_at_locations"]:
        for schedule in _dicts(place.pop("schedules", None)):
            found.append(_schedule(schedule) | {"service_at_location_id": place.get("id")})
    return found


def _schedule(schedule: dict) -> dict:
    """1.0 says `weekday` where 3.0 says `byday`, and marks a day off with `closed`."""
    schedule = dict(schedule)
    if not schedule.get("byday") and "weekday" in schedule:
        schedule["byday"] = schedule.pop("weekday")
    if schedule.get("byday") and not schedule.get("freq"):
        schedule["freq"] = "WEEKLY"
    for old, new in (("start_date", "valid_from"), ("end_date", "valid_to")):
        if old in schedule:
            schedule.setdefault(new, schedule.pop(old))
    if schedule.pop("closed", None) is True:
        _mark_closed(schedule)
    return schedule


def _mark_closed(schedule: dict) -> None:
    """3.0 has no mark for a day off: "Closed: Christmas" says it, and is understood so by `occurrences.is_break`."""
    told = schedule.get("description")
    if not isinstance(told, str) or not told.strip():
        schedule["description"] = "Closed"
    elif not told.strip().lower().startswith("closed"):
        schedule["description"] = f"Closed: {told}"


def _language(language: dict) -> dict:
    language = dict(language)
    if "language" in language:
        language.setdefault("name", language.pop("language"))
    return language


def _organization(record: dict) -> None:
    organization = record.get("organization")
    if not isinstance(organization, dict):
        organization = {"id": record["organization_id"]} if record.get("organization_id") else None
    elif "url" in organization:
        organization = dict(organization)
        organization["website"] = organization.pop("url") or organization.get("website")
    record["organization"] = organization


def _metadata(record: dict) -> None:
    """Placecube's `pc_metadata`: when it was changed, when it was checked and by whom."""
    metadata = record.pop("pc_metadata", None)
    if isinstance(metadata, dict):
        kept = dict(metadata)
        for old, new in (
            ("date_modified", "last_modified"),
            ("date_assured", "assured_date"),
            ("assured_by", "assurer_email"),
        ):
            value = kept.pop(old, None)
            record[new] = record.get(new) or value
        record["pc_metadata"] = kept
