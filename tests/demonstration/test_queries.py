"""What a database holds, before a demonstration is put into it."""

from accounts import operations
from core.db import db, transaction
from demonstration import house
from demonstration.queries import Standing, standing
from tests.conftest import make_app
from tests.support.people import SYSTEM


def test_a_migrated_database_is_empty(app):
    assert standing() is Standing.EMPTY


def test_a_database_without_tables_is_unprepared(tmp_path):
    app = make_app(f"sqlite:///{tmp_path / 'bare.db'}", tmp_path)
    with app.app_context():
        assert standing() is Standing.UNPREPARED
        db.session.remove()
        db.engine.dispose()


def test_any_row_is_something_else(app, people):
    people.practice  # noqa: B018 - made on first asking
    assert standing() is Standing.OTHER


def test_the_demonstration_stays_that_whatever_was_added(app, people):
    people.practice  # noqa: B018 - made on first asking
    with transaction():
        operations.add_user(SYSTEM, name="Alex Finch", email=house.email("Alex Finch"))
    assert standing() is Standing.DEMONSTRATION
