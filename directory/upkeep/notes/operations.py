"""What a worker does with notes: add one to a listing, change it, remove it."""

from accounts.roles import Permission, may
from core import audit, clock
from core.db import check_version, db
from core.refusals import Missing, Refused
from directory.listings.models import Service
from directory.upkeep.notes import queries
from directory.upkeep.notes.models import ListingNote

MOST = 50  # notes of one organisation on one listing


def add_note(actor, service: Service, *, text: str) -> ListingNote:
    """Write a note on a listing for everyone who works for the actor's organisation. Raises Refused, Missing."""
    if not may(actor, Permission.KEEP_NOTES):
        raise Missing
    if len(queries.on_listing(actor, service.id)) >= MOST:
        raise Refused(f"There are {MOST} notes on this listing. Remove one that is of no use any more", field="text")
    note = ListingNote(
        service_id=service.id,
        organisation_id=actor.organisation_id,
        text=_written(text),
        author_id=actor.id,
        author_name=actor.name,
        written_at=clock.now(),
    )
    db.session.add(note)
    audit.record(actor, "note.added", note, listing=str(service.id))
    return note


def change_note(actor, note: ListingNote, *, version: int, text: str) -> ListingNote:
    """Say something else in a note; whoever changes it signs it. Raises Stale, Refused, Missing."""
    _must_be_own(actor, note)
    check_version(note, version)
    note.text, note.written_at = _written(text), clock.now()
    note.author_id, note.author_name = actor.id, actor.name
    audit.record(actor, "note.changed", note, listing=str(note.service_id))
    return note


def remove_note(actor, note: ListingNote, *, version: int) -> None:
    """Take a note away for good: its words are kept nowhere. Raises Stale, Missing."""
    _must_be_own(actor, note)
    check_version(note, version)
    audit.record(actor, "note.removed", note, listing=str(note.service_id))
    db.session.delete(note)


def _written(text: str) -> str:
    if not text.strip():
        raise Refused("Write the note", field="text")
    return text.strip()


def _must_be_own(actor, note: ListingNote) -> None:
    queries.find(actor, note.id)
