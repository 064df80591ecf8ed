"""What a result's card says of a listing in few words: what it is, when it is on, what it costs."""

import re
from collections.abc import Iterable
from textwrap import shorten

from core import clock
from core.templating import hour
from directory.listings.models import Service
from directory.listings.parts import CostOption, Schedule
from directory.listings.words import Frequency
from directory.places.distances import in_words

LONGEST = 180
MOST_SESSIONS = 3

# RFC 5545's days, and "1TU" or "-1FR": the how-manieth of the month.
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_WHICH = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last", "-2": "last but one"}
_EVERY = {2: "Every other", 3: "Every third", 4: "Every fourth"}


def summary(service: Service) -> str:
    """The beginning of its description, cut between two words."""
    first = next((line for line in (service.description or "").splitlines() if line.strip()), "")
    return shorten(first, LONGEST, placeholder=" …")


def when(service: Service) -> str:
    """Its sessions, such as "Tuesdays 10:30am to midday"; nothing where it names none that people can go to now."""
    today = clock.today()
    current = [one for one in service.schedules if not (one.valid_to and one.valid_to < today)]
    sessions = list(dict.fromkeys(filter(None, map(session, current))))
    return "; ".join(sessions[:MOST_SESSIONS]) + (" and more" if len(sessions) > MOST_SESSIONS else "")


def session(schedule: Schedule) -> str:
    """One session's days and times; its own words where it has no days."""
    days = _days(schedule)
    times = _times(schedule)
    if days:
        return f"{days} {times}".strip()
    return shorten(" ".join(filter(None, (schedule.description, times))), 100, placeholder=" …")


def _days(schedule: Schedule) -> str:
    found = [match.groups() for match in _DAY.finditer((schedule.byday or "").upper())]
    if schedule.freq == Frequency.MONTHLY:
        return _days_of_the_month(schedule, found)
    if every := _EVERY.get(schedule.interval or 1):
        return f"{every} {_listed([_DAYS[day] for _, day in found])}" if found else ""
    return _listed([f"{_DAYS[day]}s" for _, day in found])


def _days_of_the_month(schedule: Schedule, found: list[tuple[str | None, str]]) -> str:
    known = [((which or "").lstrip("+"), day) for which, day in found]
    numbered = [f"{_WHICH[which]} {_DAYS[day]}" for which, day in known if which in _WHICH]
    if numbered:
        words = _listed(numbered)
        return f"{words[0].upper()}{words[1:]} of the month"
    return f"Day {schedule.bymonthday} of the month" if schedule.bymonthday else ""


def _times(schedule: Schedule) -> str:
    if schedule.opens_at and schedule.closes_at:
        return f"{hour(schedule.opens_at)} to {hour(schedule.closes_at)}"
    return f"from {hour(schedule.opens_at)}" if schedule.opens_at else ""


def _listed(words: list[str]) -> str:
    """One, two and three."""
    words = list(dict.fromkeys(words))
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def cost(service: Service) -> str:
    """What it costs: "Free", "£2 per session", "£1 to £5"; its own words on fees where it names no amount."""
    priced = [one for one in service.cost_options if one.amount is not None and _in_pounds(one)]
    amounts = sorted({one.amount for one in priced})
    if not amounts:
        return shorten(service.fees_description or service.fees or "", 60, placeholder=" …")
    if amounts == [0]:
        return "Free"
    if len(amounts) == 1:
        return " ".join(filter(None, (pounds(amounts[0]), _per(priced))))
    return f"{'Free' if amounts[0] == 0 else pounds(amounts[0])} to {pounds(amounts[-1])}"


def _in_pounds(option: CostOption) -> bool:
    return (option.currency or "GBP").upper() == "GBP"


def _per(priced: Iterable[CostOption]) -> str:
    """How the amount is reckoned, where every option says the same."""
    said = {one.amount_description for one in priced}
    return shorten(said.pop() or "", 40, placeholder=" …") if len(said) == 1 else ""


def pounds(amount: float) -> str:
    """£2, £2.50, 50p."""
    if 0 < amount < 1:
        return f"{amount * 100:.0f}p"
    return f"£{amount:,.2f}".removesuffix(".00")


def distance(miles: float) -> str:
    """How far it is, such as "0.4 miles"."""
    return in_words(miles)


def counted(total: int) -> str:
    """How many answer: "1 group", "1,204 groups"."""
    return f"{total:,} {'group' if total == 1 else 'groups'}"


def topics(service: Service) -> list[str]:
    """The names of its topics, each once."""
    return list(dict.fromkeys(one.taxonomy_term.name for one in service.attributes if one.taxonomy_term))
