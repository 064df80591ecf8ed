"""What a link worker brings: hours, place, skills, languages and leave, as plain facts without a database."""

import datetime as dt
from dataclasses import dataclass

from core.identifiers import NotValid

# A full-time week in the NHS; what is reckoned with until somebody says how many hours they work with people.
FULL_TIME_HOURS = 37.5
LEAST_HOURS, MOST_HOURS = 1, 60
MOST_PEOPLE = 300
ASK_HOURS = f"Enter hours a week, from {LEAST_HOURS} to {MOST_HOURS}, like 22.5"
ASK_MOST = f"Enter a whole number, from 1 to {MOST_PEOPLE}"


def day_words(day: dt.date) -> str:
    """22 November 2026."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Away:
    """Leave, from the first to the last day of it, both included."""

    begins_on: dt.date
    ends_on: dt.date

    def covers(self, day: dt.date) -> bool:
        """Whether `day` is a day of it."""
        return self.begins_on <= day <= self.ends_on


@dataclass(frozen=True)
class Terms:
    """How somebody works at one service.

    `areas` are outward codes and postcode areas, `practices` ids; where there are none, they cover all of them.

    `said` is False where nobody has written anything down and full-time hours are only taken to be so.
    """

    weekly_hours: float = FULL_TIME_HOURS
    base_postcode: str | None = None
    areas: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    gender: str | None = None
    most: int | None = None
    leave: tuple[Away, ...] = ()
    said: bool = True

    def away_on(self, day: dt.date) -> Away | None:
        """The leave that they are on on `day`, if they are."""
        return next((one for one in self.leave if one.covers(day)), None)

    def next_away(self, day: dt.date, until: dt.date) -> Away | None:
        """The first leave that begins after `day` and not later than `until`."""
        return min(
            (one for one in self.leave if day < one.begins_on <= until), key=lambda one: one.begins_on, default=None
        )


UNSAID = Terms(said=False)


def hours(text: str) -> float:
    """The weekly hours that `text` says, 1 to 60, to a tenth. Raises NotValid."""
    try:
        found = round(float(text.strip()), 1)
    except ValueError:
        raise NotValid(ASK_HOURS) from None
    if not LEAST_HOURS <= found <= MOST_HOURS:
        raise NotValid(ASK_HOURS)
    return found


def hours_words(value: float) -> str:
    """37.5, and 20 without a nought behind it."""
    return f"{value:g}"


def people(text: str) -> int:
    """How many people `text` says, 1 to 300. Raises NotValid."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 3 or not 1 <= int(typed) <= MOST_PEOPLE:
        raise NotValid(ASK_MOST)
    return int(typed)


def listed(found: list[str]) -> str:
    """PO1, PO4: as it is typed."""
    return ", ".join(found)


def languages(text: str) -> list[str]:
    """The languages that `text` lists, each once, as they were typed."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.replace("\n", ",").split(","))):
        found.setdefault(part.casefold(), part)
    return list(found.values())
