"""Whether a group has room: four answers, the words for each, and the date after which nobody knows any more."""

import datetime as dt
from enum import StrEnum

NOT_KNOWN = "Not known"
# An answer about next year is a guess: it must be given anew at least twice a year.
LONGEST = dt.timedelta(days=183)
MOST_WEEKS = 104


class Room(StrEnum):
    """What a group says of its room (HL7 SDOH Clinical Care 3.0.0, value set "Capacity Status")."""

    PLACES = "capacity"
    WAITING = "waitlist"
    FULL = "no-capacity"
    ASK = "additional-assessment-required"

    @property
    def words(self) -> str:
        """As people read it: "Places now"."""
        return {"capacity": "Places now", "waitlist": "Waiting list", "no-capacity": "Full"}.get(self, "Ask first")

    @property
    def sentence(self) -> str:
        """What that means for somebody who would like to go."""
        return {
            "capacity": "New people can come now.",
            "waitlist": "New people go on a waiting list.",
            "no-capacity": "Nobody new can come for now.",
        }.get(self, "The group would like to talk with each new person first.")


def standing(room: Room | None, until: dt.date | None, today: dt.date) -> Room | None:
    """The answer if it still holds: it is good up to and on its date. After that nobody knows: None."""
    return room if room and until and today <= until else None


def in_words(room: Room | None, weeks: int | None = None) -> str:
    """An answer that holds: "Places now", "Waiting list, about 3 weeks"; "Not known" where there is none."""
    if room is None:
        return NOT_KNOWN
    if room is Room.WAITING and weeks:
        return f"{room.words}, about {weeks} {'week' if weeks == 1 else 'weeks'}"
    return room.words
