"""What the words beside a session mean for its dates: closed, not on bank holidays, in term time, part of the year."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateutil.easter import easter

from core.working_days import BANK_HOLIDAYS

# What our own form writes; anybody's other words for the same are understood too.
NOT_ON_BANK_HOLIDAYS = "Not on bank holidays."
IN_TERM_TIME = "In term time only."
CLOSED = "Closed"

_BANK_HOLIDAYS = frozenset(BANK_HOLIDAYS)
_MONTHS = tuple("January February March April May June July August September October November December".split())
_MONTH = "(" + "|".join(f"{name[:3]}(?:{name[3:]}|t)?" if len(name) > 3 else name for name in _MONTHS) + ")"
_DAY = r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?"
_NO = r"\b(?:no|not|never|closed|shut|except|excluding|excl|apart from|other than|rest|break)\b"
_OFF_BANK_HOLIDAYS = re.compile(
    rf"{_NO}[^.;!?]{{0,40}}\b(?:bank|public) holidays?|\bbank holidays?\W+(?:are |is )?(?:closed|excluded|excepted)",
    re.IGNORECASE,
)
_TERM_TIME = re.compile(
    rf"(?<!outside )(?<!not in )(?<!just )\bterm[ -]?time|{_NO}[^.;!?]{{0,30}}\bschool holidays?", re.IGNORECASE
)
_CLOSED = re.compile(
    r"\s*(?:closed|shut|no (?:sessions?|meetings?|classes?))\b(?! (?:group|to|list|session))", re.IGNORECASE
)
# Months are told from other words ("may") by their capital. A season with a year is no season.
_OFF = r"((?i:\b(?:no|not|closed|shut|except|rest|break)\b[\w ]{0,20}?)\b)?"
_TO = r"\s*(?:–|-|\b(?:to|until|till|through)\b)\s*"
_SEASON = re.compile(rf"{_OFF}\b{_DAY}{_MONTH}\b{_TO}(?:the end of )?{_DAY}{_MONTH}\b(?!\s+\d{{4}})")
_IN = r"(?i:\b(?:closed|shut|no \w+|not|except|rest|break) (?:in|during|for|throughout))"
_MONTH_OFF = re.compile(rf"{_IN} {_MONTH}\b(?!{_TO}{_DAY}{_MONTH})")

# (month, day) of the weeks in which schools are on holiday everywhere in England, and of those in which many are.
_NO_SCHOOL = (((8, 1), (8, 31)), ((12, 20), (12, 31)), ((1, 1), (1, 4)))
_PERHAPS_NO_SCHOOL = (
    ((2, 10), (2, 25)),
    ((5, 24), (6, 5)),
    ((7, 18), (7, 31)),
    ((9, 1), (9, 7)),
    ((10, 18), (11, 2)),
    ((12, 17), (12, 19)),
    ((1, 5), (1, 7)),
)
_NEAR_EASTER = timedelta(days=16)

Day = tuple[int, int]


class Season(NamedTuple):
    """A part of every year, from one (month, day) to another, both included; `off` if that is when it does not run."""

    off: bool
    first: Day
    last: Day

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it; a season may go over New Year."""
        here = day.month, day.day
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


class Notes(NamedTuple):
    """What was understood."""

    closed: bool = False
    not_on_bank_holidays: bool = False
    term_time: bool = False
    seasons: tuple[Season, ...] = ()

    def keeps(self, day: date) -> bool:
        """Whether a session with these notes may run on `day`. Bank holidays are England's, as far as announced."""
        if self.not_on_bank_holidays and day in _BANK_HOLIDAYS:
            return False
        if self.term_time and _within(day, _NO_SCHOOL):
            return False
        runs = [season for season in self.seasons if not season.off]
        rests = [season for season in self.seasons if season.off]
        return (not runs or any(one.holds(day) for one in runs)) and not any(one.holds(day) for one in rests)

    def doubts(self, day: date) -> bool:
        """Whether only the group can say if it runs on `day`: each council sets its own school holidays."""
        if not self.term_time:
            return False
        return _within(day, _PERHAPS_NO_SCHOOL) or abs(day - easter(day.year)) <= _NEAR_EASTER

    @property
    def sometimes(self) -> bool:
        """Whether the words name days on which it does not run."""
        return self.not_on_bank_holidays or bool(self.seasons)


def _within(day: date, spans: tuple[tuple[Day, Day], ...]) -> bool:
    here = day.month, day.day
    return any(first <= here <= last for first, last in spans)


@lru_cache(maxsize=4096)
def read(*texts: str | None) -> Notes:
    """What these texts, such as a schedule's description and notes, say together."""
    said = [text for text in texts if text]
    if not said:
        return Notes()
    return Notes(
        any(_CLOSED.match(text) for text in said),
        any(_OFF_BANK_HOLIDAYS.search(text) for text in said),
        any(_TERM_TIME.search(text) for text in said),
        tuple(season for text in said for season in _seasons(text)),
    )


def _seasons(text: str) -> Iterator[Season]:
    for off, first_day, first, last_day, last in _SEASON.findall(text):
        yield Season(bool(off), (_number(first), int(first_day or 1)), (_number(last), int(last_day or 31)))
    for found in _MONTH_OFF.finditer(text):
        month = _number(found[1])
        yield Season(True, (month, 1), (month, 31))


def _number(month: str) -> int:
    """5 of May: three letters tell the months apart."""
    return next(number for number, name in enumerate(_MONTHS, 1) if name[:3] == month[:3])


def in_words(season: Season) -> str:
    """April to September; 6 April to 30 September; August."""
    (first, from_day), (last, to_day) = season.first, season.last
    whole = from_day == 1 and to_day == 31
    names = (_MONTHS[first - 1], _MONTHS[last - 1])
    if whole and first == last:
        return names[0]
    return " to ".join(names if whole else (f"{from_day} {names[0]}", f"{min(to_day, _LENGTHS[last])} {names[1]}"))


_LENGTHS = {month: 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31 for month in range(1, 13)}
