"""How Alembic reaches our database: through the application's own engine, all or nothing, one process at a time."""

from alembic import context
from flask import current_app

from core.db import writing

# Any number will do, so long as every process that migrates uses the same.
ADVISORY_LOCK = 720_001

extension = current_app.extensions["migrate"]


def run() -> None:
    """Run the migrations that were asked for, on a connection of our engine."""
    with extension.db.engine.connect() as connection, writing():
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # a table is rebuilt by copying it: the keys that point at it must not object meanwhile
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        _migrate(connection, locked=not sqlite)
        if sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


def _migrate(connection, *, locked: bool) -> None:
    options = {"compare_type": True} | extension.configure_args
    context.configure(connection=connection, target_metadata=extension.db.metadata, transactional_ddl=True, **options)
    with context.begin_transaction():
        if locked:
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({ADVISORY_LOCK})")
        context.run_migrations()


run()
