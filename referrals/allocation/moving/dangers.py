"""What would be missed with a person if nobody took over while their link worker is away: pure."""

import datetime as dt
from dataclasses import dataclass

from referrals.allocation.load import Stage
from referrals.allocation.terms import day_words


@dataclass(frozen=True)
class Standing:
    """How things stand with one person: how far it is, what was promised, and what comes next.

    `contact_by` is the day promised for first contact, None once that was held.
    """

    stage: Stage
    contact_by: dt.date | None = None
    next_step_on: dt.date | None = None
    urgent: bool = False


def dangers(standing: Standing, *, begins_on: dt.date | None, ends_on: dt.date | None) -> list[str]:
    """What would be missed from the first to the last day of leave, in words; empty where the person can wait.

    Without days they are away for good, and nobody can wait.
    """
    found = (
        (standing.contact_by and _falls(standing.contact_by, ends_on), "First contact is promised by {contact_by}"),
        (standing.urgent and standing.stage is Stage.NEW, "It should be soon, and nobody has spoken with them"),
        (standing.next_step_on and _falls(standing.next_step_on, ends_on), "The next step is due on {next_step_on}"),
        (standing.stage is Stage.WAITING, "The referrer’s answer would wait"),
        (standing.stage is Stage.ACTIVE and not standing.next_step_on, "No next step is written down"),
        (begins_on is None or ends_on is None, "Without a new link worker nobody would have them"),
    )
    days = {"contact_by": standing.contact_by, "next_step_on": standing.next_step_on}
    words = {name: day_words(day) for name, day in days.items() if day}
    return [said.format(**words) for holds, said in found if holds]


def _falls(day: dt.date, ends_on: dt.date | None) -> bool:
    """Whether it is due before they are back; what was due before they went is more urgent, not less."""
    return ends_on is None or day <= ends_on
