"""The ways of agreeing that are said with one choice, and what each of them stands for."""

import datetime as dt

from core.worded import Worded
from referrals.words import GivenBy, GivenHow

NOBODY_ELSE = "Nobody else"


class Agreed(Worded):
    """Whether the person understands what is shared and agrees to it."""

    ALONE = "alone", "Yes: face to face today, nobody else there"
    ACCOMPANIED = "accompanied", "Yes: face to face today, with somebody else there, named below"
    TELEPHONE = "telephone", "Yes: by telephone or video today"
    OTHERWISE = "otherwise", "Another way, another day, or somebody else agreed or decided: said below"


AT_ONCE = {Agreed.ALONE: GivenHow.SPOKEN, Agreed.ACCOMPANIED: GivenHow.SPOKEN, Agreed.TELEPHONE: GivenHow.TELEPHONE}


def as_answers(agreed: Agreed | None, *, today: dt.date) -> dict:
    """What one choice says of who agreed, how and when; empty where that is said in answers of their own."""
    if agreed not in AT_ONCE:
        return {}
    said = {"given_by": GivenBy.PERSON, "given_how": AT_ONCE[agreed], "given_on": today, "given_by_name": None}
    return said | ({"who_was_there": NOBODY_ELSE} if agreed is Agreed.ALONE else {})
