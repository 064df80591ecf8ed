"""What tests of keeping listings true ask for: a listing that shows an address, and the letters that were written."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from core import clock
from core.db import db, transaction
from core.outbox.models import Message
from directory.listings import operations
from tests.directory.search.conftest import document
from tests.support.letters import check_letters_written

TO_SIGN_IN = {"invitation", "membership", "reset", "password changed"}
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
def asked_of(people):
    """`asked_of("Choir", email=..., days=120)` adds a listing that was confirmed so many days ago; returns its id."""

    def add(name="Choir", *, days: int | None = 120, email: str | None = "choir@example.org", **facts):
        said = {"email": email, "assured_date": days is not None and (clock.today() - timedelta(days=days)).isoformat()}
        document = {"name": name, "organization": {"name": f"Society of {name}"}}
        with transaction():
            document |= {key: value for key, value in (said | facts).items() if value}
            return operations.add_listing(people.directory_editor, document=document).id

    return add


@pytest.fixture
def link_sent(letters):
    """The path of the link in the latest letter to somebody that leads to a page of the directory."""
    return lambda to: next(LINK.search(text)[1] for *_, text in letters(to) if LINK.search(text))


@pytest.fixture(autouse=True)
def letters_are_good(request):
    """Every letter that a test here leaves behind keeps the rules of all letters."""
    if "app" in request.fixturenames:
        request.getfixturevalue("app")
    yield
    if "app" in request.fixturenames:
        check_letters_written()
        check_each_can_be_stopped()


def check_each_can_be_stopped() -> None:
    """Raise AssertionError where a letter that waits has no stop link; what somebody needs to sign in needs none."""
    written = db.session.execute(select(Message.kind, Message.text).where(Message.html.is_not(None))).all()
    db.session.rollback()
    assert {kind for kind, text in written if "\nStop these emails:" not in text} <= TO_SIGN_IN
