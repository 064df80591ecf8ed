"""How long a page keeps its server, and how long its statements alone: what else the machine does is left out."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import event
from sqlalchemy.engine import Engine

COLUMNS = re.compile(r"\(([^)]*)\)")


class Cost(NamedTuple):
    """Milliseconds: of a whole page, and of its statements, asked again over the driver's own connection."""

    page: float
    bare: float

    @property
    def times(self) -> float:
        """How many times its bare statements the page takes."""
        return self.page / self.bare


class Watch:
    """Adds up the statements of one engine. PostgreSQL works in processes of its own: its answers are waited for.

    `waited` is seconds by the clock, `worked` those of this process in the same moments; what is written counts with
    the commit that makes it last.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.forget()
        event.listen(engine, "before_cursor_execute", self._begin)
        event.listen(engine, "after_cursor_execute", self._end)
        engine.dialect.do_commit = self._commits(engine.dialect.do_commit)

    def forget(self) -> None:
        """Begin again with nothing."""
        self.waited = self.worked = 0.0
        self.queries: list[tuple[str, Any]] = []
        self.written: list[tuple[str, Any]] = []

    def _begin(self, *_) -> None:
        self._began = time.perf_counter(), time.process_time()

    def _end(self, _connection, _cursor, statement, parameters, *_) -> None:
        self._add_up()
        kind = statement.split(None, 1)[0].upper()
        {"SELECT": self.queries, "INSERT": self.written}.get(kind, []).append((statement, parameters))

    def _add_up(self) -> None:
        waited, worked = self._began
        self.waited += time.perf_counter() - waited
        self.worked += time.process_time() - worked

    def _commits(self, commit: Callable[[Any], None]) -> Callable[[Any], None]:
        def timed(connection) -> None:
            self._begin()
            commit(connection)
            self._add_up()

        return timed

    def page(self, draw) -> float:
        """Seconds that `draw` takes: its own work, and the wait for every statement and commit."""
        self.forget()
        began = time.process_time()
        draw()
        return time.process_time() - began - self.worked + self.waited

    def bare(self) -> float:
        """Seconds of the last page's statements: queries with their rows fetched and nothing made of them, and writes.

        The audit's entry, without which nobody is shown a record, is written once more under another id and committed.
        """
        with self.engine.connect() as connection:
            driver = connection.connection
            driver.rollback()
            began = time.perf_counter()
            for statement, parameters in self.queries:
                driver.execute(statement, parameters).fetchall()
            driver.rollback()
            for statement, parameters in self.written:
                driver.execute(statement, _another(statement, parameters))
            if self.written:
                driver.commit()
            return time.perf_counter() - began


def _another(statement: str, parameters):
    """The parameters of an insertion with an id that is not there yet."""
    if isinstance(parameters, dict):
        return parameters | {"id": uuid.uuid4()}
    place = COLUMNS.search(statement)[1].split(", ").index("id")
    return (*parameters[:place], uuid.uuid4().hex, *parameters[place + 1 :])
