"""When sessions are really on: their dates, the next one, whether one is on now; all in London's local time.

A session is a schedule of a listing's document (`shape.SCHEDULE`). A schedule that says "Closed" is a break: it takes
its days away from the others, at its place or, without one, everywhere.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from core.clock import LONDON
from directory.listings import session_notes
from directory.listings.recurrence import EVER, Rule, between, end_of, rule_of
from directory.listings.session_notes import Notes

A_DAY = 24 * 60  # minutes
# Where nobody says when it ends, people are not sent after so many minutes.
_ENDS_AFTER = 2 * 60
_AHEAD = 366  # days
_RULE = "freq interval byday bymonthday wkst dtstart".split()
_SPAN = "until count valid_from valid_to".split()
_REST = "opens_at closes_at service_at_location_id".split()
_PLAIN = (*_RULE, *_SPAN, *_REST)
_FIELDS = (*_PLAIN, "description", "notes")
# Characters of a text that are read: what is remembered of many schedules must stay small.
_READ = 500


class Next(NamedTuple):
    """The next time of a schedule; not `certain` where only the group can say if it is on that day."""

    date: date
    opens: time | None
    closes: time | None
    schedule: dict
    certain: bool


class Pattern(NamedTuple):
    """The weekdays of a session as bits (Monday 1, Tuesday 2 … Sunday 64), and its hours in minutes after midnight.

    `closes` is 1440 for one that ends at midnight, and above for one that goes on. Without hours it may be at any.
    """

    weekdays: int
    opens: int
    closes: int


class _Session(NamedTuple):
    """A schedule, read: days as ordinals, hours as minutes."""

    rule: Rule
    notes: Notes
    first: int
    last: int
    opens: int | None
    closes: int | None
    place: str | None
    closed: bool

    @property
    def ends(self) -> int:
        """Minutes after the midnight of its day at which it is over; 24 hours are written 00:00 to 23:59."""
        if self.closes is not None:
            return A_DAY if self.closes == A_DAY - 1 else self.closes
        return A_DAY if self.opens is None else self.opens + _ENDS_AFTER


def _read(schedule: dict) -> _Session:
    description, notes = schedule.get("description") or "", schedule.get("notes") or ""
    return _session(*map(schedule.get, _PLAIN), description[:_READ], notes[:_READ])


@lru_cache(maxsize=8192)
def _session(*values) -> _Session:
    said = dict(zip(_FIELDS, values, strict=True))
    rule = rule_of(*itemgetter(*_RULE)(said))
    notes = session_notes.read(said["description"], said["notes"])
    opens, closes = _hours(said["opens_at"], said["closes_at"])
    closed = notes.closed and opens is None and not (rule.recurs and notes.sometimes)
    first = _ordinal(said["valid_from"], EVER[0])
    last = min(_ordinal(said["valid_to"]), _ordinal(said["until"]), end_of(rule, said["count"]))
    if rule.freq is None and rule.start is not None and (not closed or last == EVER[1]):
        last = min(last, rule.start)
    return _Session(rule, notes, first, last, opens, closes, said["service_at_location_id"], closed)


def _ordinal(text: str | None, otherwise: int = EVER[1]) -> int:
    return date.fromisoformat(text).toordinal() if text else otherwise


def _minutes(text: str | None) -> int | None:
    return int(text[:2]) * 60 + int(text[3:5]) if text else None


def _hours(opens_at: str | None, closes_at: str | None) -> tuple[int | None, int | None]:
    """Its hours; one that ends before it begins ends the day after, and no time at all is no time."""
    opens, closes = _minutes(opens_at), _minutes(closes_at)
    if opens is None or opens == closes:
        return (opens or None), None
    return opens, closes + A_DAY if closes is not None and closes < opens else closes


def is_break(schedule: dict) -> bool:
    """Whether the schedule says when the listing is closed."""
    return _read(schedule).closed


def rule_in(schedule: dict) -> Rule:
    """Which days it names, before its words and its first and last days take any away."""
    return _read(schedule).rule


def notes_of(schedule: dict) -> Notes:
    """What the words beside its days mean."""
    return _read(schedule).notes


def days(schedule: dict, first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included, on which this session is; breaks are another schedule's say."""
    return list(_days(_read(schedule), first.toordinal(), last.toordinal()))


def _days(session: _Session, first: int, last: int) -> Iterator[date]:
    keeps = session.notes.keeps
    for ordinal in between(session.rule, max(first, session.first), min(last, session.last)):
        day = date.fromordinal(ordinal)
        if keeps(day):
            yield day


def current(schedules: Iterable[dict], today: date) -> list[dict]:
    """Those that are not over."""
    return [one for one in schedules if _read(one).last >= today.toordinal()]


def next_session(schedules: Iterable[dict], now: datetime) -> Next | None:
    """The session that comes next within a year of `now` (aware); today's counts until it ends."""
    local = now.astimezone(LONDON)
    today, minute = local.date().toordinal(), local.hour * 60 + local.minute
    sessions, breaks = _told_apart(schedules)
    found = None
    for schedule, session in sessions:
        day = _next_day(session, breaks, today, minute)
        if day and (found is None or (day, session.opens or 0) < (found[0], found[2].opens or 0)):
            found = day, schedule, session
    return found and _next(*found)


def _told_apart(schedules: Iterable[dict]) -> tuple[list[tuple[dict, _Session]], tuple[_Session, ...]]:
    """The sessions, and the breaks."""
    read = [(schedule, _read(schedule)) for schedule in schedules]
    return [pair for pair in read if not pair[1].closed], tuple(one for _, one in read if one.closed)


def _next_day(session: _Session, breaks: tuple[_Session, ...], today: int, minute: int) -> date | None:
    """Its first day that is not over at this minute of today: perhaps yesterday, if it goes on past midnight."""
    return _first_day(session, breaks, today + (minute - session.ends) // A_DAY + 1)


@lru_cache(maxsize=8192)
def _first_day(session: _Session, breaks: tuple[_Session, ...], first: int) -> date | None:
    """Remembered, because a page of results asks the same again and again, and the answer stands all day."""
    coming = (day for day in _days(session, first, first + _AHEAD) if not _broken(session, breaks, day))
    return next(coming, None)


def _next(day: date, schedule: dict, session: _Session) -> Next:
    return Next(day, _time(session.opens), _time(session.closes), schedule, _certain(session, day))


def _time(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60 % 24, minutes % 60)


def _certain(session: _Session, day: date) -> bool:
    return session.rule.known and not session.notes.doubts(day)


def _broken(session: _Session, breaks: tuple[_Session, ...], day: date) -> bool:
    return any(one.place in (None, session.place) and _takes(one, day) for one in breaks)


def _takes(closed: _Session, day: date) -> bool:
    """Whether a break takes this day: one of its rule's, a bank holiday, a part of the year, or all from … to …"""
    ordinal = day.toordinal()
    first = max(closed.first, closed.rule.start or 0)
    if not first <= ordinal <= closed.last:
        return False
    if closed.rule.recurs:
        return any(between(closed.rule, ordinal, ordinal))
    if closed.notes.sometimes:
        return not closed.notes.keeps(day)
    return (first, closed.last) != EVER


def is_on(schedules: Iterable[dict], moment: datetime) -> bool:
    """Whether a session is on at `moment` (aware): only where its hours are known and its day is certain."""
    local = moment.astimezone(LONDON)
    today, minute = local.date().toordinal(), local.hour * 60 + local.minute
    sessions, breaks = _told_apart(schedules)
    return any(_is_on(session, breaks, today, minute) for _, session in sessions)


def _is_on(session: _Session, breaks: tuple[_Session, ...], today: int, minute: int) -> bool:
    if session.opens is None or session.closes is None:
        return False
    return any(
        session.opens <= (today - day.toordinal()) * A_DAY + minute < session.ends
        and _certain(session, day)
        and not _broken(session, breaks, day)
        for day in _days(session, today - 1, today)
    )


def pattern(schedule: dict) -> Pattern | None:
    """Its regular weekdays and hours, for search by day and part of day; None if it has no weekday of its own."""
    session = _read(schedule)
    weekdays = sum({1 << weekday for _, weekday in session.rule.byday})
    if session.closed or not weekdays:
        return None
    return Pattern(weekdays, session.opens or 0, session.ends)


def span(schedule: dict) -> tuple[int, int]:
    """The first and the last day on which it can be at all, as proleptic ordinals."""
    session = _read(schedule)
    return max(session.first, session.rule.start or EVER[0]), session.last


def has_hours(schedule: dict) -> bool:
    """Whether it says from when to when; without, nobody can tell whether it is on at a moment."""
    session = _read(schedule)
    return session.opens is not None and session.closes is not None
