"""What is asked of a database before a demonstration is put into it."""

from enum import Enum

from sqlalchemy import exists, inspect, select

from accounts.queries import by_email
from core.db import db
from demonstration import house


class Standing(Enum):
    """What a database holds."""

    UNPREPARED = "no tables"
    EMPTY = "nothing"
    DEMONSTRATION = "the demonstration"
    OTHER = "something else"


def standing() -> Standing:
    """What this installation's database holds. The demonstration stays that, whatever was added or changed."""
    tables = db.metadata.sorted_tables
    there = set(inspect(db.session.connection()).get_table_names())
    if not {table.name for table in tables} <= there:
        return Standing.UNPREPARED
    if any(by_email(address) for _, address, _ in house.accounts()):
        return Standing.DEMONSTRATION
    if any(db.session.scalar(select(exists().select_from(table))) for table in tables):
        return Standing.OTHER
    return Standing.EMPTY
