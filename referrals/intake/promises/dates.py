"""By which day somebody can be promised first contact: arithmetic on a queue, a pace and working days."""

import datetime as dt
import math
from dataclasses import dataclass, field

from core.working_days import add_working_days
from referrals.words import Priority

WORKING_WEEK = 5
# So many weeks back are looked at to see how fast a service goes, if it spoke with so many new people in them.
WEEKS_BACK = 4
ENOUGH = 5
# Where a service is new: 200 to 250 people a year are a link worker's (NHS England's reference guide), in 50 weeks.
A_WEEK_EACH = 4.0
# However little was done: one a week.
LEAST = 1.0
# Of a pace, at least this part is the routine ones' share, however many urgent ones there are.
ROUTINE_SHARE = 0.25
# Nothing is promised for later than this, in working days: a date that far off is no promise but a warning.
FURTHEST = 520


@dataclass(frozen=True)
class Pace:
    """How many people a service first speaks with in a week: of everybody, and of those who are urgent.

    `recent` is how many it spoke with in the last WEEKS_BACK weeks, which is what all of it stands on.
    """

    everybody: float
    urgent: float = 0.0
    recent: int = field(default=ENOUGH, compare=False)

    @property
    def is_measured(self) -> bool:
        """Whether it is what was done, and not partly what is usual."""
        return self.recent >= ENOUGH

    @property
    def stands_on(self) -> str:
        """For the service to read: what was done, and what its dates are reckoned with."""
        spoke = f"{self.recent} {'person' if self.recent == 1 else 'people'}"
        done = f"In the last {WEEKS_BACK} weeks you spoke with {spoke} for the first time."
        rate = f"{self.everybody:.1f}".removesuffix(".0")
        if self.is_measured:
            return f"{done} Dates are reckoned from that: {rate} a week."
        return (
            f"{done} That is too few to go by alone. Dates are reckoned with {rate} a week: what you did while "
            f"somebody waited, and for the rest {A_WEEK_EACH:g} a week for each of you, or your places if fewer."
        )

    def of(self, priority: Priority) -> float:
        """For how many of this priority a week has room: those who come later and are urgent go before routine ones."""
        if priority is Priority.URGENT:
            return self.everybody
        return max(self.everybody - self.urgent, self.everybody * ROUTINE_SHARE)


def pace(*, recent: int, recent_urgent: int, weekly_places: int | None, link_workers: int, weeks_waited: float) -> Pace:
    """How fast a service goes: as it did lately; where that is too little to go by, a cautious mixture.

    `recent` is how many people it first spoke with in the last WEEKS_BACK weeks, `recent_urgent` those who were urgent;
    `weeks_waited` for how many weeks it has had somebody to speak with, who waits still. For those weeks only what was
    done counts, for the others what so many link workers usually do, or the places a week that the service states, if
    these are fewer: they are a bound and no proof. Never less than LEAST a week. From so little nothing is taken off
    for those who are urgent: a few show no share, and would leave routine people a part of a pace that is a guess.
    """
    if recent >= ENOUGH:
        return Pace(recent / WEEKS_BACK, recent_urgent / WEEKS_BACK, recent)
    usual = min(link_workers * A_WEEK_EACH or LEAST, weekly_places or math.inf)
    unknown = WEEKS_BACK - min(weeks_waited, WEEKS_BACK)
    mixed = (recent + usual * unknown) / WEEKS_BACK
    return Pace(max(LEAST, min(mixed, usual)), recent=recent)


def first_contact_by(sent_on: dt.date, *, ahead: int, priority: Priority, pace: Pace, within: int) -> dt.date:
    """The working day by which somebody who asks on `sent_on` behind `ahead` others can be spoken with.

    Not before the service's own clock of `within` working days, nor before its pace reaches them.
    """
    days = math.ceil((ahead + 1) * WORKING_WEEK / pace.of(priority))
    return add_working_days(sent_on, min(max(within, days, 1), FURTHEST))


def sent_as_of(today: dt.date, takes_from: dt.date) -> dt.date:
    """The day from which a clock runs: today, or the first working day on which a service takes referrals again."""
    return today if takes_from <= today else add_working_days(takes_from - dt.timedelta(days=1), 1)
