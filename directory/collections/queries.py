"""What is asked of collections: all of them, one, and what everyone may see in it."""

import json
import uuid

from sqlalchemy import func, select

from core.db import db
from core.refusals import Missing
from directory.collections.models import Collection, CollectionItem
from directory.listings.models import Service, listing_entry
from directory.listings.words import Status
from directory.search.queries import Hit

# Whether everyone is offered a listing.
OFFERED = (Service.retired_at.is_(None), Service.status == Status.ACTIVE)


def every() -> list[tuple[Collection, int]]:
    """Every collection by name, and how many listings it shows to everyone."""
    shown = (
        select(func.count(CollectionItem.id))
        .join(Service, Service.id == CollectionItem.service_id)
        .where(CollectionItem.collection_id == Collection.id)
        .where(*OFFERED)
        .scalar_subquery()
    )
    rows = db.session.execute(select(Collection, shown).order_by(func.lower(Collection.name)))
    return [(collection, count) for collection, count in rows]


def find(collection_id: uuid.UUID) -> Collection:
    """One collection. Raises Missing."""
    return _there(db.session.get(Collection, collection_id))


def find_item(item_id: uuid.UUID) -> CollectionItem:
    """One listing's place in a collection. Raises Missing."""
    return _there(db.session.get(CollectionItem, item_id))


def _there(found):
    if found is None:
        raise Missing
    return found


def called(name: str) -> Collection | None:
    """The collection of that name, capitals aside."""
    return db.session.scalar(select(Collection).where(func.lower(Collection.name) == name.lower()))


def shown(collection: Collection) -> list[tuple[Hit, str]]:
    """The card and the line of each listing in it that is offered to everyone, in their order."""
    rows = db.session.execute(
        select(listing_entry.c.number, listing_entry.c.service_id, listing_entry.c.card, CollectionItem.line)
        .join(CollectionItem, CollectionItem.service_id == listing_entry.c.service_id)
        .join(Service, Service.id == CollectionItem.service_id)
        .where(CollectionItem.collection_id == collection.id, *OFFERED)
        .order_by(CollectionItem.sequence)
    )
    return [(Hit(number, service_id, json.loads(card)), line) for number, service_id, card, line in rows]


def not_shown(collection: Collection) -> list[CollectionItem]:
    """The listings in it that have left the directory, or rest: for the editor to take out or replace."""
    return [item for item in collection.items if not item.service.public]
