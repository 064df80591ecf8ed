"""Times of day and lengths of time as people type them."""

import datetime as dt
import re

from core.clock import LONDON
from core.identifiers import NotValid

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE | re.ASCII)
_MINUTES = re.compile(r"(\d{1,4})\s*(?:minutes?|mins?|m)?", re.IGNORECASE | re.ASCII)
NAMED = {"midday": dt.time(12), "noon": dt.time(12), "midnight": dt.time(0)}
ASK_TIME = "Enter a time, like 2:30pm or 14:30"
LONGEST = 600
ASK_MINUTES = f"Enter how long it took in minutes, from 0 to {LONGEST}"


def time_of_day(text: str) -> dt.time:
    """The time that `text` says: 14:30, 2.30pm, 9am, midday. Raises NotValid; 9 alone is nine in the morning."""
    if text.strip().casefold() in NAMED:
        return NAMED[text.strip().casefold()]
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise NotValid(ASK_TIME)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "").lower()
    if half and not 1 <= hour <= 12:
        raise NotValid(ASK_TIME)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23:
        raise NotValid(ASK_TIME)
    return dt.time(hour, minute)


def minutes(text: str) -> int:
    """The whole minutes that `text` says, 0 to 600. Raises NotValid."""
    found = _MINUTES.fullmatch(text.strip())
    if not found or int(found[1]) > LONGEST:
        raise NotValid(ASK_MINUTES)
    return int(found[1])


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """That time of that day in England, as an aware moment; of an hour that comes twice in October, the first."""
    return dt.datetime.combine(day, time, LONDON).astimezone(dt.UTC)
