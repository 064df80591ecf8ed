"""A listing's history in words: which field, what it said before, what it says after."""

import datetime as dt
import re
from collections import Counter
from textwrap import shorten
from typing import Any, NamedTuple

from core.templating import day as day_in_words
from core.templating import hour
from directory.listings import past
from directory.listings.document import HIDDEN
from directory.listings.words import Status

PARTS = {
    "accessibility": "access",
    "addresses": "address",
    "attributes": "topic",
    "contacts": "contact",
    "cost_options": "price",
    "languages": "language",
    "location": "",
    "organization": "organisation",
    "phones": "telephone",
    "schedules": "session",
    "service_areas": "area",
    "service_at_locations": "place",
    "taxonomy_term": "",
}
NAMES = {
    "alert": "notice",
    "address_1": "address",
    "application_process": "how to join",
    "assured_date": "last checked on",
    "byday": "days",
    "city": "town or city",
    "closes_at": "ends at",
    "dtstart": "first day",
    "eligibility_description": "who it is for",
    "fees_description": "more about the cost",
    "forwarding": "go to instead",
    "freq": "how often",
    "maximum_age": "oldest age",
    "minimum_age": "youngest age",
    "opens_at": "starts at",
    "paused_until": "no introductions until",
    "postal_code": "postcode",
    "service_at_location_id": "which place",
    "until": "last day",
    "url": "website",
    "valid_from": "from",
    "valid_to": "to",
    "weekly_limit": "introductions in a week",
}
WORDS = {
    "freq": {"WEEKLY": "by weeks", "MONTHLY": "by months"},
    "status": {status.value: status.words for status in Status},
}
_DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday"}
_DAYS |= {"SA": "Saturday", "SU": "Sunday"}
_WHICH = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last", "-2": "last but one"}
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
# Ids, and what a term's taxonomy says of the term, tell nobody anything.
_SILENT = re.compile(r"(^|\.)id$|link_type$|taxonomy_term\.(?!name$)")
_PLACE_NAME = re.compile(r"service_at_locations\[([^\]]*)\]\.location\.name")


class Group(NamedTuple):
    """What is put back together: how it is known, what it is called, what it says in words."""

    key: str
    label: str
    lines: list["Line"]


class Line(NamedTuple):
    """One field's change."""

    field: str
    before: str
    after: str


def lines(changes: dict[str, list], places: dict[str, str] | None = None) -> list[Line]:
    """What a change did, field by field, in words; `places` are the names of places by their ids, if they are known."""
    names = _with_names(places, changes)
    return [_line(path, pair, names) for path, pair in changes.items() if not _SILENT.search(path)]


def places(document: dict) -> dict[str, str]:
    """The names of the listing's places by their ids; that of a confidential one is not told."""
    found = {place["id"]: place.get("location") or {} for place in document.get("service_at_locations", [])}
    named = {key: HIDDEN if one.get("confidential") else one.get("name") for key, one in found.items()}
    return {key: name for key, name in named.items() if name}


def _with_names(places: dict[str, str] | None, changes: dict[str, list]) -> dict[str, str]:
    """The names of places that are known already, and those that the changes themselves tell."""
    found = ((_PLACE_NAME.fullmatch(path), pair) for path, pair in changes.items())
    return {match[1]: name for match, pair in found if match for name in pair if name} | (places or {})


def _line(path: str, pair: list, names: dict[str, str]) -> Line:
    """One field's change. A session's place is told by its name: an id is no word."""
    name = path.rpartition(".")[2]
    if name != "service_at_location_id":
        return Line(_label(path), *(in_words(name, value) for value in pair))
    before, after = (
        value and names.get(value, words) for value, words in zip(pair, ("one place", "another place"), strict=True)
    )
    return Line(_label(path), before or "", after or "")


def fields(changes: dict[str, list]) -> str:
    """Which fields a change is about, in a line: "Name, Session: days"."""
    return shorten(", ".join(dict.fromkeys(line.field for line in lines(changes))), 80, placeholder=" …")


def in_words(name: str, value: Any) -> str:
    """The value of the field `name` as people say it: days, dates, hours and yes or no; everything else as it is."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = "" if value is None else str(value)
    if name in WORDS:
        return WORDS[name].get(text, text)
    try:
        return SAID[name](text) if name in SAID and text else text
    except ValueError:
        return text


def _days(text: str) -> str:
    return ", ".join(f"{_WHICH.get(which, which)} {_DAYS[day]}".strip() for which, day in _DAY.findall(text)) or text


def _date(text: str) -> str:
    return day_in_words(dt.date.fromisoformat(text))


def _hour(text: str) -> str:
    return hour(dt.time.fromisoformat(text))


DATES = ("assured_date", "dtstart", "until", "valid_from", "valid_to")
SAID = {"byday": _days, "opens_at": _hour, "closes_at": _hour, **dict.fromkeys(DATES, _date)}


def groups(changes: dict[str, list], places: dict[str, str] | None = None) -> list[Group]:
    """The differences by what is put back together, in words; several of a kind are numbered."""
    names = _with_names(places, changes)
    told = [(key, lines(inside, names)) for key, inside in past.groups(changes).items()]
    told = [(key, _heading(key), said) for key, said in told if said]
    often = Counter(heading for _, heading, _ in told)
    seen: Counter[str] = Counter()
    found = []
    for key, heading, said in told:
        seen[heading] += 1
        found.append(Group(key, f"{heading} {seen[heading]}" if often[heading] > 1 else heading, said))
    return found


def _heading(key: str) -> str:
    """ "Session" of `schedules[0b42…]`, "Name" of `name`."""
    name = re.sub(r"\[[^\]]*\]", "", key)
    words = PARTS.get(name) or _label(key)
    return words[:1].upper() + words[1:]


def _label(path: str) -> str:
    """ "Session: starts at" of `schedules[0b42…].opens_at`."""
    *parts, name = re.sub(r"\[[^\]]*\]", "", path).split(".")
    names = [PARTS.get(part, part.replace("_", " ")) for part in parts]
    shown = [part for part in names if part]
    last = NAMES.get(name, name.replace("_", " "))
    words = f"{', '.join(shown)}: {last}" if shown else last
    return words[:1].upper() + words[1:]
