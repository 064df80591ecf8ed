"""Nights: the round as it runs at the shell, on a day that the test chooses, and the letters that it wrote."""

from collections import Counter
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
# Done on any night, whatever is due; it has tests of its own.
ALWAYS = "listings counted"


def nightly() -> Counter[str]:
    """One round; what it did of what was due, all steps together."""
    done = sum((counts for _, counts in run(ROUND)), Counter())
    del done[ALWAYS]
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
