"""Rates and medians of practices beside each other, each with the number that it stands on: pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from core.working_days import working_days_between
from referrals.workflow import ENDED, WAITING, Status

# Of these the service did not decide.
NOT_DECIDED = WAITING - {Status.ACCEPTED} | {Status.WITHDRAWN, Status.ENTERED_IN_ERROR}
REFUSED = ENDED - {Status.CLOSED} - NOT_DECIDED
# Below this a rate or a median says more about chance than about a practice.
ENOUGH = 5
WITHOUT = "Without a practice"


@dataclass(frozen=True)
class Sent:
    """One referral as far as fairness is concerned. `first_contact_on` is None where nobody has spoken with them."""

    practice: str | None
    status: Status
    sent_on: dt.date
    first_contact_on: dt.date | None
    urgent: bool = False


@dataclass(frozen=True)
class Line:
    """One practice, or all together. `days` are working days from sending to first contact, one for each person."""

    practice: str
    referred: int
    urgent: int
    decided: int
    accepted: int
    days: tuple[int, ...]

    @property
    def accepted_percent(self) -> int | None:
        """Of those decided, in whole per cent; None where none was."""
        return round(100 * self.accepted / self.decided) if self.decided else None

    @property
    def median_days(self) -> float | None:
        """Working days to first contact, half waited longer; None where nobody was spoken with."""
        return median(self.days) if self.days else None

    @property
    def few(self) -> bool:
        """Whether these are too few to be compared with others."""
        return self.referred < ENOUGH


def lines(sent: Iterable[Sent]) -> list[Line]:
    """Every practice, those that refer most first, requests without one at the end."""
    found: dict[str, list[Sent]] = {}
    for one in sent:
        found.setdefault(one.practice or WITHOUT, []).append(one)
    made = [line(name, rows) for name, rows in found.items()]
    return sorted(made, key=lambda one: (one.practice == WITHOUT, -one.referred, one.practice))


def line(name: str, rows: list[Sent]) -> Line:
    """These referrals as one line."""
    decided = [one for one in rows if one.status not in NOT_DECIDED]
    days = [working_days_between(one.sent_on, one.first_contact_on) for one in rows if one.first_contact_on]
    return Line(
        practice=name,
        referred=len(rows),
        urgent=sum(one.urgent for one in rows),
        decided=len(decided),
        accepted=sum(one.status not in REFUSED for one in decided),
        days=tuple(max(0, one) for one in sorted(days)),
    )
