"""How long a page keeps its server, and how long its queries alone: what else the machine does is left out."""

import time
from typing import NamedTuple

from sqlalchemy import event
from sqlalchemy.engine import Engine


class Cost(NamedTuple):
    """Milliseconds: of a whole page, and of its queries, asked again over the driver's own connection."""

    page: float
    bare: float

    @property
    def times(self) -> float:
        """How many times its bare queries the page takes."""
        return self.page / self.bare


class Watch:
    """Adds up the statements of one engine. PostgreSQL works in processes of its own: its answers are waited for.

    `waited` is seconds by the clock, `worked` those of this process in the same moments.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.forget()
        event.listen(engine, "before_cursor_execute", self._begin)
        event.listen(engine, "after_cursor_execute", self._end)

    def forget(self) -> None:
        """Begin again with nothing."""
        self.waited = self.worked = 0.0
        self.queries: list[tuple] = []

    def _begin(self, *_) -> None:
        self._began = time.perf_counter(), time.process_time()

    def _end(self, _connection, _cursor, statement, parameters, *_) -> None:
        waited, worked = self._began
        self.waited += time.perf_counter() - waited
        self.worked += time.process_time() - worked
        if statement.lstrip().upper().startswith("SELECT"):
            self.queries.append((statement, parameters))

    def page(self, draw) -> float:
        """Seconds that `draw` takes: its own work, and the wait for every statement."""
        self.forget()
        began = time.process_time()
        draw()
        return time.process_time() - began - self.worked + self.waited

    def bare(self) -> float:
        """Seconds of the queries of the last page, with their rows fetched and nothing made of them."""
        took = 0.0
        with self.engine.connect() as connection:
            cursor = connection.connection.cursor()
            for statement, parameters in self.queries:
                began = time.perf_counter()
                cursor.execute(statement, parameters)
                cursor.fetchall()
                took += time.perf_counter() - began
        return took
