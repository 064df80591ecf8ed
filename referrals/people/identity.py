"""How the identifiers of a person are read in this installation: a demonstration takes only made-up NHS numbers."""

import datetime as dt

from core import clock
from core.config import Mode
from core.identifiers import date_of_birth
from core.identifiers import nhs_number as numbers
from core.settings import setting


def is_demonstration() -> bool:
    """Whether only made-up NHS numbers are taken here."""
    return setting("MODE") is not Mode.PRODUCTION


def nhs_number(text: str) -> str:
    """The ten digits of an NHS number that may be used here. Raises NotValid."""
    return numbers.parse(text, demonstration=is_demonstration())


def born(date: dt.date) -> dt.date:
    """A date of birth that a living person can have. Raises NotValid."""
    return date_of_birth.check(date, today=clock.today())
