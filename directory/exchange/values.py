"""One value of a feed, tidied into what the field of a listing takes, or refused with a word about why."""

import datetime as dt
import math
import re
import uuid
from enum import StrEnum
from typing import Any

from dateutil import parser as dates

from core.clock import LONDON
from core.identifiers import NotValid, email_address, web_address
from directory.exchange.text import one_line, plain
from directory.listings.shape import Kind
from directory.listings.uri import as_uri
from directory.listings.values import shown_number, shown_time

LONGEST_LINE = 500
LONGEST_TEXT = 50_000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,9})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]m)?(?:Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)


class Unusable(ValueError):
    """The value cannot stand in the field; the message ends the sentence "left out: …"."""


def tidied(kind: type[StrEnum] | Kind, value: Any) -> Any:
    """What a document may hold of `value`, or None where it says nothing. Raises Unusable."""
    if value is None or isinstance(value, list | dict):
        if value:
            raise Unusable("a list or an object stands where a value belongs")
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str) and not value.strip():
        return None
    return _word(kind, value) if not isinstance(kind, Kind) else TIDY[kind](value)


def _line(value: Any) -> str | None:
    words = one_line(_said(value))
    return f"{words[: LONGEST_LINE - 1]}…" if len(words) > LONGEST_LINE else words or None


def _text(value: Any) -> str | None:
    words = plain(_said(value))
    return f"{words[: LONGEST_TEXT - 1]}…" if len(words) > LONGEST_TEXT else words or None


def _said(value: Any) -> str:
    """A number or a yes where words belong is read aloud."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return str(shown_number(value)) if abs(value) < 1e15 else ""
    return value


def _link(value: Any) -> str | None:
    words = one_line(_said(value))
    try:
        found = as_uri(web_address.parse(words)) if words else ""
    except NotValid:
        found = None
    if found is None:
        raise Unusable("not the address of a web page")
    return found or None


def _email(value: Any) -> str | None:
    words = one_line(_said(value)).removeprefix("mailto:")
    try:
        return email_address.parse(words) if words else None
    except NotValid:
        raise Unusable("not an email address") from None


def _number(value: Any) -> int | float | None:
    if isinstance(value, str):
        words = value.replace("£", "").replace(",", "").strip()
        if not _NUMBER.fullmatch(words):
            raise Unusable("not a number")
        value = float(words)
    if isinstance(value, bool) or abs(value) > 1e12:
        raise Unusable("not a number")
    return shown_number(value)


def _whole(value: Any) -> int | None:
    number = _number(value)
    if number != int(number) or abs(number) >= 2**31:
        raise Unusable("not a whole number")
    return int(number)


def _date(value: Any) -> str:
    """The day; a moment's clock time is left out, for feeds write midnight of some zone."""
    found = _DATE.match(_said(value).strip())
    try:
        day = dt.date.fromisoformat(found[0]) if found else dates.parse(_said(value)[:40], dayfirst=True).date()
    except (ValueError, OverflowError, TypeError):
        raise Unusable("not a date") from None
    if not 1800 <= day.year <= 2200:
        raise Unusable("not a date that can be meant")
    return day.isoformat()


def _time(value: Any) -> str:
    """The time on the wall: a zone behind it is left out, for a Z on British data mostly means nothing."""
    words = _said(value).strip()
    found = _TIME.fullmatch(words.rpartition("T")[2] if _DATE.match(words) else words)
    if not found:
        raise Unusable("not a time of day")
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    try:
        return shown_time(dt.time(0 if hour == 24 else hour, int(found[2]), int(found[3] or 0)))
    except ValueError:
        raise Unusable("not a time of day") from None


def _moment(value: Any) -> str:
    """A moment in UTC; one without a zone is London's, and a day alone begins at its midnight."""
    try:
        moment = dt.datetime.fromisoformat(_said(value).strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
        if not 1970 <= moment.year <= 2200:
            raise ValueError
    except (ValueError, OverflowError):
        raise Unusable("not a moment") from None
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _id(value: Any) -> str:
    try:
        return str(uuid.UUID(_said(value).strip()))
    except (ValueError, AttributeError):
        raise Unusable("not a uuid") from None


def _yes_no(value: Any) -> bool | None:
    """Only a plain true counts; a place is not confidential because somebody wrote "0"."""
    return value is True or str(value).strip().lower() in {"true", "yes", "1"} or None


def _word(words: type[StrEnum], value: Any) -> str:
    said = one_line(_said(value))
    for word in words:
        if said.lower().replace("_", " ") == word.value.lower():
            return word.value
    if words.__name__ == "Frequency" and said.lower().startswith(("week", "month")):
        return "WEEKLY" if said.lower().startswith("week") else "MONTHLY"
    raise Unusable(f"not one of {', '.join(words)}")


def weekdays(value: Any) -> str | None:
    """RFC 5545's days from what feeds write: "Thursday", "TH,FR", "2MO", 4 (Monday is 1). Raises Unusable."""
    found = []
    for part in re.split(r"[,;/ ]+", one_line(_said(value))):
        if part.isdigit() and 1 <= int(part) <= 7:
            found.append(DAYS[int(part) - 1])
        elif day := re.fullmatch(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)[A-Z]*", part.upper()):
            found.append(f"{(day[1] or '').removeprefix('+')}{day[2]}")
        elif part:
            raise Unusable("not days of the week")
    return ",".join(dict.fromkeys(found)) or None


TIDY = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.LINK: _link,
    Kind.EMAIL: _email,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
    Kind.ID: _id,
    Kind.YES_NO: _yes_no,
}
