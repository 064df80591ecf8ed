"""A listing as one nested document in Open Referral UK's shape: made from rows and compared."""

from collections.abc import Iterator
from typing import Any

from directory.listings import shape
from directory.listings.shape import Shape
from directory.listings.values import written

HIDDEN = "(confidential)"
# When it was last changed follows from the changes.
NOT_COMPARED = frozenset({"last_modified"})


def to_document(service) -> dict:
    """Everything known of `service`, empty things left out; also what is confidential: see record.py."""
    return part_to_document(service, shape.SERVICE)


def part_to_document(row, of: Shape) -> dict:
    """The part of a document that `row` is, in the shape `of`."""
    document = dict(row.extra or {})
    for name, kind in of.fields.items():
        document[name] = written(kind, getattr(row, name))
    for name, inner in of.ones.items():
        one = getattr(row, name)
        document[name] = part_to_document(one, inner) if one else None
    for name, inner in of.lists.items():
        document[name] = [part_to_document(item, inner) for item in getattr(row, name)]
    return {name: value for name, value in document.items() if value is not None and value not in ("", [], {})}


def differences(before: dict, after: dict) -> dict[str, list]:
    """What two documents say differently: {path of the field: [before, after]}, None where one says nothing.

    Items of lists are known by their ids: `schedules[0b42…].opens_at`. Their order is no difference.
    """
    old, new = dict(_leaves(before)), dict(_leaves(after))
    return {
        path: [old.get(path), new.get(path)]
        for path in [*old, *(path for path in new if path not in old)]
        if old.get(path) != new.get(path) and path not in NOT_COMPARED
    }


def without_secrets(changes: dict[str, list], *documents: dict) -> dict[str, list]:
    """The same differences; of a place that one of the documents calls confidential, only that it changed."""
    secret = tuple(
        f"service_at_locations[{place.get('id')}].location."
        for document in documents
        for place in document.get("service_at_locations", [])
        if place.get("location", {}).get("confidential")
    )
    return {
        path: [HIDDEN if value is not None else None for value in pair]
        if secret and path.startswith(secret) and not path.endswith(".confidential")
        else pair
        for path, pair in changes.items()
    }


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}[{item.get('id', number)}]")
    elif value not in (None, "", []):
        yield path, value
