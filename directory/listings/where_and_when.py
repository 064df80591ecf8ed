"""The form's answers about where: the first place."""

from typing import Any

from core.text import tidy

AT_A_PLACE, SECRET, REMOTE = "place", "secret", "remote"


def put(part: dict, name: str, value: Any) -> None:
    """Nothing said is nothing kept."""
    if value in (None, "", []):
        part.pop(name, None)
    else:
        part[name] = value


def first_place(document: dict) -> dict:
    """The place that the form asks about; empty if there is none."""
    return next(iter(document.get("service_at_locations", [])), {})


def place(document: dict) -> dict:
    """The first place. A confidential address is not shown again: empty boxes leave it as it is."""
    location = first_place(document).get("location") or {}
    secret = bool(location.get("confidential"))
    at_a_place = location and location.get("location_type") != "virtual"
    address = {} if secret else next(iter(location.get("addresses", [])), {})
    return {
        "where": SECRET if secret else AT_A_PLACE if at_a_place else REMOTE,
        "place_name": "" if secret else tidy(location.get("name", "")) if at_a_place else "",
        "address": tidy(address.get("address_1", "")),
        "town": tidy(address.get("city", "")),
        "postcode": tidy(address.get("postal_code", "")),
        "access": "\n".join(tidy(row.get("description", "")) for row in location.get("accessibility", [])).strip(),
    }


def put_place(document: dict, said: dict) -> None:
    places = document.setdefault("service_at_locations", [])
    if said["where"] == REMOTE:
        _remove_first_place(document, places)
        return
    if not places:
        places.append({})
    location = places[0].get("location") or {}
    if location.get("location_type") == "virtual":
        location = {}
    if said["where"] == AT_A_PLACE or any(said[name] for name in ("place_name", "address", "town", "postcode")):
        _put_address(location, said)
    put(location, "confidential", said["where"] == SECRET or None)
    put(location, "accessibility", _access(location, said["access"]))
    places[0]["location"] = location | {"location_type": "physical"}


def _remove_first_place(document: dict, places: list[dict]) -> None:
    """Online and telephone places stay; sessions at the place that goes are no longer tied to it."""
    if places and (places[0].get("location") or {}).get("location_type") != "virtual":
        gone = places.pop(0).get("id")
        for schedule in document.get("schedules", []):
            if gone and schedule.get("service_at_location_id") == gone:
                del schedule["service_at_location_id"]
    put(document, "service_at_locations", places)


def _put_address(location: dict, said: dict) -> None:
    """A new postcode is a new position, to be found again."""
    addresses = location.setdefault("addresses", [])
    if not addresses:
        addresses.append({"country": "GB", "address_type": "physical"})
    if addresses[0].get("postal_code", "") != said["postcode"]:
        location.pop("latitude", None)
        location.pop("longitude", None)
    put(location, "name", said["place_name"])
    for name, answer in (("address_1", "address"), ("city", "town"), ("postal_code", "postcode")):
        put(addresses[0], name, said[answer])


def _access(location: dict, text: str) -> list[dict]:
    """A line for each thing the building has; a row whose line stays keeps all it knew besides."""
    known = {tidy(row.get("description", "")): row for row in location.get("accessibility", [])}
    return [known.get(line) or {"description": line} for line in filter(None, map(str.strip, text.split("\n")))]
