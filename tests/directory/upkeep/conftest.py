"""What tests of keeping listings true ask for: a listing that shows an address, and the letters that were written."""

import re

import pytest

from core.db import db, transaction
from core.outbox import queries as outbox
from directory.listings import operations
from tests.directory.search.conftest import document

LINK = re.compile(r"http://localhost(/directory/\S+)")


@pytest.fixture
def listed(people):
    """`listed("Choir", email=..., keeper_id=...)` adds a listing; returns its id."""

    def add(name="Choir", *, keeper_id=None, **facts):
        with transaction():
            given = document(name, **facts)
            return operations.add_listing(people.directory_editor, document=given, keeper_id=keeper_id).id

    return add


@pytest.fixture
def letters(app):
    """The letters written so far, latest first, as (to, kind, subject, text): `letters("a@b.example")`."""

    def written(to=None):
        found = [(one.recipient, one.kind, one.subject, one.text) for one in outbox.latest()]
        db.session.rollback()
        return [letter for letter in found if to is None or letter[0] == to]

    return written


@pytest.fixture
def link_sent(letters):
    """The path of the link in the latest letter to somebody that leads to a page of the directory."""
    return lambda to: next(LINK.search(text)[1] for *_, text in letters(to) if LINK.search(text))
