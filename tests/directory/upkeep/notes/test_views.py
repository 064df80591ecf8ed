"""Notes on a listing: kept for the colleagues of one organisation, changed by any of them, gone when removed."""

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db
from core.refusals import Missing
from directory.listings import queries as listings
from directory.upkeep.notes import operations, queries
from directory.upkeep.notes.models import ListingNote
from tests.directory.search.conftest import listing

__all__ = ["listing"]


def test_a_note_is_added_changed_by_a_colleague_and_removed(browse, people, listing):
    page = f"/directory/listings/{listing('Choir')}"
    worker, colleague = browse(people.link_worker), browse(people.second_link_worker)
    assert "Nobody has written a note yet" in worker.open(page).words
    shown = worker.send(worker.open(f"{page}/notes/new"), {"text": "Ask for Joan.\nShe knows everybody."})
    assert "Ask for Joan. She knows everybody. Jo Marsh" in shown.words
    note = db.session.scalar(select(ListingNote))
    shown = colleague.send(colleague.open(f"/directory/notes/{note.id}/change"), {"text": "Ask for Tariq."})
    assert "Ask for Tariq. Ben Ali" in shown.words and "Joan" not in shown.words
    shown = worker.send(worker.open(f"/directory/notes/{note.id}/remove"))
    assert "Nobody has written a note yet" in shown.words
    acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("note.")))
    assert sorted(acts) == ["note.added", "note.changed", "note.removed"]
    assert db.session.scalar(select(ListingNote)) is None


def test_an_empty_note_is_refused_and_hostile_words_are_words(browse, people, listing):
    page = f"/directory/listings/{listing('Choir')}"
    worker = browse(people.clinician)
    assert "text" in worker.send(worker.open(f"{page}/notes/new"), {"text": " "}, status=422).errors()
    shown = worker.send(worker.open(f"{page}/notes/new"), {"text": "<script>alert(1)</script>{{7*7}}"})
    assert "<script>alert(1)</script>{{7*7}}" in shown.words


def test_two_who_change_one_note_are_told(browse, people, listing):
    service_id = listing("Choir")
    worker, colleague = browse(people.link_worker), browse(people.second_link_worker)
    worker.send(worker.open(f"/directory/listings/{service_id}/notes/new"), {"text": "First."})
    change = f"/directory/notes/{db.session.scalar(select(ListingNote.id))}/change"
    opened = colleague.open(change)
    worker.send(worker.open(change), {"text": "Second."})
    page = colleague.send(opened, {"text": "Third."}, status=409)
    assert "Saved now: Second." in page.words
    assert page.fields()["text"] == ["Third."]


@pytest.mark.parametrize("who", ["other_link_worker", "clinician"])
def test_another_organisations_note_is_not_there(browse, people, listing, who):
    service_id = listing("Choir")
    note = operations.add_note(people.link_worker, listings.find(service_id), text="Ours alone")
    db.session.commit()
    stranger = browse(getattr(people, who))
    for step in ("change", "remove"):
        stranger.open(f"/directory/notes/{note.id}/{step}", status=404)
        stranger.post(f"/directory/notes/{note.id}/{step}", {"version": "1", "text": "Theirs"}, status=404)
    assert "Ours alone" not in stranger.open(f"/directory/listings/{service_id}").words
    assert queries.on_listing(getattr(people, who), service_id) == []
    with pytest.raises(Missing):
        operations.change_note(getattr(people, who), note, version=1, text="Theirs")
    assert note.text == "Ours alone"


@pytest.mark.parametrize("who", ["directory_editor", "group_representative", "commissioner", "administrator"])
def test_whoever_keeps_no_notes_can_neither_read_nor_write_them(people, listing, who):
    service = listings.find(listing("Choir"))
    operations.add_note(people.link_worker, service, text="Ours alone")
    actor = getattr(people, who)
    assert queries.on_listing(actor, service.id) == []
    with pytest.raises(Missing):
        operations.add_note(actor, service, text="Mine")
