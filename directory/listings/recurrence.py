"""Which days a recurrence rule names: the part of RFC 5545 that Open Referral UK uses, by plain arithmetic.

Days are counted as `date.toordinal` does (day 1 was a Monday), because a page of results asks for many.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from directory.listings.words import Frequency

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
EVER = (1, date.max.toordinal())
# A rule that ends after so many times is followed so far; one that goes on longer is one without an end.
_MOST_TIMES = 2000
_LONGEST = 50 * 366


class Rule(NamedTuple):
    """A rule, its days counted from `start`: by weeks, by months, or once where `freq` is None."""

    freq: Frequency | None
    interval: int
    byday: tuple[tuple[int, int], ...]  # (which of the month or 0 for every, weekday from 0 for Monday)
    bymonthday: tuple[int, ...]
    wkst: int
    start: int | None

    @property
    def recurs(self) -> bool:
        """Whether it names days again and again."""
        return bool(self.byday or self.bymonthday)

    @property
    def known(self) -> bool:
        """Whether it says which weeks or months: one in two needs a first day to be counted from."""
        return self.interval == 1 or self.start is not None


def rule_of(freq, interval, byday, bymonthday, wkst, dtstart) -> Rule:
    """The rule in a schedule's own words; what it does not say follows from its first day, as RFC 5545 has it."""
    days = tuple((int(which or 0), WEEKDAYS.index(day)) for which, day in BYDAY.findall((byday or "").upper()))
    numbers = tuple(number for text in re.findall(r"-?\d+", bymonthday or "") if 1 <= abs(number := int(text)) <= 31)
    first = date.fromisoformat(dtstart) if dtstart else None
    freq = Frequency(freq) if freq else _likely(days, numbers)
    if first and freq and not days and not numbers:
        days, numbers = ((), (first.day,)) if freq is Frequency.MONTHLY else (((0, first.weekday()),), ())
    week_start = WEEKDAYS.index(wkst) if wkst in WEEKDAYS else 0
    return Rule(freq, max(int(interval or 1), 1), days, numbers, week_start, first and first.toordinal())


def _likely(days: tuple, numbers: tuple) -> Frequency | None:
    if numbers or any(which for which, _ in days):
        return Frequency.MONTHLY
    return Frequency.WEEKLY if days else None


def between(rule: Rule, first: int, last: int) -> Iterator[int]:
    """The days of the rule from `first` to `last`, both included, in order."""
    first = max(first, rule.start or first)
    if first > last:
        return iter(())
    if rule.freq is None:
        return iter((rule.start,) if rule.start and rule.start >= first else ())
    if not rule.recurs:
        return iter(())
    return (_weekly if rule.freq is Frequency.WEEKLY else _monthly)(rule, first, last)


def end_of(rule: Rule, count: int | None) -> int:
    """The day of its `count`th time; the end of time where it has no such end."""
    if not count or rule.start is None or count > _MOST_TIMES:
        return EVER[1]
    last = min(rule.start + _LONGEST * rule.interval, EVER[1])
    return next(islice(between(rule, rule.start, last), count - 1, None), EVER[1])


def _weekly(rule: Rule, first: int, last: int) -> Iterator[int]:
    week, step = _week_of(rule, first), 7
    if rule.start is not None:
        step = 7 * rule.interval
        week += (_week_of(rule, rule.start) - week) % step
    offsets = sorted({(weekday - rule.wkst) % 7 for _, weekday in rule.byday} or range(7))
    while week <= last:
        for offset in offsets:
            if first <= week + offset <= last and _fits(rule, week + offset):
                yield week + offset
        week += step


def _week_of(rule: Rule, day: int) -> int:
    """The first day of its week."""
    return day - (day - 1 - rule.wkst) % 7


def _fits(rule: Rule, day: int) -> bool:
    """Whether a day of a weekly rule is one of the days of the month that the rule may name besides."""
    return not rule.bymonthday or day in _by_number(rule, _month_of(day))


def _month_of(day: int) -> int:
    """The months from the beginning of the calendar to that of `day`."""
    found = date.fromordinal(day)
    return found.year * 12 + found.month - 1


def _monthly(rule: Rule, first: int, last: int) -> Iterator[int]:
    month, step = _month_of(first), 1
    if rule.start is not None:
        step = rule.interval
        month += (_month_of(rule.start) - month) % step
    for one in range(month, _month_of(last) + 1, step):
        yield from (day for day in _of_month(rule, one) if first <= day <= last)


def _of_month(rule: Rule, month: int) -> list[int]:
    if not rule.byday:
        return sorted(_by_number(rule, month))
    days = _by_weekday(rule, month)
    return sorted(days & _by_number(rule, month) if rule.bymonthday else days)


def _bounds(month: int) -> tuple[int, int]:
    """The first day of a month, and how many it has."""
    year, number = month // 12, month % 12 + 1
    return date(year, number, 1).toordinal(), monthrange(year, number)[1]


def _by_weekday(rule: Rule, month: int) -> set[int]:
    """Every Friday, the second Friday, the last Friday."""
    begin, length = _bounds(month)
    found: set[int] = set()
    for which, weekday in rule.byday:
        all_of_them = range(begin + (weekday - begin + 1) % 7, begin + length, 7)
        if not which:
            found.update(all_of_them)
        elif abs(which) <= len(all_of_them):
            found.add(all_of_them[which - (which > 0)])
    return found


def _by_number(rule: Rule, month: int) -> set[int]:
    """The 15th, and the last but one (-2)."""
    begin, length = _bounds(month)
    numbers = (number if number > 0 else length + 1 + number for number in rule.bymonthday)
    return {begin + number - 1 for number in numbers if 1 <= number <= length}
