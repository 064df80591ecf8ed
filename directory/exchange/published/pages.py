"""Pages and items as JSON: the envelope of a page, and of a record the part that a list shows."""

import json
import re
import uuid
from collections.abc import Iterable
from typing import Any

from directory.listings import shape
from directory.listings.record import part_record

_MODIFIED = re.compile(r'"last_modified":"([^"\\]+)"')


def written(value: Any) -> str:
    """JSON as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def page(items: Iterable[str], *, total: int, number: int, size: int) -> str:
    """A page of `total` items, `size` on each, whose items are JSON already (HSDS 3, "Page")."""
    items = list(items)
    pages = -(-total // size)
    envelope = {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(items),
        "first_page": number == 1,
        "last_page": number == pages,
        "empty": not items,
    }
    return f'{written(envelope)[:-1]},"contents":[{",".join(items)}]}}'


def lines(items: Iterable[str]) -> str:
    """An item in each line."""
    return "".join(f"{item}\n" for item in items)


def modified(text: str) -> str | None:
    """When the record in `text` was last modified, without reading all of it: no text inside it can look like that."""
    found = _MODIFIED.search(text)
    return found and found[1]


def own_fields(record: dict) -> dict:
    """What the record says itself, without the objects and lists inside it."""
    return {name: value for name, value in record.items() if not isinstance(value, dict | list)}


def service_item(text: str) -> str:
    """The item of a list for the record in `text`: its own fields, and its organization's."""
    return written(_service_item(json.loads(text)))


def _service_item(record: dict) -> dict:
    found = own_fields(record)
    if "organization" in record:
        found["organization"] = own_fields(record["organization"])
    return found


def short_item(text: str) -> str:
    """The id and the name of the service whose record `text` is, and whether it runs."""
    record = json.loads(text)
    return written({name: record[name] for name in ("id", "name", "status")})


def minimal_item(service_id: uuid.UUID, modified: str) -> str:
    """The id, and when it was modified: under the name that the standard asks for, and under the one that it uses."""
    return f'{{"id":"{service_id}","modified_date":"{modified}","last_modified":"{modified}"}}'


def place_item(text: str, at_location_id: str, *, full: bool) -> str | None:
    """One place of the record in `text`, with the service that it is of; None if it is no longer there.

    The name and the status stand on its top as well: one of the standard's own schemas looks for them there.
    """
    record = json.loads(text)
    place = next((one for one in record.get("service_at_locations", ()) if one["id"] == at_location_id), None)
    if place is None:
        return None
    found = own_fields(place) | {"name": record["name"], "status": record["status"]}
    if "location" in place:
        found["location"] = place["location"] if full else own_fields(place["location"])
    if full:
        sessions = [one for one in record.get("schedules", ()) if one.get("service_at_location_id") == place["id"]]
        found |= {"schedules": sessions} if sessions else {}
        found["service"] = {name: value for name, value in record.items() if name != "service_at_locations"}
    else:
        found["service"] = _service_item(record)
    return written(found)


def organization_item(row, services: list[str] | None, *, full: bool) -> str:
    """An organization: its own fields or, `full`, all of it; with `services`, which are JSON already."""
    record = part_record(row, shape.ORGANIZATION)
    text = written(record if full else own_fields(record))
    return text if services is None else f'{text[:-1]},"services":[{",".join(services)}]}}'


def taxonomy_item(row, terms: Iterable | None) -> str:
    """A taxonomy, with whose work it is and under what licence, and with `terms` where they are wanted."""
    found = part_record(row, shape.TAXONOMY)
    found |= {name: value for name in ("licence", "attribution") if (value := getattr(row, name))}
    if terms:
        found["taxonomy_terms"] = [part_record(term, shape.TERM) for term in terms]
    return written(found)


def term_item(row) -> str:
    """A term of a taxonomy."""
    return written(part_record(row, shape.TERM))
