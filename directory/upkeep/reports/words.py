"""What may be wrong with a listing, what its group says to that and how it ended: codes with their words."""

from core.worded import Worded


class Reason(Worded):
    """What somebody says is wrong, as it stands on the button."""

    NUMBER_DEAD = "number_dead", "The telephone number does not work"
    MOVED = "moved", "It has moved"
    CLOSED = "closed", "It has closed"
    FULL = "full", "It is full"
    WRONG_TIME = "wrong_time", "The day or time is wrong"
    OTHER = "other", "Something else is wrong"


class Answer(Worded):
    """What the group itself says to a report."""

    CHANGED = "changed", "That is right, and we have changed it"
    NOT_SO = "not_so", "That is not so"


class Outcome(Worded):
    """What an editor did about it, and so how it ended."""

    CHANGED = "changed", "I changed the listing"
    RIGHT = "right", "The listing is right as it is"
    RETIRED = "retired", "I retired the listing"
    UNKNOWN = "unknown", "I could not find out"
