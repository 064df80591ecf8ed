"""Whether the house stands: what /health answers about the database, its migrations and the outbox."""

from dataclasses import dataclass

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.db import db
from core.outbox import queries as outbox

# A due message older than this means that no sender is running, or that it cannot get through.
OVERDUE_SECONDS = 15 * 60


@dataclass(frozen=True)
class Health:
    """What was found; `well` is false when somebody should look."""

    database: str
    outbox: str
    waiting: int | None = None
    failed: int | None = None

    @property
    def well(self) -> bool:
        return self.database == self.outbox == "ok"


def check() -> Health:
    """Ask the database and the outbox how they are; never raises."""
    try:
        db.session.execute(text("select 1"))
        if not _migrated():
            return Health(database="migrations are waiting: run flask db upgrade", outbox="not asked")
        standing = outbox.standing()
    except SQLAlchemyError:
        return Health(database="cannot be reached", outbox="not asked")
    finally:
        db.session.rollback()
    problem = "messages are overdue" if standing.overdue_seconds > OVERDUE_SECONDS else None
    problem = problem or ("messages have failed" if standing.failed else "ok")
    return Health(database="ok", outbox=problem, waiting=standing.waiting, failed=standing.failed)


def _migrated() -> bool:
    config = Config()
    config.set_main_option("script_location", f"{current_app.root_path}/migrations")
    wanted = ScriptDirectory.from_config(config).get_heads()
    context = MigrationContext.configure(db.session.connection())
    return set(context.get_current_heads()) == set(wanted)
