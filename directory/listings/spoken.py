"""What a listing says, as people say it: its sessions, its prices, its ages, its places."""

import re
from textwrap import shorten

from core.templating import hour
from directory.listings.models import Service
from directory.listings.parts import CostOption, Location, Schedule
from directory.listings.words import Frequency

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


def in_pounds(option: CostOption) -> bool:
    """Whether the amount is in pounds; a price that names no currency is."""
    return (option.currency or "GBP").upper() == "GBP"


def pounds(amount: float) -> str:
    """£2, £2.50, 50p."""
    if 0 < amount < 1:
        return f"{amount * 100:.0f}p"
    return f"£{amount:,.2f}".removesuffix(".00")


def price(option: CostOption) -> str:
    """One price: "£3 per session (for members)"; "Free"."""
    amount = None
    if option.amount is not None:
        amount = pounds(option.amount) if in_pounds(option) else f"{option.amount:,.2f} {option.currency}"
    said = "Free" if option.amount == 0 else " ".join(filter(None, (amount, option.amount_description)))
    aside = option.option if option.option and option.option.casefold() != said.casefold() else ""
    return f"{said} ({aside})" if said and aside else said or aside


def ages(service: Service) -> str:
    """Whom it takes: "18 and over", "Up to 25", "11 to 18"; nothing where it does not say."""
    low, high = service.minimum_age, service.maximum_age
    if low and high is not None:
        return f"{low:g} to {high:g}"
    if low:
        return f"{low:g} and over"
    return f"Up to {high:g}" if high is not None else ""


def address_lines(location: Location) -> list[str]:
    """The name and the first address of a place, a line each, nothing twice; none of a confidential place."""
    if location.confidential:
        return []
    first = next(iter(location.addresses), None)
    if first is None:
        return [location.name] if location.name else []
    street = (first.attention, first.address_1, first.address_2, first.city, first.region, first.state_province)
    parts = [part for part in (*street, first.postal_code) if part]
    named = location.name and any(part.startswith(location.name) for part in parts)
    return list(dict.fromkeys(parts if named or not location.name else [location.name, *parts]))
