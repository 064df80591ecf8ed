"""The clocks of a referral, in working days: who must do what by when, what is late, and why. Nothing happens by time.

The days come from the service's profile: `answer_days`, `first_contact_days`, `urgent_contact_days`,
`keep_in_touch_days`; those for urgent ones are never longer than the others.
"""

import datetime as dt
from collections.abc import Collection

from core.templating import weekday
from core.working_days import add_working_days, working_day_from, working_days_between
from referrals.words import Priority
from referrals.workflow import OPEN, WAITING, Status

# Days that a referrer has for a question; nothing is declined when they are over, the service is asked to ring.
REFERRER_DAYS = {Priority.ROUTINE: 5, Priority.URGENT: 1}
URGENT_ANSWER_DAYS = 1
# Whoever is in one of these has not been spoken with, and their place in the queue stays theirs.
BEFORE_CONTACT = WAITING | {Status.ALLOCATED}
# While a referral is in one of these, it is not the service that is waited for.
PAUSED = frozenset({Status.RETURNED, Status.ON_HOLD})

DUE = {
    Status.SUBMITTED: "An answer is due by",
    Status.RETURNED: "The referrer’s answer is due by",
    Status.ACCEPTED: "First contact promised by",
}
WHY_LATE = {
    "promise": "First contact was promised by {day}: {late}",
    Status.SUBMITTED: "It should have had an answer by {day}: {late}",
    Status.RETURNED: "The referrer should have answered by {day}: {late}. Ring them",
    Status.ACCEPTED: "Somebody should have taken it by {day}: {late}",
}


def priority_of(chosen: Priority, urgent_signs: Collection[str]) -> Priority:
    """How soon somebody is to be spoken with: where an urgent sign is named, soon, whatever was chosen."""
    return Priority.URGENT if urgent_signs else Priority(chosen)


def contact_days(profile, priority: Priority) -> int:
    """Within how many working days of sending somebody of this priority is to be spoken with."""
    if priority is Priority.URGENT:
        return min(profile.urgent_contact_days, profile.first_contact_days)
    return profile.first_contact_days


def answer_days(profile, priority: Priority) -> int:
    """Within how many working days the service accepts, asks or says no."""
    return min(profile.answer_days, URGENT_ANSWER_DAYS) if priority is Priority.URGENT else profile.answer_days


def due(
    profile,
    status: Status,
    priority: Priority,
    *,
    since: dt.date,
    contact_by: dt.date | None,
    urgent_sign: bool = False,
) -> dt.date | None:
    """The day by which the queue wants something done about a referral that has been in `status` `since` then.

    An answer; or the referrer's, when one was asked for; or, once accepted, first contact, which was promised for
    `contact_by`; or, where there was one (`contact_by` is None), that somebody takes it. None outside the queue. What
    names an `urgent_sign` is answered on the day on which it came, before everything that came without.
    """
    if status not in WAITING:
        return None
    if status is Status.RETURNED:
        return add_working_days(since, REFERRER_DAYS[priority])
    if status is Status.ACCEPTED and contact_by is not None:
        return contact_by
    if status is Status.SUBMITTED and urgent_sign:
        return working_day_from(since)
    return add_working_days(since, answer_days(profile, priority))


def due_words(status: Status, *, contact_by: dt.date | None) -> str:
    """What is due in the queue, as it stands before its day; empty outside the queue."""
    if status is Status.ACCEPTED and contact_by is None:
        return "To be taken by"
    return DUE.get(status, "")


def why_late(status: Status, *, due_on: dt.date | None, contact_by: dt.date | None, today: dt.date) -> str:
    """What is late and by how much, for the service to read; empty where nothing is.

    `contact_by` is what was promised, None once the person has been spoken with.
    """
    if status in OPEN - PAUSED and contact_by is not None and contact_by < today:
        return WHY_LATE["promise"].format(day=weekday(contact_by), late=_late(contact_by, today))
    if due_on is None or due_on >= today or status not in WHY_LATE:
        return ""
    return WHY_LATE[status].format(day=weekday(due_on), late=_late(due_on, today))


def _late(day: dt.date, today: dt.date) -> str:
    count = working_days_between(day, today)
    if count < 1:
        return "less than 1 working day late"
    return f"{count} working {'day' if count == 1 else 'days'} late"
