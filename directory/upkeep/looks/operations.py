"""What is done with counted looks: they are written, and after a year thrown away."""

import datetime as dt
import uuid

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError, OperationalError

from core import clock
from core.db import db, insert_missing, transaction
from directory.upkeep.looks.models import ListingLook
from directory.upkeep.looks.tally import Counts, Tally

KEPT = dt.timedelta(days=400)


def write(tally: Tally) -> bool:
    """Write what `tally` holds, in a short transaction of its own; whether there was the room and the time for it.

    It never raises: what could not be written waits in the tally for the next time.
    """
    counts = tally.take()
    try:
        with transaction():
            _add(counts)
    except OperationalError:
        tally.put_back(counts)
        return False
    except IntegrityError:  # a listing that is gone: its looks interest nobody
        return False
    return True


def _add(counts: Counts) -> None:
    ordered = sorted(counts.items())  # two who write at once meet in the same order, and neither waits for the other
    rows = [{"id": uuid.uuid4(), "service_id": one, "day": day, "times": 0} for (one, day), _ in ordered]
    insert_missing(ListingLook.__table__, rows)
    for (service_id, day), times in ordered:
        row = update(ListingLook).where(ListingLook.service_id == service_id, ListingLook.day == day)
        db.session.execute(row.values(times=ListingLook.times + times))


def forget(now: dt.datetime) -> int:
    """Delete the counts of days more than 400 days ago; returns how many."""
    first = now.astimezone(clock.LONDON).date() - KEPT
    return db.session.execute(delete(ListingLook).where(ListingLook.day < first)).rowcount
