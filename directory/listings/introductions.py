"""Whether somebody new may be introduced to a group today, and if not, why and until when: a pure function of facts."""

import datetime as dt
from collections.abc import Sequence

from core.templating import day
from directory.listings.room import Room
from directory.listings.trust import ENDED, NOBODY_NEW, USUAL, About, Ages, Band, trust_line
from directory.listings.trust_facts import Facts

WEEK = dt.timedelta(days=7)


def takes_introductions(facts: Facts, today: dt.date, ages: Ages = USUAL, introduced: Sequence[dt.date] = ()) -> bool:
    """Whether it takes an introduction today; `introduced` are the days of those made, at least of the last week."""
    return not why_none(facts, today, ages, introduced)


def why_none(facts: Facts, today: dt.date, ages: Ages = USUAL, introduced: Sequence[dt.date] = ()) -> str:
    """Why nobody new is introduced today, and until when; empty where they may be. See `takes_introductions`."""
    if facts.ended:
        return ENDED
    line = trust_line(facts, today, ages)
    if line.band is Band.HIDDEN:
        return f"{line.why(About.CONFIRMATION)} {NOBODY_NEW}"
    if facts.paused_on(today):
        return f"The group takes no introductions until {day(facts.paused_until)}."
    if facts.room_on(today) is Room.FULL:
        return f"The group is full. It said that this is so until {day(facts.room_until)}."
    return _beyond_the_limit(facts.weekly_limit, today, introduced)


def _beyond_the_limit(most: int | None, today: dt.date, introduced: Sequence[dt.date]) -> str:
    """Each introduction counts for seven days: the next is possible when the oldest that fills the limit is over."""
    counted = sorted(one for one in introduced if one > today - WEEK)
    if most is None or len(counted) < most:
        return ""
    times = f"{most} {'introduction' if most == 1 else 'introductions'}"
    return f"The group takes {times} a week, and has had as many. It takes the next on {day(counted[-most] + WEEK)}."
