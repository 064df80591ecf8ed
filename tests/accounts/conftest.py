"""What tests of accounts ask for: the letters that were written, the links in them, the audit trail."""

import re

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db
from tests.support.letters import check_letters_written

LINK = re.compile(r"http://localhost(/new-password/[A-Za-z0-9_-]{43})\n")


@pytest.fixture
def link_sent(letters):
    """The path of the link in the latest letter to somebody that has one."""
    return lambda to: next(LINK.search(text)[1] for *_, text in letters(to) if LINK.search(text))


@pytest.fixture
def audited(app):
    """The actions in the audit trail, in the order in which they were written."""

    def entries(action=None):
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.created_at))
        found = [row for row in rows if action is None or row.action == action]
        db.session.expunge_all()
        db.session.rollback()
        return found

    return entries


@pytest.fixture(autouse=True)
def letters_are_good(request):
    """Every letter that a test here leaves behind keeps the rules of all letters."""
    if "app" in request.fixturenames:
        request.getfixturevalue("app")
    yield
    if "app" in request.fixturenames:
        check_letters_written()
