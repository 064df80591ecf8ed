"""What a listing says, as people say it: its sessions, its prices, its ages, its places."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from textwrap import shorten

from core import clock
from core.templating import hour
from directory.listings.document import part_to_document
from directory.listings.models import Service
from directory.listings.occurrences import is_break, next_session, notes_of, rule_in
from directory.listings.parts import CostOption, Location, Schedule
from directory.listings.recurrence import Rule
from directory.listings.session_notes import in_words
from directory.listings.shape import SCHEDULE
from directory.listings.words import Frequency

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHICH = {0: "every", 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
_EVERY = {2: "other", 3: "third", 4: "fourth"}
_SOON = {dt.timedelta(0): "today", dt.timedelta(1): "tomorrow"}
_ALL_DAY = ("00:00", "23:59")
_ALL_HOURS = "day and night"
_WHEN = (
    *("freq", "interval", "byday", "bymonthday", "wkst", "dtstart", "until", "count", "valid_from", "valid_to"),
    *("opens_at", "closes_at"),
)
_READ = 500  # characters of a text, as in occurrences.py


def session(schedule: dict) -> str:
    """One session's days and times, and when it pauses; its own words where it has no days."""
    description, notes = schedule.get("description") or "", schedule.get("notes") or ""
    return _session(*map(schedule.get, _WHEN), description[:_READ], notes[:_READ], clock.today().year)


@lru_cache(maxsize=8192)
def _session(*values) -> str:
    """Remembered, because a page of results says the same again and again; dates are told by the year that it is."""
    schedule = dict(zip((*_WHEN, "description", "notes"), values[:-1], strict=True))
    if is_break(schedule):
        return _break(schedule)
    words = _days_and_times(schedule)
    if not words:
        own = filter(None, (schedule.get("description"), _times(schedule)))
        return shorten(" ".join(own), 100, placeholder=" …")
    return ", ".join((words + (" in term time" if notes_of(schedule).term_time else ""), *_pauses(schedule)))


def as_document(schedule: Schedule) -> dict:
    """A row as it stands in a listing's document: the functions beside this one speak of that."""
    return part_to_document(schedule, SCHEDULE)


def with_next(schedule: dict, schedules: Iterable[dict], now: dt.datetime) -> str:
    """The session and its next time after `now` (aware): "Tuesdays 10am to midday, next on 1 December".

    The breaks among the listing's `schedules` count.
    """
    words, coming = session(schedule), next_time(schedule, schedules, now)
    return ", ".join(filter(None, (words, coming)))


def next_time(schedule: dict, schedules: Iterable[dict], now: dt.datetime, *, dated: bool = False) -> str:
    """When this session is next after `now`, such as "next on 1 December"; what to ask where only the group knows.

    `dated` tells the date of today and tomorrow too: for what is read on another day.
    """
    rule = rule_in(schedule)
    found = next_session([schedule, *filter(is_break, schedules)], now)
    if found is None or rule.freq is None:
        return ""
    if not rule.known:
        return f"ask which {'week' if rule.freq is Frequency.WEEKLY else 'month'}"
    return _next(found.date, now.astimezone(clock.LONDON).date(), dated) if found.certain else "ask for the next date"


def _next(day: dt.date, today: dt.date, dated: bool) -> str:
    if day - today in _SOON and not dated:
        return f"next is {_SOON[day - today]}"
    return f"next on {date_in_words(day, today)}"


def date_in_words(day: dt.date, today: dt.date) -> str:
    """25 November; 4 January 2027 where that is not this year."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def _break(schedule: dict) -> str:
    """Closed on these days, or from one to another; its own words where it has no dates."""
    if rule_in(schedule).recurs:
        return f"Closed {_days(schedule)}"
    ends = (schedule.get("valid_from") or schedule.get("dtstart"), schedule.get("valid_to") or schedule.get("until"))
    first, last = (text and date_in_words(dt.date.fromisoformat(text), clock.today()) for text in ends)
    if first and last:
        return f"Closed {first} to {last}" if first != last else f"Closed on {first}"
    if first:
        return f"Closed {'from' if schedule.get('valid_from') else 'on'} {first}"
    return f"Closed until {last}" if last else shorten(schedule.get("description") or "Closed", 100, placeholder=" …")


def _days_and_times(schedule: dict) -> str:
    """Tuesdays 10am to midday; nothing where it has no days."""
    days, times = _days(schedule), _times(schedule)
    apart = rule_in(schedule).freq is None or times == _ALL_HOURS
    return (", " if apart else " ").join(filter(None, (days, times))) if days else ""


def _days(schedule: dict) -> str:
    rule = rule_in(schedule)
    if rule.freq is None:
        return f"On {date_in_words(dt.date.fromordinal(rule.start), clock.today())}" if rule.start else ""
    numbered = rule.bymonthday or rule.interval > 1 or any(which for which, _ in rule.byday)
    return _days_of_the_month(rule) if rule.freq is Frequency.MONTHLY and numbered else _days_of_the_week(rule)


def _days_of_the_week(rule: Rule) -> str:
    days = sorted({day for _, day in rule.byday})
    if rule.interval > 1 and days:
        every = _EVERY.get(rule.interval)
        named = _listed([_DAYS[day] for day in days])
        return f"Every {every} {named}" if every else f"Every {rule.interval} weeks on {named}"
    if len(days) == len(_DAYS):
        return "Every day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{_DAYS[days[0]]}s to {_DAYS[days[-1]]}s"
    return _listed([f"{_DAYS[day]}s" for day in days])


def _days_of_the_month(rule: Rule) -> str:
    numbered = [f"{_WHICH[which]} {_DAYS[day]}" for which, day in rule.byday if which in _WHICH]
    numbered = numbered or [f"day {number}" if number > 0 else "last day" for number in rule.bymonthday]
    if not numbered:
        return ""
    words = f"{_listed(numbered)} {_which_months(rule.interval)}"
    return words[0].upper() + words[1:]


def _which_months(interval: int) -> str:
    if interval == 1:
        return "of the month"
    return f"of every {_EVERY[interval]} month" if interval in _EVERY else f"every {interval} months"


def _times(schedule: dict) -> str:
    opens, closes = schedule.get("opens_at"), schedule.get("closes_at")
    if (opens, closes) == _ALL_DAY:
        return _ALL_HOURS
    if not opens or opens == closes:
        return ""
    begins = hour(dt.time.fromisoformat(opens))
    return f"{begins} to {hour(dt.time.fromisoformat(closes))}" if closes else f"from {begins}"


def _pauses(schedule: dict) -> Iterable[str]:
    """The parts of the year in which it is on, or is not, and whether bank holidays are left out."""
    notes = notes_of(schedule)
    for season in notes.seasons:
        if not season.off:
            yield in_words(season)
        elif not notes.term_time:
            yield f"not {'in ' if season.first[0] == season.last[0] else ''}{in_words(season)}"
    if notes.not_on_bank_holidays:
        yield "not on bank holidays"
    if schedule.get("until"):
        yield f"until {date_in_words(dt.date.fromisoformat(schedule['until']), clock.today())}"


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
