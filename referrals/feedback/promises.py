"""The day by which the referrer has been promised that something happens next."""

import datetime as dt
from dataclasses import dataclass

from core.working_days import add_working_days
from referrals.workflow import OPEN, Status


@dataclass(frozen=True)
class Promise:
    """What is to happen by when; `late` if that day has passed."""

    words: str
    on: dt.date
    late: bool


def promise(
    status: Status,
    *,
    submitted_on: dt.date,
    first_contact_on: dt.date | None,
    next_step_on: dt.date | None,
    today: dt.date,
    within: int,
) -> Promise | None:
    """Before first contact, that it comes within `within` working days; afterwards the next step, if one has a day.

    None for a referral that has ended, or that waits for the referrer's own answer.
    """
    if status not in OPEN or status is Status.RETURNED:
        return None
    if first_contact_on is None:
        due = add_working_days(submitted_on, within)
        return Promise("First contact by", due, due < today)
    if next_step_on is None:
        return None
    return Promise("Next step on", next_step_on, next_step_on < today)
