"""Writing down, once a day, how far the directory can be trusted."""

import uuid
from collections import Counter

from accounts.roles import Permission, may
from core import clock
from core.db import db, hold, insert_missing
from core.refusals import Missing
from directory.upkeep.health import queries
from directory.upkeep.health.measures import Measure
from directory.upkeep.health.models import DirectoryDay


def note_day(actor) -> Counter[str]:
    """Count the directory as it is today; done again on the same day, the later count stands. Raises Missing.

    Returns what it did, for the nightly round: nothing where the count of today is as it was.
    """
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    counts = {measure.value: count for measure, count in queries.counts().items()}
    noted = _today()
    if noted.counts == counts:
        return Counter()
    noted.listings, noted.counts = counts[Measure.ALL], counts
    db.session.flush()
    return Counter({"listings counted": noted.listings})


def _today() -> DirectoryDay:
    """The row of today, made if there is none; of two rounds at once, one waits here until the other is done."""
    today = clock.today()
    row = {"id": uuid.uuid4(), "created_at": clock.now(), "day": today, "listings": 0, "counts": {}}
    insert_missing(DirectoryDay.__table__, [row])
    noted = queries.day(today)
    hold(noted)
    return noted
