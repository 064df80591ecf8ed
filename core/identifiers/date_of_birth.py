"""Dates of birth, and the age that follows from one."""

import re
from datetime import date

from core.identifiers.not_valid import NotValid

OLDEST = 130
UNUSUAL = 110
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check(born: date, *, today: date) -> date:
    """`born` itself, if a living person can have been born on it: not after `today`, and at most 130 years before.

    A service's own minimum age is asked elsewhere. Raises NotValid.
    """
    if born > today:
        raise NotValid("Date of birth must be in the past")
    if age_on(born, today) > OLDEST:
        raise NotValid(f"Date of birth must be less than {OLDEST + 1} years ago. Check the year")
    return born


def parse(text: str, *, today: date) -> date:
    """The date written `YYYY-MM-DD` in `text` (ISO 8601), checked as by `check`. Raises NotValid."""
    ask = "Enter a date of birth, like 1985-03-27"
    try:
        # The library also reads weeks and dates without hyphens, which nobody writes on purpose.
        if not ISO_DATE.fullmatch(text):
            raise ValueError
        born = date.fromisoformat(text)
    except ValueError:
        raise NotValid(ask) from None
    return check(born, today=today)


def age_on(born: date, day: date) -> int:
    """Whole years lived on `day`; negative before birth. Who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_unusual(born: date, *, today: date) -> bool:
    """Whether the person would be over 110, so that the date is worth a second look before it is kept."""
    return age_on(born, today) > UNUSUAL
