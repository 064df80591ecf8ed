"""The session, the base that every table stands on, and what SQLite and PostgreSQL must be told."""

import enum
import hashlib
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from flask import has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Enum, Integer, MetaData, Table, TypeDecorator, event, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

from core import clock
from core.config import BadSettings
from core.refusals import Stale

try:  # Debian's own SQLite is older than the fix of the WAL-reset bug; this one is not.
    from pysqlite3 import dbapi2 as sqlite
except ImportError:
    import sqlite3 as sqlite

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Two processes write (web server and outbox sender): SQLite 3.7.0 to 3.51.2 can corrupt a WAL database then.
OLDEST_SQLITE = (3, 51, 3)
BUSY_SECONDS = 5
PAUSES = (1, 2, 4)  # seconds between the tries of those who have time
# PostgreSQL's words for it: no lock in time, a deadlock, changes at once.
LOCKED = frozenset({"55P03", "40P01", "40001"})

Answer = TypeVar("Answer")


class Utc(TypeDecorator):
    """An aware moment. SQLite forgets the zone, so it is refused without one going in and put back coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone reached the database")
        return value and value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC))


Moment = Annotated[datetime, mapped_column(Utc)]


def word(choices: type[enum.StrEnum], name: str) -> Enum:
    """A column type that holds one word of `choices`, stored as text under a CHECK called `name`."""
    return Enum(
        choices,
        name=name,
        native_enum=False,
        length=40,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-2)
    created_at: Mapped[Moment] = mapped_column(default=clock.now, sort_order=-1)


class AppendOnly:
    """Rows are written once; triggers in the migrations hold it against everything else that can reach the table."""


class Versioned:
    """Rows count their changes, so that two people changing one record are told."""

    version: Mapped[int] = mapped_column(Integer, sort_order=-1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict:
        return {"version_id_col": cls.version}


db = SQLAlchemy(model_class=Base)

_writing: ContextVar[bool] = ContextVar("this transaction writes", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside take the write lock at once: a lock taken later cannot wait for its turn (SQLite)."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def transaction() -> Iterator[None]:
    """One whole piece of work outside a request: kept if the block ends well, undone if it raises."""
    with writing():
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def patiently(work: Callable[[], Answer], *, sleep: Callable[[float], object] = time.sleep) -> Answer:
    """What `work` answers, done in a transaction of its own; while others hold the lock it begins again after PAUSES.

    Only for shells and what they start: a page must not wait so long. Nothing else may be waiting to be written.
    """
    for pause in (*PAUSES, None):
        release()  # what was read before would keep SQLite from waiting for the lock at all
        try:
            with transaction():
                return work()
        except OperationalError as error:
            if pause is None or not crowded(error):
                raise
        sleep(pause)
    raise AssertionError("the last try answers or raises")


def crowded(error: Exception) -> bool:
    """Whether this went wrong only because somebody else was writing: trying again may help."""
    if not isinstance(error, OperationalError):
        return False
    return getattr(error.orig, "sqlstate", None) in LOCKED or "database is locked" in str(error.orig)


@contextmanager
def own_transaction() -> Iterator[None]:
    """A short transaction of its own in the middle of a request, for what must survive a refusal.

    Nothing else may be waiting to be written: it would be kept with it.
    """
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("something else is waiting to be written")
    db.session.rollback()
    with transaction():
        yield


def release() -> None:
    """Let go of the read or write lock during slow work that needs no database, such as checking a password."""
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("something is waiting to be written")
    db.session.rollback()


def hold(row: Base) -> None:
    """Keep everybody else from changing `row` until this transaction ends, and read how it stands now.

    On PostgreSQL whoever comes second waits here, and then sees what the first has done; SQLite has one writer anyhow.
    """
    kind = type(row)
    db.session.execute(select(kind.id).where(kind.id == row.id).with_for_update())
    db.session.refresh(row)  # apart from the lock: what a join brought along would still be of before the wait


def take_turns(name: str) -> None:
    """Let nobody else who writes come past here with the same name until this transaction ends.

    On PostgreSQL whoever comes second waits here, and then sees what the first has counted; SQLite has one writer
    anyhow. Names are taken in the same order by all who take several, or they would wait for each other.
    """
    if _writing.get() and db.engine.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(key)))


def insert_missing(table: Table, rows: list[dict]) -> None:
    """Insert the rows that are not there yet, by the table's keys; what somebody else inserts meanwhile is there."""
    dialect = sqlite_dialect if db.engine.dialect.name == "sqlite" else postgresql
    if rows:
        db.session.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def check_version(row: Versioned | None, version: int | None) -> None:
    """Raise Stale unless `version` is the one that the person's form was made from; None where nothing was kept yet."""
    if version != (row.version if row else None):
        raise Stale


@event.listens_for(Session, "before_flush")
def _keep_the_rules(session, *_):
    for row in (*session.dirty, *session.deleted):
        if isinstance(row, AppendOnly) and (row in session.deleted or session.is_modified(row)):
            raise RuntimeError(f"{type(row).__name__} is append-only")
    if has_request_context() and not _writing.get():
        for row in (*session.new, *session.dirty, *session.deleted):
            raise RuntimeError(f"{request.method} {request.endpoint} tried to write a {type(row).__name__}")


@event.listens_for(Engine, "connect")
def _tune(connection, _record):
    if isinstance(connection, sqlite.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "journal_mode=WAL",
            "synchronous=FULL",  # NORMAL loses acknowledged referrals when the power goes
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection):
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _engine_options(url: str) -> dict:
    """Statements' values are people's data: they stay out of error messages and logs."""
    options = {"hide_parameters": True}
    if make_url(url).get_backend_name() == "sqlite":
        if sqlite.sqlite_version_info < OLDEST_SQLITE:
            raise BadSettings(
                f"SQLite {sqlite.sqlite_version} can damage a database that two processes write. "
                "Install the pysqlite3 package (SQLite 3.51.3 or later), or set DATABASE_URL to a PostgreSQL database."
            )
        return options | {"module": sqlite, "connect_args": {"timeout": BUSY_SECONDS}}
    # No question here runs long enough to win back what compiling it first would cost.
    limits = f"-c jit=off -c timezone=UTC -c lock_timeout={BUSY_SECONDS}s -c statement_timeout=60s"
    return options | {"connect_args": {"options": limits, "connect_timeout": 5}, "pool_pre_ping": True}


def _plain_type(kind, item, _context):
    """Migrations outlive this file: they name SQLAlchemy's own types, never ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Utc) else False


def _is_ours(_item, name, kind, _reflected, _other) -> bool:
    """Whether a migration may touch it: the search index's own tables and indexes are written by hand."""
    return not (kind in {"table", "index"} and name and "_fts" in name)


def init_app(app) -> None:
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(app.config["SQLALCHEMY_DATABASE_URI"]) | app.config.get(
        "SQLALCHEMY_ENGINE_OPTIONS", {}
    )
    db.init_app(app)
    Migrate(
        app,
        db,
        directory=f"{app.root_path}/migrations",
        render_as_batch=True,
        render_item=_plain_type,
        include_object=_is_ours,
    )
