"""What a group says of how it stands: its room, a pause, how many introductions it takes; and reports against it."""

import datetime as dt
import uuid

from core import audit, clock
from core.db import check_version, hold, insert_missing
from core.refusals import Refused
from core.templating import day
from directory.listings import entries, queries
from directory.listings.models import ListingStanding, Service
from directory.listings.noting import note
from directory.listings.room import LONGEST, MOST_WEEKS, Room, in_words
from directory.listings.standing.queries import FIRST_VERSION, standing_of
from directory.listings.words import Act

MOST_IN_A_WEEK = 100
LONGEST_PAUSE = dt.timedelta(days=366)


def say_room(
    actor, service: Service, *, room: Room, weeks: int | None = None, good_until: dt.date, version: int | None = None
) -> ListingStanding:
    """Write down whether the group has room, good up to and on a day of its choice, at most half a year on.

    `weeks` is about how long its waiting list is, if it has one. `version` is what `queries.version_of` said when the
    form was made; None where nobody was shown a form. Raises Refused, Stale; Missing where it is not the actor's.
    """
    standing = _held(actor, service, version)
    room = Room(room)
    _check_date(good_until, LONGEST, "good_until", first=clock.today())
    if weeks is not None and room is not Room.WAITING:
        raise Refused("Say how many weeks only for a waiting list", field="weeks")
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise Refused(f"Enter a number of weeks from 1 to {MOST_WEEKS}", field="weeks")
    before = _room_words(standing)
    standing.room, standing.wait_weeks = room, weeks
    standing.room_until, standing.room_said_at = good_until, clock.now()
    return _note(actor, service, standing, Act.ROOM, {"room": [before, _room_words(standing)]})


def pause_introductions(actor, service: Service, *, until: dt.date, version: int | None = None) -> ListingStanding:
    """Take no introductions before `until`, the day on which they start again. Raises Refused, Stale, Missing."""
    standing = _held(actor, service, version)
    _check_date(until, LONGEST_PAUSE, "until", first=clock.today() + dt.timedelta(days=1))
    before, standing.paused_until = standing.paused_until, until
    return _note(actor, service, standing, Act.PAUSED, {"paused_until": [_day(before), _day(until)]})


def resume_introductions(actor, service: Service, *, version: int | None = None) -> ListingStanding:
    """Take introductions again from now on. Raises Refused where they are taken already, Stale, Missing."""
    standing = _held(actor, service, version)
    before = standing.paused_until
    if before is None or before <= clock.today():
        raise Refused("This group takes introductions already")
    standing.paused_until = None
    return _note(actor, service, standing, Act.RESUMED, {"paused_until": [_day(before), None]})


def set_weekly_limit(
    actor, service: Service, *, weekly_limit: int | None, version: int | None = None
) -> ListingStanding:
    """Take no more introductions than these in seven days; None is any number. Raises Refused, Stale, Missing."""
    standing = _held(actor, service, version)
    if weekly_limit is not None and not 1 <= weekly_limit <= MOST_IN_A_WEEK:
        raise Refused(f"Enter a number from 1 to {MOST_IN_A_WEEK}", field="weekly_limit")
    before, standing.weekly_limit = standing.weekly_limit, weekly_limit
    if before == weekly_limit:
        return standing
    return _note(actor, service, standing, Act.LIMITED, {"weekly_limit": [before, weekly_limit]})


def note_open_reports(actor, service: Service, *, count: int) -> ListingStanding:
    """Remember how many reports of a problem are open. Whoever reports need not keep the listing: anyone may."""
    standing = _row(service)
    if standing.open_reports == count:
        return standing
    standing.open_reports = count
    audit.record(actor, "listing.reports", service, open=count)
    entries.rewrite(service)
    return standing


def _held(actor, service: Service, version: int | None) -> ListingStanding:
    """How the listing stands, for an actor who may say so, if nobody has said something since `version`."""
    queries.find_for_change(actor, service.id)
    if service.retired_at:
        raise Refused("This listing is retired. Reopen it first")
    if service.status.over:
        raise Refused("The listing says that the group is closed for good. If it runs again, change that first")
    standing = _row(service)
    if version is not None:
        check_version(standing, version)
    return standing


def _row(service: Service) -> ListingStanding:
    """The row of how the listing stands, made if there is none; nobody else changes it until this transaction ends."""
    if service.standing is None:
        row = {"id": uuid.uuid4(), "version": FIRST_VERSION, "created_at": clock.now()}
        insert_missing(ListingStanding.__table__, [row | {"service_id": service.id, "open_reports": 0}])
        service.standing = standing_of(service.id)
    hold(service.standing)
    return service.standing


def _note(actor, service: Service, standing: ListingStanding, act: Act, changes: dict) -> ListingStanding:
    note(actor, service, act, changes)
    entries.rewrite(service)
    return standing


def _room_words(standing: ListingStanding) -> str | None:
    if standing.room is None:
        return None
    return f"{in_words(standing.room, standing.wait_weeks)}, until {day(standing.room_until)}"


def _day(date: dt.date | None) -> str | None:
    return day(date) or None


def _check_date(date: dt.date, longest: dt.timedelta, field: str, *, first: dt.date) -> None:
    last = clock.today() + longest
    if not first <= date <= last:
        raise Refused(f"Choose a date from {day(first)} to {day(last)}", field=field)
