"""The day by which the referrer has been promised that something happens next."""

import datetime as dt
from dataclasses import dataclass

from core.templating import day, weekday
from referrals.workflow import OPEN, Status


@dataclass(frozen=True)
class Promise:
    """What is to happen by when; `late` if that day has passed. `first_contact`: whether it is the first."""

    words: str
    on: dt.date
    late: bool
    first_contact: bool = False

    @property
    def on_words(self) -> str:
        """The day as people read it: of a first contact with the day of the week."""
        return weekday(self.on) if self.first_contact else day(self.on)


def promise(
    status: Status,
    *,
    promised_on: dt.date | None,
    first_contact_on: dt.date | None,
    next_step_on: dt.date | None,
    today: dt.date,
) -> Promise | None:
    """Before first contact, the day that was promised for it; afterwards the next step, if one has a day.

    None for a referral that has ended, or that waits for the referrer's own answer.
    """
    if status not in OPEN or status is Status.RETURNED:
        return None
    if first_contact_on is None:
        return promised_on and Promise("First contact by", promised_on, promised_on < today, first_contact=True)
    if next_step_on is None:
        return None
    return Promise("Next step on", next_step_on, next_step_on < today)
