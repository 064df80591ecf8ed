"""What became of promises: a pure function of days, and the count of its answers."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.worded import Worded
from referrals.intake.promises.words import NOT_THE_SERVICES, Cause


class Outcome(Worded):
    """How a promise turned out."""

    KEPT = "kept", "Kept"
    RENEWED = "renewed", "Moved by the service before the day came"
    BROKEN = "broken", "Broken: the day passed"
    OPEN = "open", "Still to come"
    FELL_AWAY = "fell_away", "Fell away: the referral ended, or waited for somebody else"


@dataclass(frozen=True)
class Made:
    """A promise with what is needed to judge it: when and why the next was made, first contact, when it all ended."""

    promised_on: dt.date
    first_contact_on: dt.date | None = None
    next_made_on: dt.date | None = None
    next_cause: Cause | None = None
    ended_on: dt.date | None = None


def outcome(made: Made, *, today: dt.date) -> Outcome:
    """How this promise turned out, or stands, on `today`.

    A new day that is named once the old one has passed mends nothing. Days that a question waited for its answer, or
    on which the referral was on hold, are nobody's broken promise.
    """
    by = made.promised_on
    if made.first_contact_on is not None and made.first_contact_on <= by:
        return Outcome.KEPT
    if made.next_cause in NOT_THE_SERVICES or (made.ended_on is not None and made.ended_on <= by):
        return Outcome.FELL_AWAY
    if made.next_made_on is not None and made.next_made_on <= by:
        return Outcome.RENEWED
    return Outcome.BROKEN if by < today else Outcome.OPEN


@dataclass(frozen=True)
class Kept:
    """How many promises turned out in which way."""

    counts: Counter[Outcome]

    @property
    def judged(self) -> int:
        """Those of which it is settled whether the service kept them."""
        return sum(self.counts[one] for one in (Outcome.KEPT, Outcome.RENEWED, Outcome.BROKEN))

    @property
    def share(self) -> float | None:
        """The part that was kept of those that are settled, 0 to 1; None where none is."""
        return self.counts[Outcome.KEPT] / self.judged if self.judged else None

    @property
    def share_words(self) -> str:
        """The same in whole per cent; a dash where nothing is settled."""
        return "–" if self.share is None else f"{self.share:.0%}"


def tally(promises: Iterable[Made], *, today: dt.date) -> Kept:
    """How these turned out."""
    return Kept(Counter(outcome(one, today=today) for one in promises))
