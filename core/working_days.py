"""England's working days: Monday to Friday without bank holidays."""

from bisect import bisect_right
from datetime import date, timedelta

from govuk_bank_holidays.bank_holidays import BankHolidays

# The dates that the government has announced, as they come with the library; nothing is fetched. Before the first
# and after the last of these years, only weekends are known: a count that reaches there can be some days too high.
_KNOWN = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
BANK_HOLIDAYS = tuple(sorted({day["date"] for day in _KNOWN}))
FIRST_KNOWN_YEAR = BANK_HOLIDAYS[0].year
LAST_KNOWN_YEAR = BANK_HOLIDAYS[-1].year

_OFF = frozenset(BANK_HOLIDAYS)
_WEEKDAYS_OFF = tuple(day for day in BANK_HOLIDAYS if day.weekday() < 5)


def is_working_day(day: date) -> bool:
    """Whether people are at work in England on `day`, as far as bank holidays are known."""
    return day.weekday() < 5 and day not in _OFF


def working_days_between(start: date, end: date) -> int:
    """How many working days come after `start`, up to and including `end`.

    So what arrives today is 0 days old, and on the next working day 1, whatever lies between. If `end` is the
    earlier of the two, the answer is the same count below zero.
    """
    return _up_to(end) - _up_to(start)


def _up_to(day: date) -> int:
    """Working days from the calendar's first Monday, 1 January of year 1, up to and including `day`."""
    weeks, days_into_week = divmod(day.toordinal(), 7)
    return weeks * 5 + min(days_into_week, 5) - bisect_right(_WEEKDAYS_OFF, day)


def add_working_days(day: date, n: int) -> date:
    """The `n`th working day after `day`, or before it if `n` is below zero; `day` itself if `n` is 0."""
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_day_from(day: date) -> date:
    """`day` itself if people are at work on it, else the next on which they are."""
    return day if is_working_day(day) else add_working_days(day, 1)


def is_known(day: date) -> bool:
    """Whether the bank holidays of that year are announced, so that counts up to `day` are exact."""
    return FIRST_KNOWN_YEAR <= day.year <= LAST_KNOWN_YEAR
