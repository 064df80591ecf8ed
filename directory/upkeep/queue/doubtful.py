"""Listings that people go by although nobody has confirmed them lately: those used most come first."""

import datetime as dt
import uuid

import numpy as np

from core.clock import LONDON
from directory.listings.standing.queries import ages
from directory.listings.to_settle import ToSettle
from directory.listings.trust import Band
from directory.search import snapshot
from directory.search.snapshot import Snapshot
from directory.search.standings import BANDS, among, bands
from directory.upkeep.asking import use

# Points of use in three months from which on people go by a listing: one person connected, or twenty looks at it.
USED = 20
# More than anybody settles; those used most.
MOST = 200
WORDS = "Nobody has confirmed it lately, and people go by it"


def for_editors() -> list[ToSettle]:
    """At most 200 of them, since the day on which they were no longer confirmed."""
    used = {service_id: points for service_id, points in use.points().items() if points >= USED}
    if not used:
        return []
    facts = snapshot.current()
    rows = np.flatnonzero(facts.columns["active"] & among(bands(facts), BANDS, (Band.AGEING, Band.HIDDEN)))
    found = {service_id: row for row in rows.tolist() if (service_id := _id(facts, row)) in used}
    chosen = sorted(found, key=lambda one: (-used[one], str(one)))[:MOST]
    return [ToSettle(one, one, _since(facts, found[one]), WORDS) for one in chosen]


def _id(facts: Snapshot, row: int) -> uuid.UUID:
    return uuid.UUID(int=(int(facts.columns["id_high"][row]) << 64) | int(facts.columns["id_low"][row]))


def _since(facts: Snapshot, row: int) -> dt.datetime:
    """From when on nobody had confirmed it lately; where nobody ever did, since it was listed."""
    confirmed, listed = (int(facts.columns[name][row]) for name in ("confirmed", "listed"))
    day = confirmed + ages().unconfirmed_after if confirmed else listed
    return dt.datetime.combine(dt.date.fromordinal(day), dt.time(), LONDON)
