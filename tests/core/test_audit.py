"""The audit trail: an entry for every act, with the act or not at all, and never changed afterwards."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from accounts.actors import Visitor
from core import audit
from core.audit import AuditEntry
from core.db import db, transaction
from tests.conftest import ON_POSTGRES


@pytest.fixture
def entry(app):
    with transaction():
        audit.record(Visitor(), "trial.act", "trial list", how="in the tests")
    return db.session.query(AuditEntry).one()


def test_an_entry_says_who_for_whom_what_and_when(browse, kept, people):
    clinician = browse(people.clinician)
    clinician.open("/trial/opens")
    (entry,) = kept().audit
    assert (entry.actor_id, entry.organisation_id) == (people.clinician.id, people.practice)
    assert (entry.action, entry.subject, entry.subject_id) == ("trial.open", "trial list", None)
    assert entry.details == {"how": "by reading"}
    assert entry.created_at.tzinfo is not None
    assert len(entry.request_id) == 16


def test_an_entry_about_a_row_names_table_and_id(browse, kept):
    browse().post("/trial/without-form", {"name": "Siân"}, status=302)
    (entry,) = kept().audit
    assert entry.subject == "attempt"
    assert entry.subject_id is not None


def test_the_session_refuses_to_change_an_entry(entry):
    entry.action = "something else"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.commit()
    db.session.rollback()


def test_the_session_refuses_to_delete_an_entry(entry):
    db.session.delete(entry)
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.commit()
    db.session.rollback()


STATEMENTS = ["update audit_entry set action = 'x'", "delete from audit_entry"]


@pytest.mark.parametrize("statement", [*STATEMENTS, *(["truncate audit_entry"] if ON_POSTGRES else [])])
def test_the_database_refuses_it_too_whoever_asks(entry, statement):
    entry_id = entry.id
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert db.session.get(AuditEntry, entry_id).action == "trial.act"


def test_a_page_that_refuses_leaves_no_entry(browse, kept):
    browse().open("/trial/opens-nothing", status=404)
    assert kept().audit == []


def test_a_page_whose_entry_cannot_be_written_is_not_shown(browse, kept):
    visitor = browse()

    def full(_session):
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(db.session, "before_commit", full)
    try:
        page = visitor.open("/trial/opens", status=503)
    finally:
        event.remove(db.session, "before_commit", full)
    assert page.heading == "Not saved"
    assert kept().audit == []


def test_a_form_shown_again_writes_nothing_down(browse, kept):
    visitor = browse()
    visitor.send(visitor.open("/trial/plain"), {"name": "refused"}, status=409)
    assert kept().audit == []
