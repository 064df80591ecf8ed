"""What a result's card says that depends on today, and how results are counted."""

from core import clock
from core.templating import day
from directory.listings.occurrences import current, is_break
from directory.listings.room import NOT_KNOWN
from directory.listings.spoken import with_next
from directory.listings.standing.queries import ages
from directory.listings.trust import Band, trust_line
from directory.listings.trust_facts import Facts, read
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


def room(card: dict) -> str:
    """Whether there is room: what the group said, while that holds; otherwise what its listing says of waiting."""
    own = card.get("room")
    known = f"“{own}” (the group’s own words)" if own else f"{NOT_KNOWN}: ask first"
    return facts(card).room_told(clock.today()) or known


def confirmation(card: dict) -> str:
    """When somebody last said that it is right, and what else makes it doubtful today."""
    known = facts(card)
    band = trust_line(known, clock.today(), ages()).band
    said = day(known.confirmed_on) or "Not yet: ring before you go"
    told = band is Band.CONFIRMED or (band is Band.AGEING and known.confirmed_on is None)
    return said if told else f"{said}. {band.words}"


def pause(card: dict) -> str:
    """Until when the group takes no introductions, if it has said so."""
    known = facts(card)
    return f"None until {day(known.paused_until)}" if known.paused_on(clock.today()) else ""


def facts(card: dict) -> Facts:
    """What is known of the listing beside what it says; of a card from before that was kept, nothing is."""
    return read(card["trust"]) if "trust" in card else Facts(listed_on=clock.today())


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
