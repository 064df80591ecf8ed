"""A table's way into the directory: kept for a day, its columns matched, its rows taken in one by one."""

import datetime as dt
import uuid
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from accounts.roles import Permission, may
from core import audit, clock
from core.db import check_version, db, transaction
from core.refusals import Missing, Refused
from directory.exchange.operations import TOGETHER, Outcome
from directory.exchange.provenance import operations as provenance
from directory.exchange.tables import queries
from directory.exchange.tables.columns import COLUMNS, FOR_ALL, NAME, guess
from directory.exchange.tables.filling import filled
from directory.exchange.tables.models import WaitingTable
from directory.exchange.tables.plan import Plan, Planned, said_hash
from directory.exchange.tables.reading import NotReadable
from directory.exchange.tables.reading import table as read_table
from directory.listings import operations as listings

KEPT = dt.timedelta(days=1)

MATCH_NAME = "Choose which column has the name of the listing"


def keep_table(actor, *, file: bytes, file_name: str, source: str) -> WaitingTable:
    """Keep an uploaded table until it is matched and imported, a day at most. Raises Refused.

    `source` is what the list is called: the same list under the same name is the same listings again.
    """
    _must_edit(actor)
    try:
        found = read_table(file, file_name)
    except NotReadable as problem:
        raise Refused(str(problem), field="file") from None
    forget(clock.now())
    table = WaitingTable(
        uploaded_by_id=actor.id,
        file_name=file_name[-200:],
        source=source[:200],
        header=found.header,
        content=queries.packed(found.rows),
        row_count=len(found.rows),
        matching=guess(found.header),
        for_all={},
    )
    db.session.add(table)
    audit.record(actor, "table.uploaded", table, rows=table.row_count)
    return table


def match_columns(actor, table: WaitingTable, *, version: int, matching: list[str], for_all: dict) -> WaitingTable:
    """Say which of our columns each of theirs is ("" to leave it out), and what holds for all rows. Raises Refused."""
    _must_edit(actor)
    check_version(table, version)
    _must_wait(table)
    named = [name for name in matching if name]
    if len(matching) != len(table.header) or set(named) - set(COLUMNS) or len(set(named)) < len(named):
        raise Refused("Match each of the table’s columns to one of ours, and none of ours twice")
    if NAME not in named:
        raise Refused(MATCH_NAME)
    table.matching = list(matching)
    table.for_all = {name: for_all[name] for name in FOR_ALL if for_all.get(name)}
    audit.record(actor, "table.matched", table)
    return table


def import_table(actor, table: WaitingTable, *, version: int) -> None:
    """Take every row into the directory, keeping each batch as it is done. Raises Refused, Stale.

    A row that is refused stops no other. Whatever stops the import, importing again goes on: rows that are in the
    directory already are unchanged.
    """
    _must_edit(actor)
    check_version(table, version)
    _must_wait(table)
    if queries.is_being_imported(table):
        raise Refused("This table is being imported at this moment. Wait for it, then open this page again")
    table_id, rows = table.id, queries.rows_of(table)
    _note_progress(table_id, 0)
    counts, problems = dict.fromkeys(Outcome, 0), []
    try:
        for outcome, told in _take_all(actor, table_id, rows):
            counts[outcome] += 1
            problems += told
        _finish(actor, table_id, counts, problems)
    except DBAPIError as error:
        raise Refused(
            f"The database stopped the import ({type(error.orig).__name__}). Import again to go on"
        ) from error


def discard_table(actor, table: WaitingTable, *, version: int) -> None:
    """Throw a table away before its day is over. Raises Stale."""
    _must_edit(actor)
    check_version(table, version)
    audit.record(actor, "table.discarded", table)
    db.session.delete(table)


def forget(now: dt.datetime) -> int:
    """Delete the tables of more than a day ago; returns how many."""
    return db.session.execute(delete(WaitingTable).where(WaitingTable.created_at < now - KEPT)).rowcount


def _take_all(actor, table_id: uuid.UUID, rows: list) -> Iterator[tuple[Outcome, list]]:
    """What became of each row, told when it is kept."""
    plan, waiting, done = Plan(queries.find(actor, table_id)), iter(rows), 0
    while batch := list(islice(waiting, TOGETHER)):
        with transaction():
            table = queries.find(actor, table_id)
            results = [_take(actor, table, planned) for planned in plan.of(batch)]
        db.session.expunge_all()
        yield from results
        done += len(batch)
        _note_progress(table_id, done)


def _take(actor, table: WaitingTable, planned: Planned) -> tuple[Outcome, list]:
    """Write one row inside a savepoint, so that what is refused takes nothing else with it."""
    try:
        with db.session.begin_nested():
            _write(actor, table, planned)
    except Refused as refusal:
        return Outcome.REFUSED, [(planned.number, "", refusal.words)]
    except SQLAlchemyError as error:
        if getattr(error, "connection_invalidated", False):
            raise
        return Outcome.REFUSED, [(planned.number, "", f"the database refused it ({type(error).__name__})")]
    return planned.outcome, queries.told(table, planned)


def _write(actor, table: WaitingTable, planned: Planned) -> None:
    why = f"Row {planned.number} of {table.file_name}"
    said, service, document = said_hash(planned.cells), planned.service, planned.document
    if planned.outcome is Outcome.ADDED:
        origin = {"source": table.source, "source_id": planned.source_id, "source_hash": said}
        _remember(listings.add_listing(actor, document=document, why=why, **origin), table, planned)
    elif planned.outcome is Outcome.CHANGED and service.source == table.source:
        listings.change_from_source(actor, service, document=document, source_hash=said, why=why)
        _remember(service, table, planned)
    elif planned.outcome is Outcome.CHANGED:
        listings.change_listing(actor, service, version=service.version, document=document, why=why)


def _remember(service, table: WaitingTable, planned: Planned) -> None:
    """Keep what the row says, so that each field can tell where it came from and when."""
    origin = {"source": table.source, "source_id": planned.source_id, "said_hash": said_hash(planned.cells)}
    provenance.remember(service, document=filled({}, planned.cells)[0], **origin)


def _note_progress(table_id: uuid.UUID, done: int) -> None:
    with transaction():
        told = {"rows_done": done, "working_at": clock.now()}
        db.session.execute(update(WaitingTable).where(WaitingTable.id == table_id).values(**told))


def _finish(actor, table_id: uuid.UUID, counts: dict, problems: list) -> None:
    with transaction():
        table = queries.find(actor, table_id)
        table.done_at, table.content, table.rows_done = clock.now(), None, table.row_count
        table.report = {
            "counts": {outcome.value: number for outcome, number in counts.items()},
            "problems": problems[: queries.MOST_PROBLEMS],
        }
        audit.record(actor, "table.imported", table, **table.report["counts"])


def _must_wait(table: WaitingTable) -> None:
    if table.done_at:
        raise Refused("This table was imported already")


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
