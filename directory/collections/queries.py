"""What is asked of collections: all of them, one, and what everyone may see in it."""

import json
import uuid

from sqlalchemy import func, select

from core.db import db
from core.refusals import Missing
from directory.collections.models import Collection, CollectionItem
from directory.listings import queries as listings
from directory.listings.models import Service, listing_entry
from directory.listings.words import Status
from directory.search.queries import Hit

# Whether everyone is offered a listing.
OFFERED = (Service.retired_at.is_(None), Service.status == Status.ACTIVE)
# A listing that was merged into another is that other here.
_meant = listings.kept_id(CollectionItem.service_id)


def every() -> list[tuple[Collection, int]]:
    """Every collection by name, and how many listings it shows to everyone."""
    shown = (
        select(func.count(Service.id.distinct()))
        .select_from(CollectionItem)
        .join(Service, Service.id == _meant)
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
    """The card and the line of each listing in it that is offered to everyone, in their order.

    One that stands there twice since a merge is shown once, at the first place, with the lines of both.
    """
    rows = db.session.execute(
        select(listing_entry.c.number, listing_entry.c.service_id, listing_entry.c.card, CollectionItem.line)
        .select_from(CollectionItem)
        .join(Service, Service.id == _meant)
        .join(listing_entry, listing_entry.c.service_id == Service.id)
        .where(CollectionItem.collection_id == collection.id, *OFFERED)
        .order_by(CollectionItem.sequence)
    )
    lines: dict[tuple, list[str]] = {}
    for *entry, line in rows:
        lines.setdefault(tuple(entry), []).append(line)
    return [
        (Hit(number, service_id, json.loads(card)), "\n".join(dict.fromkeys(filter(None, said))))
        for (number, service_id, card), said in lines.items()
    ]


def meant(collection: Collection) -> dict[uuid.UUID, Service]:
    """The listing that each item in it stands for today, by the id that the item has: the one kept of those merged."""
    kept = listings.kept_ids(item.service.id for item in collection.items)
    found = listings.several(set(kept.values()))
    return {old: found[new] for old, new in kept.items()}


def not_shown(collection: Collection) -> list[CollectionItem]:
    """The listings in it that have left the directory, or rest: for the editor to take out or replace."""
    today = meant(collection)
    return [item for item in collection.items if not today[item.service_id].public]
