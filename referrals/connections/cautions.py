"""What to know about a listing before sending somebody there: over, not running, long unconfirmed, full or paused."""

import datetime as dt
from collections.abc import Sequence

from directory.listings import trust_facts
from directory.listings.introductions import why_none
from directory.listings.trust import Ages, Band, trust_line


def is_over(listing) -> bool:
    """Whether the listing was retired: nobody can be sent there any more."""
    return listing.retired_at is not None


def why_not(listing, today: dt.date, ages: Ages, introduced: Sequence[dt.date] = ()) -> str:
    """Why nobody is introduced to this listing today, see introductions.why_none; empty where they may be."""
    return why_none(trust_facts.of(listing, today), today, ages, introduced)


def cautions(listing, today: dt.date, ages: Ages, introduced: Sequence[dt.date] = ()) -> list[str]:
    """Warnings in words, most serious first; empty if the listing is running, confirmed and takes introductions.

    `introduced` are the days of the introductions of the last week.
    """
    if is_over(listing):
        return ["This listing has been retired. Nobody can be introduced or signposted to it."]
    state = listing.status.words.lower()
    paused = not listing.public and not listing.status.over  # of one that is over `why_not` says so
    not_running = f"This group is marked as {state}. Check before you use it." if paused else ""
    told = (why_not(listing, today, ages, introduced), not_running, listing.alert)
    return [words for words in (*told, *_doubts(listing, today, ages)) if words]


def _doubts(listing, today: dt.date, ages: Ages) -> list[str]:
    """What makes it doubtful but does not keep anybody from being introduced."""
    line = trust_line(trust_facts.of(listing, today), today, ages)
    return [part.words for part in line.parts if part.at_best in {Band.AGEING, Band.REPORTED}]
