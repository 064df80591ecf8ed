"""What a group says of its listing on a page, each in one go though it is several things to the listing.

`version` is what the page was made from: one without it, None, was tampered with, and counts as old.
"""

import datetime as dt

from core import clock
from directory.listings.models import Service
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.upkeep.asking import operations as asking
from directory.upkeep.asking.words import Answer

NONE = 0  # no record has this version


def say_room(
    actor, service: Service, *, version: int | None, room: Room, weeks: int | None, good_until: dt.date
) -> None:
    """Say whether there is room, which is an answer to our letters too. Raises Refused, Stale, Missing."""
    standing.say_room(actor, service, room=room, weeks=weeks, good_until=good_until, version=version or NONE)
    asking.note_answer(service, Answer.ROOM)


def say_introductions(
    actor, service: Service, *, version: int | None, until: dt.date | None, weekly_limit: int | None
) -> None:
    """Say whether the group takes introductions now, or only from the day `until` on, and how many in a week.

    Raises Refused, Stale; Missing where the listing is not the actor's.
    """
    said = standing.set_weekly_limit(actor, service, weekly_limit=weekly_limit, version=version or NONE)
    before = said.paused_until if said.paused_until and said.paused_until > clock.today() else None
    if until == before:
        return
    if until:
        standing.pause_introductions(actor, service, until=until)
    else:
        standing.resume_introductions(actor, service)
