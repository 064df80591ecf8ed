"""The rules of triage of the demonstration's service: those that are shipped, and two that its lead has added."""

import datetime as dt
from collections.abc import Mapping

from accounts.actors import Actor
from core import clock
from demonstration.shelves import morning
from demonstration.telling import LEAD
from referrals.triage import operations
from referrals.triage.words import Suggested
from referrals.words import AcceptedBecause, AskedFor, Reason

AGO = 200  # days
ADDED = (
    {"reasons": [Reason.FREQUENT_ATTENDANCE.value], "answer": Suggested.ASK, "reason": AskedFor.NEED.value}
    | {"words": "The practices and we agreed to speak first."},
    {"age_above": 84, "reasons": [Reason.LONELINESS.value], "answer": Suggested.ACCEPT}
    | {"reason": AcceptedBecause.FITS.value, "words": "Ring in the morning. Offer a visit at home first."},
)


def tell(staff: Mapping[str, Mapping[str, Actor]], today: dt.date) -> None:
    """Add them, long before the oldest referral."""
    (lead,) = staff[LEAD].values()
    with clock.at(morning(today - dt.timedelta(days=AGO))):
        for facts in ADDED:
            operations.add_rule(lead, **facts)
