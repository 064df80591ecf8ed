"""Sessions as a cell says them: "Wednesdays 10am to 12pm; First Monday of the month 2pm", and back."""

import datetime as dt
import re

from core.templating import hour

DAYS = {
    "MO": "Mondays",
    "TU": "Tuesdays",
    "WE": "Wednesdays",
    "TH": "Thursdays",
    "FR": "Fridays",
    "SA": "Saturdays",
    "SU": "Sundays",
}
ORDER = tuple(DAYS)
WHICH = {"1": "First", "2": "Second", "3": "Third", "4": "Fourth", "5": "Fifth", "-1": "Last"}
SPANS = {
    "daily": ORDER,
    "every day": ORDER,
    "weekdays": ORDER[:5],
    "weekends": ORDER[5:],
    "all week": ORDER,
}
_DAY = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?s?\.?"
_WHICH = r"(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last)"
_TIME = r"(?:noon|midday|midnight|\d{1,2}(?:[:.]?\d{2})?(?::\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.)?)"
_SESSION = re.compile(
    rf"""(?P<every>every\s+second\s+|(?:every\s+)?(?:other|alternate)\s+|fortnightly\s*(?:on\s+)?,?\s*)?
    (?:every\s+|on\s+)?
    (?:(?:the\s+)?(?P<which>{_WHICH})\s+)?
    (?P<days>daily|every\ day|weekdays|weekends|all\ week
        |{_DAY}(?:\s*(?:,\s*and|and|&|\+|,|/|to|-|–|—)\s*{_DAY})*)
    (?P<month>\s+(?:of|in)\s+(?:the|each|every)\s+month)?
    (?P<other>\s*,?\s*\(?(?:fortnightly|every\ two\ weeks)\)?)?
    (?:\s*[,:]?\s*(?:at\s+|from\s+|between\s+)?(?P<opens>{_TIME})
        (?:\s*(?:-|–|—|to|until|till|and)\s*(?P<closes>{_TIME}))?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
MIDNIGHT = "00:00"
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": MIDNIGHT}


class NotSaid(ValueError):
    """The words name no days or no time that can be meant."""


def read(text: str) -> list[dict]:
    """The sessions in a cell; a piece that cannot be understood is kept as its own description."""
    return [_one(piece) for piece in map(str.strip, re.split("[;\n]", text)) if piece]


def said(schedule: dict) -> str:
    """One session in words that `read` understands; its description where it has no such words."""
    words = _repeated(schedule)
    if not words:
        return _plain(schedule.get("description", ""))
    opens, closes = schedule.get("opens_at"), schedule.get("closes_at")
    times = " to ".join(_hour(one) for one in (opens, closes) if one) if opens else ""
    return " ".join(filter(None, (words, times)))


def cell(schedules: list[dict]) -> str:
    """All sessions, in one cell."""
    return "; ".join(filter(None, map(said, schedules)))


def days(text: str) -> str:
    """RFC 5545's days of "Mon, Wed & Fri", "weekdays" or "Monday to Friday". Raises NotSaid."""
    found = re.fullmatch(rf"(?:every\s+|on\s+)?(daily|every day|weekdays|weekends|all week|{_DAYS_ONLY})", text, re.I)
    if not found:
        raise NotSaid("not days of the week")
    return ",".join(_days(found[1]))


_DAYS_ONLY = rf"{_DAY}(?:\s*(?:,\s*and|and|&|\+|,|/|;|to|-|–|—|\s)\s*{_DAY})*"


def time(text: str) -> str:
    """10:30 of "10.30am", "1030", "10:30:00" or "10"; one to six are after noon. Raises NotSaid."""
    words = text.strip().lower()
    if words in _NAMED:
        return _NAMED[words]
    found = _CLOCK.fullmatch(words)
    if not found:
        raise NotSaid("not a time of day")
    half = (found[3] or "").replace(".", "")
    return _shown(int(found[1]), int(found[2] or 0), half, exact=len(found[1]) == 2)


def times(opens: str, closes: str | None) -> tuple[str, str | None]:
    """Both ends of a session: "10-12", "2-4pm", "9-5" and "14:00-16:00" as people mean them. Raises NotSaid."""
    if closes is None:
        return time(opens), None
    half = re.search(r"([ap])\.?m", closes, re.IGNORECASE)
    if half and not re.search("[ap]|noon|mid", opens, re.IGNORECASE):
        start, end = _in_half(opens, half[1]), time(closes)
        return (start, end) if start < end else (time(opens), end)
    start, end = time(opens), time(closes)
    if end <= start and not half and "00" < end[:2] < "12":
        end = f"{int(end[:2]) + 12:02}{end[2:]}"
    if end <= start and end != MIDNIGHT:
        raise NotSaid("an end before its beginning")
    return start, end


def _in_half(text: str, half: str) -> str:
    return time(f"{text.strip()}{half}m")


def _one(piece: str) -> dict:
    found = _SESSION.fullmatch(piece)
    try:
        return _understood(found) if found else {"description": piece}
    except NotSaid:
        return {"description": piece}


def _understood(found: re.Match) -> dict:
    which, named = found["which"], _days(found["days"])
    if bool(which) != bool(found["month"]) and not (found["month"] is None and which is None):
        raise NotSaid("a week of the month, and no month")
    schedule: dict = {"freq": "MONTHLY" if which else "WEEKLY", "interval": 1}
    if found["every"] or found["other"]:
        schedule["interval"] = 2
    number = _which(which) if which else ""
    schedule["byday"] = ",".join(f"{number}{day}" for day in named)
    if found["opens"]:
        schedule["opens_at"], closes = times(found["opens"], found["closes"])
        schedule |= {"closes_at": closes} if closes else {}
    return schedule


def _which(text: str) -> str:
    word = text.lower()
    return word[0] if word[0].isdigit() else next(key for key, name in WHICH.items() if name.lower() == word)


def _days(text: str) -> list[str]:
    words = " ".join(text.lower().split())
    if words in SPANS:
        return list(SPANS[words])
    found = [(match[0][:2].upper(), match.start(), match.end()) for match in re.finditer(_DAY, words)]
    named: list[str] = []
    for (day, start, _), (_, _, before) in zip(found, [("", 0, 0), *found], strict=False):
        through = named and re.fullmatch(r"\s*(?:to|-|–|—)\s*", words[before:start])
        named += _span(named[-1], day)[1:] if through else [day]
    return list(dict.fromkeys(named))


def _span(first: str, last: str) -> list[str]:
    start, end = ORDER.index(first), ORDER.index(last)
    return [ORDER[at % 7] for at in range(start, (end if end >= start else end + 7) + 1)]


def _shown(hours: int, minutes: int, half: str, *, exact: bool) -> str:
    if half:
        if not 1 <= hours <= 12:
            raise NotSaid("not a time of day")
        hours = hours % 12 + (12 if half == "pm" else 0)
    elif hours == 7 and not exact:
        raise NotSaid("a time that could be in the morning or in the evening: add am or pm")
    elif 1 <= hours <= 6 and not exact:
        hours += 12
    if hours > 23 or minutes > 59:
        raise NotSaid("not a time of day")
    return f"{hours:02}:{minutes:02}"


def _hour(text: str) -> str:
    return hour(dt.time.fromisoformat(text))


# Parts of a rule that no words of ours say.
_BEYOND = {"bymonthday", "byweekno", "byyearday"}


def _repeated(schedule: dict) -> str:
    """The days of a session in words, or nothing where there are none that `read` knows."""
    found = re.findall(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)", schedule.get("byday", ""))
    numbers = {number.lstrip("+") for number, _ in found}
    if not found or len(numbers) > 1 or _BEYOND & schedule.keys():
        return ""
    number, named = numbers.pop(), [DAYS[day] for _, day in found]
    interval, monthly = schedule.get("interval", 1), schedule.get("freq") == "MONTHLY"
    if monthly:
        one = f"{WHICH[number]} {_listed([name[:-1] for name in named])} of the month" if number in WHICH else ""
        return one if interval == 1 else ""
    every = {1: _listed(named), 2: f"Every other {_listed([name[:-1] for name in named])}"}
    return every.get(interval, "") if not number else ""


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _plain(text: str) -> str:
    return " ".join(text.replace(";", ",").split())
