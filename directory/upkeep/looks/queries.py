"""What is asked of the counts of looks: how many there were in each of the last weeks."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from core import clock
from core.db import db
from directory.upkeep.looks.models import ListingLook
from directory.upkeep.looks.tally import Counts

WEEKS = 8


class Week(NamedTuple):
    """The Monday with which a week begins, and how often the page was opened in it."""

    begins: dt.date
    times: int


def by_week(service_ids: Collection[uuid.UUID], *, unwritten: Counts) -> dict[uuid.UUID, list[Week]]:
    """The last eight weeks of each listing, this one last; `unwritten` is what is counted and not in the table yet."""
    this = monday(clock.today())
    mondays = [this - dt.timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    rows = select(ListingLook.service_id, ListingLook.day, ListingLook.times).where(
        ListingLook.service_id.in_(service_ids), ListingLook.day >= mondays[0]
    )
    counted: Counter[tuple[uuid.UUID, dt.date]] = Counter()
    for service_id, day, times in (*db.session.execute(rows), *((*key, times) for key, times in unwritten.items())):
        counted[service_id, monday(day)] += times
    return {one: [Week(begins, counted[one, begins]) for begins in mondays] for one in service_ids}


def monday(day: dt.date) -> dt.date:
    """The Monday of its week."""
    return day - dt.timedelta(days=day.weekday())
