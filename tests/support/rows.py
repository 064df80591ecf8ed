"""The rows of a PostgreSQL database of the tests, taken away or put back over one connection that stays.

A new connection has to learn every table anew and a new database has hundreds of files: either takes longer than most
tests. So neither is made where the rows alone have changed.
"""

import contextlib
from collections.abc import Callable, Iterator

import psycopg
from psycopg import sql

OURS = "select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version' order by 1"
# Whoever is still at work is sent away; who only waits in a pool may stay.
SEND_AWAY = """
select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
"""
# As a replica the triggers of what is append-only and the foreign keys stay out of it. What has no page has no row.
EMPTY = """
do $$ declare one record; begin
    set local session_replication_role = replica;
    for one in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
            and relname <> 'alembic_version' and pg_relation_size(oid) > 0 loop
        execute format('delete from %I', one.relname);
    end loop;
end $$
"""
# Every change of a row leaves a younger transaction in its table, or fewer rows.
MARK = "select {name}, count(*), coalesce(max(xmin::text::bigint), 0) from {table}"


@contextlib.contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """A connection to the database at the SQLAlchemy address `url`, on which every statement is kept at once."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def empty(connection: psycopg.Connection) -> None:
    """Take all rows away but the migrations' own."""
    connection.execute(SEND_AWAY)
    connection.execute(EMPTY)


@contextlib.contextmanager
def keeper(original: str, copy: str) -> Iterator[Callable[[], None]]:
    """What makes the rows of `copy`, made of the database `original` just now, once more what they were."""
    with contextlib.ExitStack() as stack:
        kept: list[Rows] = []

        def put_back() -> None:
            if not kept:
                kept.append(Rows(original, stack.enter_context(connected(copy))))
            kept[0].put_back()

        yield put_back


class Rows:
    """The rows of the database `original`, for a copy of it behind `connection`."""

    def __init__(self, original: str, connection: psycopg.Connection) -> None:
        self._copy = connection
        with connected(original) as source:
            self._rows = {name: _read(source, name) for (name,) in source.execute(OURS).fetchall()}
            self._marks = self._marked(source)

    def put_back(self) -> None:
        """Fill the tables that have changed since anew."""
        self._copy.execute(SEND_AWAY)
        marks = self._marked(self._copy)
        changed = [name for name in marks if marks[name] != self._marks[name]]
        with self._copy.transaction():
            self._copy.execute("set local session_replication_role = replica")
            for name in changed:
                self._copy.execute(sql.SQL("delete from {}").format(sql.Identifier(name)))
                with self._copy.cursor().copy(_copying(name, "from stdin")) as into:
                    into.write(self._rows[name])
        self._marks = self._marked(self._copy)

    def _marked(self, connection: psycopg.Connection) -> dict[str, tuple]:
        asked = sql.SQL(" union all ").join(
            sql.SQL(MARK).format(name=sql.Literal(name), table=sql.Identifier(name)) for name in self._rows
        )
        return {name: mark for name, *mark in connection.execute(asked).fetchall()}


def _read(connection: psycopg.Connection, name: str) -> bytes:
    with connection.cursor().copy(_copying(name, "to stdout")) as out:
        return b"".join(bytes(part) for part in out)


def _copying(name: str, way: str) -> sql.Composable:
    return sql.SQL(f"copy {{}} {way} (format binary)").format(sql.Identifier(name))
