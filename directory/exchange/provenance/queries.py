"""Every question asked of where listings came from: what sources said, what is in conflict, what is gone from them."""

import uuid
from collections.abc import Iterable

from sqlalchemy import func, select

from accounts.actors import System
from core.db import db
from directory.exchange.provenance.models import FieldConflict, ListingSource
from directory.listings.models import ListingChange, Service
from directory.listings.to_settle import ToSettle

PAGE = 50
MOST = 200


def said_before(source: str, source_ids: Iterable[str]) -> dict[str, str]:
    """How the source's records were when they were read last, for those of `source_ids` that are known: {id: hash}."""
    question = select(ListingSource.source_id, ListingSource.said_hash).where(
        ListingSource.source == source, ListingSource.source_id.in_(list(source_ids))
    )
    return {row.source_id: row.said_hash for row in db.session.execute(question)}


def known_as(source: str, source_id: str) -> ListingSource | None:
    """What is kept of one record of a source."""
    return db.session.scalar(
        select(ListingSource).where(ListingSource.source == source, ListingSource.source_id == source_id)
    )


def sources_of(service: Service) -> list[ListingSource]:
    """What each of its sources said of a listing last, the oldest first."""
    question = select(ListingSource).where(ListingSource.service_id == service.id)
    return list(db.session.scalars(question.order_by(ListingSource.created_at, ListingSource.id)))


def changes_by_people(service: Service) -> list[ListingChange]:
    """What people changed of a listing here, the newest first."""
    # Whoever answers by a link has no account; what the application takes over from a source is nobody's.
    person = ListingChange.actor_id.is_not(None) | (ListingChange.actor_name != System.name)
    question = select(ListingChange).where(ListingChange.service_id == service.id, person)
    return list(db.session.scalars(question.order_by(ListingChange.created_at.desc(), ListingChange.id)))


def open_conflicts(service: Service) -> list[FieldConflict]:
    """What somebody must still settle of a listing, by field."""
    question = select(FieldConflict).where(FieldConflict.service_id == service.id, FieldConflict.settled_at.is_(None))
    return list(db.session.scalars(question.order_by(FieldConflict.path, FieldConflict.id)))


def settled(service: Service, source: str, path: str) -> list[FieldConflict]:
    """How this field's conflicts with a source were settled until now."""
    return list(
        db.session.scalars(
            select(FieldConflict).where(
                FieldConflict.service_id == service.id,
                FieldConflict.source == source,
                FieldConflict.path == path,
                FieldConflict.settled_at.is_not(None),
            )
        )
    )


def same_of_organization(service: Service, conflict: FieldConflict) -> list[FieldConflict]:
    """The same question about the listing's organisation, asked of its other listings too."""
    if not conflict.path.startswith("organization."):
        return []
    question = (
        select(FieldConflict)
        .join(Service, Service.id == FieldConflict.service_id)
        .where(Service.organization_id == service.organization_id, Service.id != service.id)
        .where(FieldConflict.source == conflict.source, FieldConflict.path == conflict.path)
        .where(FieldConflict.settled_at.is_(None))
    )
    return [row for row in db.session.scalars(question) if row.theirs == conflict.theirs]


def in_conflict(*, source: str | None = None, page: int = 1) -> tuple[list[tuple[Service, int]], int]:
    """The listings with something to settle, each with how many fields, by name; and how many listings in all.

    What is retired, or was merged into another, need not be settled.
    """
    counted = (
        select(FieldConflict.service_id, func.count().label("fields"))
        .join(Service, Service.id == FieldConflict.service_id)
        .where(FieldConflict.settled_at.is_(None), Service.retired_at.is_(None))
        .where(*([FieldConflict.source == source] if source else []))
        .group_by(FieldConflict.service_id)
        .subquery()
    )
    question = select(Service, counted.c.fields).join(counted, counted.c.service_id == Service.id)
    ordered = question.order_by(func.lower(Service.name), Service.id).offset((page - 1) * PAGE).limit(PAGE)
    total = db.session.scalar(select(func.count()).select_from(counted))
    return list(db.session.execute(ordered)), total


def for_editors() -> list[ToSettle]:
    """What is to be settled of each listing that is not retired, the oldest first; no more than anybody looks at."""
    fields = func.count().label("fields")
    question = (
        select(FieldConflict.service_id, func.min(FieldConflict.created_at).label("since"), fields)
        .join(Service, Service.id == FieldConflict.service_id)
        .where(FieldConflict.settled_at.is_(None), Service.retired_at.is_(None))
        .group_by(FieldConflict.service_id)
    )
    rows = db.session.execute(question.order_by("since", FieldConflict.service_id).limit(MOST))
    return [ToSettle(row.service_id, row.service_id, row.since, _fields(row.fields)) for row in rows]


def _fields(count: int) -> str:
    return "1 field differs" if count == 1 else f"{count} fields differ"


def gone_from(source: str) -> list[tuple[Service, ListingSource]]:
    """The listings that are no more in their source, by name; retired ones need no look any more."""
    question = (
        select(Service, ListingSource)
        .join(ListingSource, ListingSource.service_id == Service.id)
        .where(ListingSource.source == source, ListingSource.flagged_at.is_not(None), Service.retired_at.is_(None))
    )
    return list(db.session.execute(question.order_by(func.lower(Service.name), Service.id).limit(500)))


def kept_ids(source: str) -> Iterable[tuple[uuid.UUID, str, int]]:
    """Every record kept of a source: our id for it, its own, and how many complete fetches it missed in a row."""
    question = select(ListingSource.id, ListingSource.source_id, ListingSource.missed)
    return db.session.execute(question.where(ListingSource.source == source).execution_options(yield_per=1000))
