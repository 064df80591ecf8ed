"""Ids for what is new in a document, so that it is known by the same one while it waits and afterwards."""

import json
import uuid

from directory.listings import shape
from directory.listings.shape import Shape


def with_ids(document: dict, of: Shape = shape.SERVICE) -> dict:
    """The document, which has an id itself, with one for each item of its lists and each object inside it.

    What is new gets the id that follows from its owner's, its place and its words: sent twice, it is the same thing.
    """
    found = dict(document)
    for name, inner in of.lists.items():
        if document.get(name):
            items = enumerate(document[name])
            found[name] = [with_ids(_known(item, document["id"], f"{name} {at}"), inner) for at, item in items]
    for name, inner in of.ones.items():
        if document.get(name):
            one = document[name]
            found[name] = one if inner is shape.TERM else with_ids(_known(one, document["id"], name), inner)
    return found


def _known(part: dict, owner: str, place: str) -> dict:
    if part.get("id"):
        return part
    words = json.dumps(part, sort_keys=True, default=str)
    return part | {"id": str(uuid.uuid5(uuid.UUID(owner), f"{place} {words}"))}
