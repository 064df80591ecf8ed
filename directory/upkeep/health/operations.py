"""Writing down, once a day, how far the directory can be trusted."""

from collections import Counter

from accounts.roles import Permission, may
from core import clock
from core.db import db
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
    noted = queries.day(clock.today())
    if noted and noted.counts == counts:
        return Counter()
    if noted is None:
        noted = DirectoryDay(day=clock.today(), listings=0, counts={})
        db.session.add(noted)
    noted.listings, noted.counts = counts[Measure.ALL], counts
    db.session.flush()
    return Counter({"listings counted": noted.listings})
