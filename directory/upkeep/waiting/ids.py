"""Ids for what is new in a document, so that it is known by the same one while it waits and afterwards."""

import uuid

from directory.listings import shape
from directory.listings.shape import Shape


def with_ids(document: dict, of: Shape = shape.SERVICE) -> dict:
    """The document with an id for each item of its lists that has none, and for a new location or organization."""
    found = dict(document)
    for name, inner in of.lists.items():
        if document.get(name):
            found[name] = [with_ids(_known(item), inner) for item in document[name]]
    for name, inner in of.ones.items():
        if document.get(name):
            found[name] = document[name] if inner is shape.TERM else with_ids(_known(document[name]), inner)
    return found


def _known(part: dict) -> dict:
    return part if part.get("id") else part | {"id": str(uuid.uuid4())}
