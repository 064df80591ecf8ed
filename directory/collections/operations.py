"""What editors do with collections: gather listings under a name, order them, say a line of each, take them out."""

import uuid

from sqlalchemy.orm.attributes import flag_modified

from accounts.roles import Permission, may
from core import audit
from core.db import check_version, db
from core.refusals import Missing, Refused
from directory.collections import queries
from directory.collections.models import Collection, CollectionItem
from directory.listings.models import Service

MOST = 100  # listings in a collection


def add_collection(actor, *, name: str, introduction: str = "") -> Collection:
    """Begin an empty collection. Raises Refused."""
    _must_edit(actor)
    collection = Collection(name=_free(name), introduction=introduction)
    db.session.add(collection)
    audit.record(actor, "collection.added", collection, name=collection.name)
    return collection


def change_collection(actor, collection: Collection, *, version: int, name: str, introduction: str = "") -> Collection:
    """Give it another name or introduction. Raises Refused, Stale."""
    _must_edit(actor)
    check_version(collection, version)
    collection.name, collection.introduction = _free(name, collection), introduction
    audit.record(actor, "collection.changed", collection, name=collection.name)
    return collection


def remove_collection(actor, collection: Collection, *, version: int) -> None:
    """Take the collection away; its listings stay where they are. Raises Stale."""
    _must_edit(actor)
    check_version(collection, version)
    audit.record(actor, "collection.removed", collection, name=collection.name)
    db.session.delete(collection)


def add_item(actor, collection: Collection, service: Service, *, line: str = "") -> CollectionItem:
    """Put a listing at the end of it. Raises Refused where it is there already, or has left the directory."""
    _must_edit(actor)
    if service.retired_at:
        raise Refused("This listing is retired. Choose another one")
    if service in queries.meant(collection).values():
        raise Refused(f"{service.name} is in this collection already")
    if len(collection.items) >= MOST:
        raise Refused(f"A collection can have {MOST} listings at most")
    item = CollectionItem(id=uuid.uuid4(), service=service, sequence=len(collection.items), line=line)
    collection.items.append(item)
    _note(actor, "collection.listing-added", item)
    return item


def change_item(
    actor, item: CollectionItem, *, version: int, line: str = "", after_id: uuid.UUID | None = None
) -> CollectionItem:
    """Say another line of a listing, and put it after the item `after_id`, or first. Raises Refused, Stale.

    `version` is the collection's: the order is of all of them.
    """
    _must_edit(actor)
    check_version(item.collection, version)
    others = [one for one in item.collection.items if one is not item]
    places = {None: 0} | {one.id: number for number, one in enumerate(others, start=1)}
    if after_id not in places:
        raise Refused("Choose where it stands", field="after_id")
    others.insert(places[after_id], item)
    item.line = line
    _put_in_order(others)
    _note(actor, "collection.listing-changed", item)
    return item


def remove_item(actor, item: CollectionItem, *, version: int) -> None:
    """Take a listing out of its collection. Raises Stale."""
    _must_edit(actor)
    check_version(item.collection, version)
    _note(actor, "collection.listing-removed", item)
    collection = item.collection
    collection.items.remove(item)
    _put_in_order(collection.items)


def _put_in_order(items: list[CollectionItem]) -> None:
    for number, one in enumerate(items):
        one.sequence = number


def _note(actor, action: str, item: CollectionItem) -> None:
    """Write it down; the collection counts it as a change of its own, so that two editors are told of each other."""
    flag_modified(item.collection, "name")
    audit.record(actor, action, item.collection, listing=str(item.service_id))


def _free(name: str, collection: Collection | None = None) -> str:
    if not name.strip():
        raise Refused("Enter the name of the collection", field="name")
    known = queries.called(name.strip())
    if known is not None and known is not collection:
        raise Refused(f"There is a collection called {known.name} already", field="name")
    return name.strip()


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
