"""Dates as clinical systems write them, and the ages beside them."""

import datetime as dt
import re
from typing import NamedTuple

from core.identifiers import NotValid, date_of_birth

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?=$|[^\w/.-]|T\d|[.](?!\d))
    | (?P<day>\d{{1,2}})(?P<sign>[ ]?[./-][ ]?|[ ])(?P<month>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d{{2}})(?![\w/-])
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:[ ]of)?[ ./-]{{0,2}}(?P<month2>{_MONTH})\.?,?[ ./-]{{0,2}}
      (?P<year2>\d{{4}}|['’]?\d{{2}})(?![\w/-])
    | (?P<month3>{_MONTH})\.?[ ](?P<day3>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<year3>\d{{4}})(?![\w/-])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
DIGITS_ONLY = re.compile(r"(?<!\d)(\d{8})(?!\d)")
AGE = re.compile(
    r"[\s,;(\[]{0,3}(?:aged?:?[ ]?)?(?P<years>\d{1,3})(?:[ ]?(?:y\.?o\.?|yrs?|years?(?:[ ]old)?|y)\b|(?=[ ]?\)))"
    r"(?:[ ]?\d{1,2}[ ]?m(?:onths?|ths?)?\b)?[ ]?[)\]]?",
    re.IGNORECASE,
)


class Born(NamedTuple):
    """A date that was read, and where; `day` is None where `doubt` says why. `aged`: an age beside it agrees."""

    day: dt.date | None
    start: int
    end: int
    aged: bool = False
    doubt: str = ""


def first(text: str, start: int, end: int, *, today: dt.date, labelled: bool) -> Born | None:
    """The first date of birth between two places of a text, with the age behind it if there is one."""
    found = DATE.search(text, start, end)
    if found is None:
        return _digits_only(text, start, end, today) if labelled else None
    age = AGE.match(text, found.end(), end)
    stated = int(age["years"]) if age else None
    days = [one for one in _readings(found) if _is_possible(one, today)]
    fitting = days if stated is None else [one for one in days if date_of_birth.age_on(one, today) == stated]
    stop = age.end() if age else found.end()
    if len(fitting) == 1:
        return Born(fitting[0], found.start(), stop, aged=stated is not None)
    return Born(None, found.start(), stop, doubt=_why_not(found[0], days, stated))


def _why_not(written: str, days: list[dt.date], stated: int | None) -> str:
    if not days:
        return f"“{written}” is no date that a living person was born on"
    if stated is not None:
        return f"the date “{written}” and the age of {stated} do not fit each other"
    return f"the year of “{written}” could be in either century"


def _readings(found: re.Match) -> list[dt.date]:
    """Every date that the writing can mean, the day before the month: a year of two digits can mean two."""
    if found["iso"]:
        return _real([found["iso"][:4]], found["iso"][5:7], found["iso"][8:])
    year = (found["year"] or found["year2"] or found["year3"]).strip("'’")
    month = found["month"] or _number(found["month2"] or found["month3"])
    return _real(
        [year] if len(year) == 4 else [f"19{year}", f"20{year}"], month, found["day"] or found["day2"] or found["day3"]
    )


def _real(years: list[str], month: str, day: str) -> list[dt.date]:
    real = []
    for year in years:
        try:
            real.append(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return real


def _number(month: str) -> str:
    return str(MONTHS.index(month[:3].lower()) + 1)


def _is_possible(day: dt.date, today: dt.date) -> bool:
    try:
        date_of_birth.check(day, today=today)
    except NotValid:
        return False
    return True


def _digits_only(text: str, start: int, end: int, today: dt.date) -> Born | None:
    """Eight digits behind a label, if they make one date only."""
    found = DIGITS_ONLY.search(text, start, end)
    if found is None:
        return None
    digits = found[0]
    days = _real([digits[:4]], digits[4:6], digits[6:]) + _real([digits[4:]], digits[2:4], digits[:2])
    possible = {one for one in days if _is_possible(one, today)}
    if len(possible) == 1:
        return Born(possible.pop(), found.start(), found.end())
    return Born(None, found.start(), found.end(), doubt=f"“{digits}” could be more than one date")
