"""When each thing happened: the days of a life, laid on working days and hours that are over."""

import datetime as dt
from itertools import zip_longest
from random import Random

from core.clock import LONDON
from core.working_days import add_working_days, is_working_day

OPENS, CLOSES = 8 * 60 + 40, 16 * 60 + 30  # minutes of the day within which things are written down


def moments(days: list[int], *, made: dt.date, today: dt.date, rng: Random, times: list = ()) -> list[dt.datetime]:
    """When a referral was made and each of its steps happened, in order, the last of them before `today`.

    `days` are whole days counted from the day on which it was `made`. `times` holds for each step a time of day like
    09:30, or None for any.
    """
    latest = add_working_days(today, -1)
    found: list[dt.datetime] = []
    for day, time in zip_longest((0, *days), (None, *times)):
        date = min(at_work(made + dt.timedelta(days=day)), latest)
        found.append(_next(found[-1] if found else None, date, time, rng))
    return found


def latest_weekday(day: dt.date, weekday: int | None) -> dt.date:
    """The last day up to `day` that is that day of the week, 0 for Monday; any will do if it is None."""
    return day if weekday is None else day - dt.timedelta(days=(day.weekday() - weekday) % 7)


def at_work(day: dt.date) -> dt.date:
    """`day` itself if people work on it, otherwise the last working day before it."""
    return day if is_working_day(day) else add_working_days(day, -1)


def _next(previous: dt.datetime | None, date: dt.date, time: str | None, rng: Random) -> dt.datetime:
    if previous is not None and previous.astimezone(LONDON).date() >= date:
        return previous + dt.timedelta(minutes=rng.randint(4, 25))
    minute = rng.randint(OPENS, CLOSES)
    at = dt.time.fromisoformat(time) if time else dt.time(minute // 60, minute % 60)
    return dt.datetime.combine(date, at, LONDON).astimezone(dt.UTC)
