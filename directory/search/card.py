"""What a result's card says that depends on today, and how results are counted."""

import datetime as dt

from core import clock
from directory.listings.occurrences import current, is_break
from directory.listings.spoken import with_next
from directory.listings.ways import Attendance
from directory.places.distances import in_words

MOST_SESSIONS = 2


def when(card: dict) -> list[str]:
    """Its sessions, such as "Tuesdays 10:30am to midday, next on 1 December"; none that are over, and no breaks."""
    now = clock.now()
    schedules = current(card.get("sessions", ()), clock.today())
    sessions = [one for one in schedules if not is_break(one)]
    said = list(dict.fromkeys(filter(None, (with_next(one, schedules, now) for one in sessions))))
    return said[:MOST_SESSIONS] + ([f"and {len(said) - MOST_SESSIONS} more"] if len(said) > MOST_SESSIONS else [])


def confirmed(card: dict) -> dt.date | None:
    """When somebody last said that it is right."""
    return dt.date.fromisoformat(card["confirmed"]) if "confirmed" in card else None


def where(hit) -> str:
    """How far it is, and where: "0.4 miles, at the Hall, Havant"; or how it comes to the person."""
    place = ", ".join(dict.fromkeys(filter(None, hit.place)))
    if hit.miles is not None:
        return f"{distance(hit.miles)}{f', at {place}' if place else ''}"
    ways = hit.card.get("attendance", ())
    remote = [Attendance(one).words for one in ways if one != Attendance.IN_PERSON]
    named = next((", ".join(filter(None, one)) for one in hit.card.get("places", ()) if any(one)), "")
    return named or (" or ".join(remote[:1] + [words.lower() for words in remote[1:]]) if remote else "")


def distance(miles: float) -> str:
    """How far it is, such as "0.4 miles"."""
    return in_words(miles)


def counted(total: int) -> str:
    """How many answer: "1 group", "1,204 groups"."""
    return f"{total:,} {'group' if total == 1 else 'groups'}"
