"""/health tells the truth about the database, its migrations and the outbox."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from core import clock, health
from core.db import db, transaction
from core.outbox import operations as outbox
from core.outbox.models import Message, State
from tests.conftest import make_app


@pytest.fixture
def database_url(fresh_database_url):
    """These tests change the tables themselves."""
    return fresh_database_url


def post() -> None:
    with transaction():
        outbox.post(to="a@footbridge.example", subject="s", text="t", kind="trial")


def told(app, status: int) -> dict:
    answer = app.test_client().get("/health")
    assert answer.status_code == status
    return answer.get_json()


def test_all_is_well(app):
    assert told(app, 200) == {
        "status": "ok",
        "database": "ok",
        "search": "ok",
        "outbox": {"status": "ok", "waiting": 0, "failed": 0},
    }


def test_messages_that_wait_a_little_are_no_trouble_and_those_that_wait_long_are(app):
    post()
    assert told(app, 200)["outbox"]["waiting"] == 1
    with clock.at(clock.now() + timedelta(seconds=health.OVERDUE_SECONDS + 5)):
        assert told(app, 503)["outbox"]["status"] == "messages are overdue"


def test_a_message_that_failed_is_told(app):
    post()
    with transaction():
        db.session.query(Message).one().state = State.FAILED
    assert told(app, 503)["outbox"] == {"status": "messages have failed", "waiting": 0, "failed": 1}


def test_migrations_that_wait_are_told(app):
    with transaction():
        db.session.execute(text("update alembic_version set version_num = '0001_core'"))
    assert "flask db upgrade" in told(app, 503)["database"]


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_is_away_is_told_and_nothing_of_its_address(tmp_path, url):
    away = make_app(url, tmp_path)
    facts = told(away, 503)
    assert facts["database"] == "cannot be reached"
    assert "nowhere" not in str(facts)
    with away.app_context():
        db.engine.dispose()


def test_a_database_without_tables_is_told(tmp_path):
    empty = make_app(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path)
    assert "migrations are waiting" in told(empty, 503)["database"]
    with empty.app_context():
        db.engine.dispose()
