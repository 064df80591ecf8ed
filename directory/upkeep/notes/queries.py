"""Which notes somebody may read: those of the organisation that they act for, and no other's."""

import uuid

from sqlalchemy import Select, false, select

from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from directory.upkeep.notes.models import ListingNote


def visible_to(actor) -> Select:
    """The notes of the actor's own organisation; none for whoever keeps no notes."""
    if not may(actor, Permission.KEEP_NOTES) or actor.organisation_id is None:
        return select(ListingNote).where(false())
    return select(ListingNote).where(ListingNote.organisation_id == actor.organisation_id)


def find(actor, note_id: uuid.UUID) -> ListingNote:
    """One note. Raises Missing, as for one that does not exist, where it is another organisation's."""
    found = db.session.scalar(visible_to(actor).where(ListingNote.id == note_id))
    if found is None:
        raise Missing
    return found


def on_listing(actor, service_id: uuid.UUID) -> list[ListingNote]:
    """What the actor's colleagues wrote on this listing, the newest first."""
    question = visible_to(actor).where(ListingNote.service_id == service_id)
    return list(db.session.scalars(question.order_by(ListingNote.written_at.desc(), ListingNote.id)))
