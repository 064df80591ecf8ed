"""By which day somebody can be promised first contact: arithmetic on a queue, a pace and working days."""

import datetime as dt
import math
from dataclasses import dataclass

from core.working_days import add_working_days
from referrals.words import Priority

WORKING_WEEK = 5
# So many weeks back are looked at to see how fast a service goes, if it spoke with so many new people in them.
WEEKS_BACK = 4
ENOUGH = 5
# Where a service is new: 200 to 250 people a year are a link worker's (NHS England's reference guide), in 50 weeks.
A_WEEK_EACH = 4.0
# Of a pace, at least this part is the routine ones' share, however many urgent ones there are.
ROUTINE_SHARE = 0.25
# Nothing is promised for later than this, in working days: a date that far off is no promise but a warning.
FURTHEST = 520


@dataclass(frozen=True)
class Pace:
    """How many people a service first speaks with in a week: of everybody, and of those who are urgent."""

    everybody: float
    urgent: float = 0.0

    def of(self, priority: Priority) -> float:
        """For how many of this priority a week has room: those who come later and are urgent go before routine ones."""
        if priority is Priority.URGENT:
            return self.everybody
        return max(self.everybody - self.urgent, self.everybody * ROUTINE_SHARE)


def pace(*, recent: int, recent_urgent: int, weekly_places: int | None, link_workers: int) -> Pace:
    """How fast a service goes: as it did lately, or as it says it can, or as so many link workers usually do.

    `recent` is how many people it first spoke with in the last WEEKS_BACK weeks, `recent_urgent` those who were urgent.
    Never nothing: where nobody is at work yet, one a week.
    """
    if recent >= ENOUGH:
        return Pace(recent / WEEKS_BACK, recent_urgent / WEEKS_BACK)
    return Pace(float(weekly_places or link_workers * A_WEEK_EACH or 1))


def first_contact_by(sent_on: dt.date, *, ahead: int, priority: Priority, pace: Pace, within: int) -> dt.date:
    """The working day by which somebody who asks on `sent_on` behind `ahead` others can be spoken with.

    Not before the service's own clock of `within` working days, nor before its pace reaches them.
    """
    days = math.ceil((ahead + 1) * WORKING_WEEK / pace.of(priority))
    return add_working_days(sent_on, min(max(within, days, 1), FURTHEST))
