"""What is asked of the counts of looks: how many there were in each of the last weeks."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select

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


def since(moment: dt.datetime, service_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """How often the page of each of these listings, or of every one, was opened from the day of `moment` on."""
    times = select(ListingLook.service_id, func.sum(ListingLook.times)).group_by(ListingLook.service_id)
    rows = times.where(ListingLook.day >= moment.astimezone(clock.LONDON).date())
    if service_ids is not None:
        rows = rows.where(ListingLook.service_id.in_(service_ids))
    return dict(db.session.execute(rows).all())


def monday(day: dt.date) -> dt.date:
    """The Monday of its week."""
    return day - dt.timedelta(days=day.weekday())
