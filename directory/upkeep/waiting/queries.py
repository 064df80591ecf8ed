"""Every question asked of what waits: which parts do, what waits of one listing, what editors have to decide."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from directory.listings import queries as listings
from directory.listings.document import part_to_document, to_document
from directory.listings.models import Service
from directory.listings.shape import TERM
from directory.listings.taxonomies import TaxonomyTerm
from directory.listings.to_settle import ToSettle
from directory.upkeep.waiting import meeting
from directory.upkeep.waiting.meeting import Asked
from directory.upkeep.waiting.models import THE_RULES, WaitingChange, WaitingRules
from directory.upkeep.waiting.rules import ALWAYS, WAIT_AT_FIRST
from directory.upkeep.waiting.words import Outcome, Part

REMEMBERED = 20


def rules() -> WaitingRules:
    """The table that editors set; one that was never set has no version yet."""
    return db.session.get(WaitingRules, THE_RULES) or WaitingRules(waits={})


def parts_that_wait() -> frozenset[Part]:
    """The parts of a listing that wait for an editor when a group changes them; topics always do: see rules.ALWAYS."""
    waits = rules().waits
    return ALWAYS | {part for part in Part if waits.get(part.value, part in WAIT_AT_FIRST)}


def find(actor, waiting_id: uuid.UUID) -> WaitingChange:
    """A waiting change, decided or not, for an editor. Raises Missing."""
    found = db.session.get(WaitingChange, waiting_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None:
        raise Missing
    return found


def listing_of(change: WaitingChange) -> Service:
    """The listing that it is about."""
    return listings.find(change.service_id)


def of(service_id: uuid.UUID) -> list[WaitingChange]:
    """What a listing's group asked for: what waits first, then what became of the rest, the newest first."""
    question = select(WaitingChange).where(WaitingChange.service_id == service_id)
    ended = question.where(WaitingChange.state != Outcome.WAITING)
    newest = ended.order_by(WaitingChange.ended_at.desc(), WaitingChange.id).limit(REMEMBERED)
    return [*reversed(waiting_of(service_id)), *db.session.scalars(newest)]


def waiting_of(service_id: uuid.UUID) -> list[WaitingChange]:
    """What waits of a listing, the oldest first."""
    question = select(WaitingChange).where(WaitingChange.service_id == service_id)
    waiting = question.where(WaitingChange.state == Outcome.WAITING)
    return list(db.session.scalars(waiting.order_by(WaitingChange.created_at, WaitingChange.id)))


def asked(change: WaitingChange, service: Service) -> list[Asked]:
    """What waits of this change, or all that was asked where nothing does, beside what the listing says now."""
    return meeting.asked(
        change.open or change.wanted,
        to_document(service),
        secret_places=change.secret_places,
        same_organization=change.organization_id == service.organization_id,
    )


def others(change: WaitingChange) -> list[WaitingChange]:
    """What else waits of the same listing."""
    return [one for one in waiting_of(change.service_id) if one.id != change.id]


def for_editors() -> list[ToSettle]:
    """What waits, the oldest first: which listing's, since when, and which parts of it."""
    question = (
        select(WaitingChange, Service.name)
        .join(Service, Service.id == WaitingChange.service_id)
        .where(WaitingChange.state == Outcome.WAITING)
        .order_by(WaitingChange.created_at, WaitingChange.id)
    )
    return [
        ToSettle(change.id, change.service_id, change.created_at, f"{name}: {change.words}")
        for change, name in db.session.execute(question)
    ]


def how_many() -> int:
    """How many changes wait in the whole directory."""
    return db.session.scalar(select(func.count(WaitingChange.id)).where(WaitingChange.state == Outcome.WAITING))


def terms(ids: Collection[str]) -> dict[str, dict]:
    """The terms with these ids that there are, as a document has them."""
    question = select(TaxonomyTerm).where(TaxonomyTerm.id.in_([uuid.UUID(one) for one in ids]))
    return {str(row.id): part_to_document(row, TERM) for row in db.session.scalars(question)} if ids else {}
