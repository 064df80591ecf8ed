"""What a waiting table holds, and what importing it would do to the directory."""

import datetime as dt
import json
import uuid
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select

from accounts.roles import Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from directory.exchange.operations import Outcome
from directory.exchange.tables import telling
from directory.exchange.tables.columns import COLUMNS
from directory.exchange.tables.models import WaitingTable
from directory.exchange.tables.plan import TOGETHER, Plan, Planned, Row
from directory.listings.models import listing_entry
from directory.search import queries as search
from directory.search.query import Arguments, SearchQuery

# After so long without a word an import is given up for lost.
SILENCE = dt.timedelta(minutes=2)
SAMPLES = 3
SHOWN = 20
MOST_PROBLEMS = 1000


class Preview(NamedTuple):
    """What importing would do: how many rows of each outcome, why some are refused, and how the first would look."""

    counts: dict[Outcome, int]
    problems: list[tuple[int, str, str]]
    first: list[Planned]
    looks: list[dict[str, str]]


def find(actor, table_id: uuid.UUID) -> WaitingTable:
    """A table that waits, or was imported within a day, for an editor. Raises Missing."""
    table = db.session.get(WaitingTable, table_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if table is None:
        raise Missing
    return table


def packed(rows: list[Row]) -> bytes:
    """The rows as they are kept."""
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def is_being_imported(table: WaitingTable) -> bool:
    """Whether somebody is at it: whoever imports says so after each batch."""
    return not table.done_at and bool(table.working_at) and clock.now() - table.working_at < SILENCE


def rows_of(table: WaitingTable) -> list[Row]:
    """The rows of a table; none once it was imported."""
    return [(number, cells) for number, cells in json.loads(zlib.decompress(table.content))] if table.content else []


def samples(table: WaitingTable) -> list[list[str]]:
    """For each column up to three different values, shortened."""
    rows = [cells for _, cells in rows_of(table)[:500]]
    found = []
    for at in range(len(table.header)):
        values = dict.fromkeys(" ".join(cells[at].split()) for cells in rows if cells[at])
        found.append([value if len(value) <= 60 else f"{value[:59]}…" for value in islice(values, SAMPLES)])
    return found


def preview(table: WaitingTable) -> Preview:
    """What importing the table would do now; nothing is written."""
    counts, problems, first = dict.fromkeys(Outcome, 0), [], []
    for planned in Plan(table).of(rows_of(table)):
        counts[planned.outcome] += 1
        problems += told(table, planned)
        if len(first) < SHOWN:
            first.append(planned)
    return Preview(counts, problems[:MOST_PROBLEMS], first, [_look(planned) for planned in first])


def _look(planned: Planned) -> dict[str, str]:
    """What would be read of a row's listing, by our columns; of a refused row, what it says itself."""
    return telling.cells(planned.document) if planned.document else planned.cells


def told(table: WaitingTable, planned: Planned) -> list[tuple[int, str, str]]:
    """Why a row is refused: (its number, the words over the column, the reason), a line for each reason."""
    return [(planned.number, _their_words(table, problem.column), problem.words) for problem in planned.problems]


def public_records(arguments: Arguments | None = None) -> Iterator[dict]:
    """The prepared public record of every listing that can be found, or of those that a search finds, in its order.

    `arguments` are those of a search's address.
    """
    query = search.understand(arguments) if arguments else SearchQuery()
    numbers, _ = search.numbers(query)
    for start in range(0, len(numbers), TOGETHER):
        some = numbers[start : start + TOGETHER].tolist()
        question = select(listing_entry.c.number, listing_entry.c.record).where(listing_entry.c.number.in_(some))
        records = {row.number: row.record for row in db.session.execute(question)}
        yield from (json.loads(records[number]) for number in some if records.get(number))


def _their_words(table: WaitingTable, name: str) -> str:
    """What their table calls our column; "" for a row as a whole."""
    matched = dict(zip(table.matching or [], table.header, strict=False))
    return matched.get(name) or (COLUMNS[name].words if name in COLUMNS else "")
