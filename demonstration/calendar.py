"""When each thing happened: the days of a life, laid on working days and hours that are over."""

import datetime as dt
from random import Random

from core.clock import LONDON
from core.working_days import add_working_days, is_working_day

OPENS, CLOSES = 8 * 60 + 40, 16 * 60 + 30  # minutes of the day within which things are written down


def moments(days: list[int], *, days_ago: int, today: dt.date, rng: Random) -> list[dt.datetime]:
    """When a referral was made and each of its steps happened, in order, the last of them before `today`.

    `days` are whole days counted from the referral, which was made `days_ago` days before today.
    """
    made = today - dt.timedelta(days=days_ago)
    latest = add_working_days(today, -1)
    found: list[dt.datetime] = []
    for day in (0, *days):
        date = min(at_work(made + dt.timedelta(days=day)), latest)
        found.append(_next(found[-1] if found else None, date, rng))
    return found


def at_work(day: dt.date) -> dt.date:
    """`day` itself if people work on it, otherwise the last working day before it."""
    return day if is_working_day(day) else add_working_days(day, -1)


def _next(previous: dt.datetime | None, date: dt.date, rng: Random) -> dt.datetime:
    if previous is not None and previous.astimezone(LONDON).date() >= date:
        return previous + dt.timedelta(minutes=rng.randint(4, 25))
    minute = rng.randint(OPENS, CLOSES)
    return dt.datetime.combine(date, dt.time(minute // 60, minute % 60), LONDON).astimezone(dt.UTC)
