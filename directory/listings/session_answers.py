"""The form's answers about when: the sessions that it has words for, and the breaks that the listing takes."""

from datetime import date
from itertools import zip_longest
from typing import Any

from core.text import tidy
from directory.listings.occurrences import is_break
from directory.listings.session_notes import CLOSED, IN_TERM_TIME, NOT_ON_BANK_HOLIDAYS
from directory.listings.where_and_when import first_place, put

SESSIONS = tuple(range(1, 9))
BREAKS = (1, 2, 3)
REPEATS = {
    "every week": ("WEEKLY", 1, ""),
    "every other week": ("WEEKLY", 2, ""),
    "first of the month": ("MONTHLY", 1, "1"),
    "second of the month": ("MONTHLY", 1, "2"),
    "third of the month": ("MONTHLY", 1, "3"),
    "fourth of the month": ("MONTHLY", 1, "4"),
    "last of the month": ("MONTHLY", 1, "-1"),
}
# The standard sentences among a session's notes, by the answers that stand for them.
PAUSES = {"bank holidays": NOT_ON_BANK_HOLIDAYS, "out of term": IN_TERM_TIME}
# Some systems write the beginning of their calendar for "no date".
_EARLIEST = 1900
# What makes a session something else than the form can say.
_UNASKED = ("bymonthday", "byweekno", "byyearday")
_BREAK = {"id", "valid_from", "valid_to", "description", "service_at_location_id"}


def _repeats(schedule: dict) -> str | None:
    """Which of the form's ways of repeating this session is, or None if the form has no words for it."""
    days = schedule.get("byday", "").split(",")
    which = {day[:-2] for day in days}
    if not schedule.get("byday") or len(which) > 1 or any(map(schedule.get, _UNASKED)) or is_break(schedule):
        return None
    form = (schedule.get("freq", "WEEKLY"), schedule.get("interval", 1), which.pop())
    return next((name for name, known in REPEATS.items() if known == form), None)


def askable(document: dict) -> list[dict]:
    """The sessions that the form can show: the first that it has words for."""
    return [one for one in document.get("schedules", []) if _repeats(one)][: len(SESSIONS)]


def askable_breaks(document: dict) -> list[dict]:
    """The breaks that the form can show: the first that are closed from one day to another and no more."""
    return [one for one in document.get("schedules", []) if _is_plain_break(one)][: len(BREAKS)]


def _is_plain_break(schedule: dict) -> bool:
    dated = _day(schedule.get("valid_from")) and _day(schedule.get("valid_to"))
    return bool(dated) and schedule.keys() <= _BREAK and is_break(schedule)


def _day(text: str | None) -> date | None:
    found = date.fromisoformat(text) if text else None
    return found if found and found.year >= _EARLIEST else None


def sessions(document: dict) -> dict:
    answers: dict[str, Any] = {}
    for number, schedule in zip_longest(SESSIONS, askable(document), fillvalue={}):
        answers |= {f"{name}_{number}": answer for name, answer in _session(schedule).items()}
    return answers


def _session(schedule: dict) -> dict[str, Any]:
    return {
        "days": [day[-2:] for day in schedule.get("byday", "").split(",") if day],
        "repeats": _repeats(schedule) or "every week",
        "opens": schedule.get("opens_at", ""),
        "closes": schedule.get("closes_at", ""),
        "begins": _day(schedule.get("dtstart")),
        "finishes": _day(schedule.get("until")),
        "pauses": [name for name, sentence in PAUSES.items() if sentence in schedule.get("notes", "")],
        "note": tidy(schedule.get("description", "")),
    }


def put_sessions(document: dict, said: dict) -> None:
    shown = askable(document)
    others = [one for one in document.get("schedules", []) if one not in shown]
    here = first_place(document).get("id")
    new = {"service_at_location_id": here} if here else {}
    kept = []
    for number, known in zip_longest(SESSIONS, shown, fillvalue=None):
        answers = {name: said[f"{name}_{number}"] for name in _session({})}
        if answers["days"]:
            kept.append(_put_session(dict(known or new), answers))
    put(document, "schedules", kept + others)


def _put_session(schedule: dict, said: dict) -> dict:
    freq, interval, which = REPEATS[said["repeats"]]
    known = _session(schedule)
    schedule |= {"freq": freq, "interval": interval}
    schedule["byday"] = ",".join(f"{which}{day}" for day in said["days"])
    for name, answer in (("opens_at", "opens"), ("closes_at", "closes"), ("description", "note")):
        put(schedule, name, said[answer])
    for name, answer in (("dtstart", "begins"), ("until", "finishes")):
        if said[answer] != known[answer]:
            put(schedule, name, said[answer] and str(said[answer]))
    if said["finishes"]:
        schedule.pop("count", None)  # RFC 5545: a rule ends by one or by the other
    if said["pauses"] != known["pauses"]:
        put(schedule, "notes", _notes(schedule.get("notes", ""), said["pauses"]))
    return schedule


def _notes(notes: str, pauses: list[str]) -> str:
    """The notes with just these of the standard sentences; all other words stay."""
    return " ".join(filter(None, (without_pauses(notes), *(PAUSES[name] for name in PAUSES if name in pauses))))


def without_pauses(notes: str) -> str:
    """The notes without the standard sentences."""
    for sentence in PAUSES.values():
        notes = notes.replace(sentence, "").replace("  ", " ").strip()
    return notes


def breaks(document: dict) -> dict:
    answers: dict[str, date | None] = {}
    for number, row in zip_longest(BREAKS, askable_breaks(document), fillvalue={}):
        answers[f"closed_from_{number}"] = _day(row.get("valid_from"))
        answers[f"closed_to_{number}"] = _day(row.get("valid_to"))
    return answers


def put_breaks(document: dict, said: dict) -> None:
    shown = askable_breaks(document)
    kept = [one for one in document.get("schedules", []) if one not in shown]
    for number, known in zip_longest(BREAKS, shown, fillvalue=None):
        first, last = said[f"closed_from_{number}"], said[f"closed_to_{number}"]
        if first and last:
            kept.append((known or {"description": CLOSED}) | {"valid_from": str(first), "valid_to": str(last)})
    put(document, "schedules", kept)
