"""Nights: the round as it runs at the shell, on a day that the test chooses, and the letters that it wrote."""

from datetime import timedelta

from sqlalchemy import select

from accounts.actors import System
from accounts.roles import Role
from core import clock
from core.db import db
from core.outbox.models import Message
from directory.listings.models import Service
from directory.upkeep.asking.queries import KIND
from directory.upkeep.rounds.running import run

ROUND = System(Role.DIRECTORY_EDITOR)
DAY = timedelta(days=1)


def nightly() -> dict[str, int]:
    """One round; what it did, all steps together, but for the count of the directory, which every night takes."""
    done: dict[str, int] = {}
    for _, counts in run(ROUND):
        done |= {what: number for what, number in counts.items() if what != "listings counted"}
    return done


def after(days: int):
    """So many days from now."""
    return clock.at(clock.now() + days * DAY)


def letters(kind: str = KIND) -> list[Message]:
    """The messages that ask, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.created_at)))


def kept(service_id) -> Service:
    """The listing as the database has it."""
    return db.session.get(Service, service_id, populate_existing=True)
