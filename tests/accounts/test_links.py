"""Links: random, single-use, expiring, void when a newer one is sent."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts import links, queries
from accounts.models import Link, Purpose
from core import clock
from core.db import db, transaction


@pytest.fixture
def user(people):
    return queries.user(people.clinician.id)


def made(user, purpose=Purpose.RESET) -> str:
    with transaction():
        return links.make(user, purpose)


def test_a_link_is_found_by_its_token_only(user):
    token = made(user)
    assert links.find(token).user is user
    for other in ("", token[:-1], token + "=", token.swapcase(), "ж" * 43, "\ud800"):
        assert links.find(other) is None


def test_the_token_is_not_kept(user):
    token = made(user)
    row = db.session.scalar(select(Link))
    assert len(token) == 43
    assert token not in {str(getattr(row, column.name)) for column in Link.__table__.columns}


@pytest.mark.parametrize(
    ("purpose", "lasts"), [(Purpose.RESET, timedelta(hours=1)), (Purpose.INVITATION, timedelta(days=7))]
)
def test_a_link_expires(user, purpose, lasts):
    token = made(user, purpose)
    now = clock.now()
    with clock.at(now + lasts - timedelta(seconds=5)):
        assert links.find(token)
    with clock.at(now + lasts):
        assert links.find(token) is None


def test_a_link_is_used_once(user):
    link = links.find(made(user))
    with transaction():
        assert links.use(link)
    with transaction():
        assert not links.use(link)
    db.session.refresh(link)
    assert link.used_at is not None


def test_a_newer_link_makes_the_older_void(user):
    first, second = made(user, Purpose.INVITATION), made(user)
    assert links.find(first) is None
    assert links.find(second)


def test_a_link_of_somebody_suspended_opens_nothing(user):
    token = made(user)
    with transaction():
        user.suspended_at = clock.now()
    assert links.find(token) is None
