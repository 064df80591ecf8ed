"""Quarters of a year, by which returned referrals are looked at."""

import datetime as dt
import re
from typing import NamedTuple

from core import clock

WRITTEN = re.compile("(20[0-9]{2})-Q([1-4])")


class Quarter(NamedTuple):
    """One quarter; `number` is 1 for January to March."""

    year: int
    number: int

    @property
    def begins(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before it."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def code(self) -> str:
        """As it stands in an address: 2026-Q4."""
        return f"{self.year}-Q{self.number}"

    @property
    def words(self) -> str:
        """As people read it: October to December 2026."""
        last = self.next.begins - dt.timedelta(days=1)
        return f"{self.begins:%B} to {last:%B} {self.year}"

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """When it begins in England, and when the next one does."""
        first, after = (dt.datetime.combine(day, dt.time(), clock.LONDON) for day in (self.begins, self.next.begins))
        return first, after


def of(day: dt.date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def around(quarter: Quarter, *, today: dt.date) -> list[Quarter]:
    """The quarter before, this one, and the next if it has begun."""
    return [one for one in (quarter.previous, quarter, quarter.next) if one <= of(today)]


def read(code: str, *, today: dt.date) -> Quarter:
    """The quarter that an address names, not after today's; today's if it names none."""
    found = WRITTEN.fullmatch(code or "")
    return min(Quarter(int(found[1]), int(found[2])), of(today)) if found else of(today)
