"""Sessions as rows: idle, too old, ended, suspended."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts import queries, sessions
from accounts.models import Membership, SignIn
from core import clock
from core.db import db, transaction

MORNING = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def begun(people):
    """A session of the clinician, begun in the morning."""
    membership_id = people.clinician.membership_id
    with clock.at(MORNING), transaction():
        return sessions.begin(db.session.get(Membership, membership_id))


def is_open(actor, moment=MORNING) -> bool:
    with clock.at(moment):
        return sessions.actor_of(actor.get_id()) is not None


def test_a_session_knows_who_for_whom_and_as_what(begun, people):
    with clock.at(MORNING):
        actor = sessions.actor_of(begun.get_id())
    assert (actor.id, actor.role, actor.organisation_id) == (people.clinician.id, "clinician", people.practice)


def test_only_a_hash_of_the_token_is_kept(begun):
    row = db.session.scalar(select(SignIn))
    assert begun.get_id() not in {str(getattr(row, column.name)) for column in SignIn.__table__.columns}
    assert len(begun.get_id()) == 43


def test_an_idle_session_ends(begun):
    assert is_open(begun, MORNING + timedelta(minutes=29))
    assert not is_open(begun, MORNING + timedelta(minutes=29 + 30))


def test_use_keeps_a_session_open_but_not_for_ever(begun):
    moments = [MORNING + timedelta(minutes=20 * n) for n in range(1, 37)]
    assert [is_open(begun, moment) for moment in moments] == [True] * 35 + [False]


def test_each_way_to_end_a_session_ends_it(people):
    membership_id, user_id = people.clinician.membership_id, people.clinician.id
    ways = (
        lambda actor: sessions.end(actor.session_id),
        lambda actor: sessions.end_all(user_id),
        lambda actor: sessions.end_of_membership(membership_id),
        lambda actor: setattr(queries.user(user_id), "suspended_at", clock.now()),
    )
    for way in ways:
        with transaction():
            actor = sessions.begin(db.session.get(Membership, membership_id))
        assert sessions.actor_of(actor.get_id())
        with transaction():
            way(actor)
        assert sessions.actor_of(actor.get_id()) is None


def test_all_but_one_can_be_ended(people):
    with transaction():
        first, second = (sessions.begin(db.session.get(Membership, people.clinician.membership_id)) for _ in range(2))
        sessions.end_all(people.clinician.id, but=first.session_id)
    assert sessions.actor_of(first.get_id())
    assert sessions.actor_of(second.get_id()) is None


@pytest.mark.parametrize("token", ["", "x", "ж", "\ud800", "0" * 5000])
def test_a_token_that_is_nobodys_is_nobody(app, token):
    assert sessions.actor_of(token) is None
