"""By when a request from the public form is to be checked, in working days. Nothing is turned away by time."""

import datetime as dt

from core.templating import weekday
from core.working_days import add_working_days, working_day_from, working_days_between


def check_by(arrived_on: dt.date, *, urgent: bool, answer_days: int) -> dt.date:
    """The day: one that names an urgent sign on the day on which it came, or on the next working day after it."""
    if urgent:
        return working_day_from(arrived_on)
    return add_working_days(arrived_on, answer_days)


def why_late(due_on: dt.date, today: dt.date) -> str:
    """What is late and by how much; empty where nothing is."""
    if due_on >= today:
        return ""
    count = working_days_between(due_on, today)
    late = f"{count} working {'day' if count == 1 else 'days'} late" if count else "less than 1 working day late"
    return f"It should have been checked by {weekday(due_on)}: {late}"
