"""What the groups of the demonstration say of their room: it holds, it is over, and one takes a break."""

import datetime as dt
from collections.abc import Mapping

from accounts.actors import Actor
from core import clock
from demonstration.shelves import EDITOR, morning
from directory.listings.models import Service
from directory.listings.room import Room
from directory.listings.standing import operations

# Of each: a listing, what its group told the editor, how many days ago, for how many days from today that holds.
TOLD = (
    ("capstan-shed", {"room": Room.PLACES}, 5, 40),
    ("keepsake-havant", {"room": Room.WAITING, "weeks": 6}, 4, 24),
    ("plain-forms", {"room": Room.WAITING, "weeks": 3}, 6, 20),
    ("wires-connect", {"room": Room.ASK}, 8, 60),
    ("signing-supper", {"room": Room.FULL}, 10, 21),
    ("evening-line", {"room": Room.PLACES}, 25, -4),
)
# These are in nobody's story, which a refusal would break off: one that takes no introductions for so many days more,
# and one that takes so many in a week.
PAUSED = ("whistle-football", 12)
SMALL = ("oak-step", 4)


def tell(staff: Mapping[str, Mapping[str, Actor]], listings: Mapping[str, Service], today: dt.date) -> None:
    """Say it for each on its day, as the editor who rang the group."""
    (editor,) = staff[EDITOR].values()
    for key, said, ago, holds in TOLD:
        with clock.at(morning(today - dt.timedelta(days=ago))):
            operations.say_room(editor, listings[key], **said, good_until=today + dt.timedelta(days=holds))
    with clock.at(morning(today - dt.timedelta(days=2))):
        operations.pause_introductions(editor, listings[PAUSED[0]], until=today + dt.timedelta(days=PAUSED[1]))
        operations.set_weekly_limit(editor, listings[SMALL[0]], weekly_limit=SMALL[1])
