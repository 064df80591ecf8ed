"""Migrations: up, down and up again on this database, with nothing left over and every trigger there."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from core.db import AppendOnly, Base, db
from tests.conftest import ON_POSTGRES

TRIGGERS = (
    "select tgname, relname from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal"
    if ON_POSTGRES
    else "select name, tbl_name from sqlite_master where type = 'trigger'"
)
APPEND_ONLY = sorted(
    mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, AppendOnly)
)


def triggers() -> set[tuple[str, str]]:
    with db.engine.connect() as connection:
        return {tuple(row) for row in connection.execute(text(TRIGGERS))}


def shape() -> dict:
    found = inspect(db.engine)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
            sorted(str(index["name"]) for index in found.get_indexes(table)),
            sorted(str(key["name"]) for key in found.get_foreign_keys(table)),
        )
        for table in sorted(found.get_table_names())
        if "_fts" not in table
    }


@pytest.fixture
def database_url(fresh_database_url):
    """These tests change the tables themselves."""
    return fresh_database_url


def test_no_model_differs_from_what_the_migrations_make(app):
    with db.engine.connect() as connection:
        options = app.extensions["migrate"].configure_args | {"compare_type": True}
        options.pop("render_as_batch")
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_up_down_and_up_again_makes_the_same_database(app):
    before = shape(), triggers()
    db.session.remove()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    assert triggers() == set()
    upgrade()
    assert (shape(), triggers()) == before


def test_each_step_goes_back_and_forth(app):
    db.session.remove()
    while True:
        with db.engine.connect() as connection:
            here = MigrationContext.configure(connection).get_current_revision()
        if here is None:
            break
        downgrade(revision="-1")
        upgrade(revision="+1")
        downgrade(revision="-1")


def test_there_are_append_only_tables(app):
    assert {"audit_entry", "listing_change"} <= set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_every_append_only_table_has_its_triggers(app, table):
    verbs = ("update", "delete", "truncate") if ON_POSTGRES else ("update", "delete")
    assert {(f"{table}_no_{verb}", table) for verb in verbs} <= triggers()


def test_the_search_index_has_its_triggers(app):
    names = {name for name, table in triggers() if table == "listing_text"}
    assert names == (
        {"listing_fts_put"} if ON_POSTGRES else {f"listing_fts_{n}" for n in ("added", "taken", "changed")}
    )
