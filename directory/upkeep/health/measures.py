"""What is counted to say how far the directory can be trusted: pure arithmetic on columns, a value for each listing."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from core.worded import Worded
from directory.listings.trust import Ages


class Measure(Worded):
    """One count of listings, as its address and its words have it."""

    ALL = "all", "Listings that people can find"
    CONFIRMED_30 = "confirmed-30", "Confirmed within 30 days"
    CONFIRMED_90 = "confirmed-90", "Confirmed within 90 days"
    CONFIRMED_180 = "confirmed-180", "Confirmed within 180 days"
    UNCONFIRMED = "unconfirmed", "Not confirmed lately"
    HIDDEN = "hidden", "Not confirmed for so long that nobody is introduced"
    REPORTED = "reported", "With a report that is open"
    NO_PLACE = "no-place", "Without a place on the map"
    NO_TIME = "no-time", "Without a day or time"
    NO_CONTACT = "no-contact", "Without a telephone number or email address"


# The same over the narrow columns of a table.
SHORT = {
    Measure.ALL: "All",
    Measure.CONFIRMED_30: "30 days",
    Measure.CONFIRMED_90: "90 days",
    Measure.CONFIRMED_180: "180 days",
    Measure.UNCONFIRMED: "Not lately",
    Measure.HIDDEN: "Too long",
    Measure.REPORTED: "Reports",
    Measure.NO_PLACE: "No place",
    Measure.NO_TIME: "No time",
    Measure.NO_CONTACT: "No contact",
}


class Known(NamedTuple):
    """What is known of each listing, an array each: days as proleptic ordinals, 0 where there is none.

    `offered`: whether people can find it. `remote`: whether people only take part from where they are, so that it needs
    no place. `placed`, `timed` and `reachable`: whether it says where and when it is, and how to get in touch.
    """

    offered: np.ndarray
    listed: np.ndarray
    confirmed: np.ndarray
    reported: np.ndarray
    remote: np.ndarray
    placed: np.ndarray
    timed: np.ndarray
    reachable: np.ndarray


Mask = Callable[[Known, int, Ages], np.ndarray]


def _within(days: int) -> Mask:
    return lambda known, today, _ages: (known.confirmed > 0) & (today - known.confirmed <= days)


def _age(known: Known, today: int) -> np.ndarray:
    """For how many days nobody has said that it is right: since it was confirmed, or else since it was listed."""
    return today - np.where(known.confirmed > 0, known.confirmed, known.listed)


def _hidden(known: Known, today: int, ages: Ages) -> np.ndarray:
    return _age(known, today) > ages.hidden_after


def _unconfirmed(known: Known, today: int, ages: Ages) -> np.ndarray:
    lately = (known.confirmed > 0) & (_age(known, today) <= ages.unconfirmed_after)
    return ~lately | _hidden(known, today, ages)


# Whether a listing counts; unconfirmed and hidden as in listings.trust.
MASKS: dict[Measure, Mask] = {
    Measure.ALL: lambda known, _today, _ages: np.ones(len(known.offered), dtype=bool),
    Measure.CONFIRMED_30: _within(30),
    Measure.CONFIRMED_90: _within(90),
    Measure.CONFIRMED_180: _within(180),
    Measure.UNCONFIRMED: _unconfirmed,
    Measure.HIDDEN: _hidden,
    Measure.REPORTED: lambda known, _today, _ages: known.reported,
    Measure.NO_PLACE: lambda known, _today, _ages: ~known.placed & ~known.remote,
    Measure.NO_TIME: lambda known, _today, _ages: ~known.timed,
    Measure.NO_CONTACT: lambda known, _today, _ages: ~known.reachable,
}


def mask(measure: Measure, known: Known, today: int, ages: Ages) -> np.ndarray:
    """Of each listing whether this measure counts it; nothing counts one that nobody can find."""
    return known.offered & MASKS[measure](known, today, ages)


def masks(known: Known, today: int, ages: Ages) -> dict[Measure, np.ndarray]:
    """The same of every measure."""
    return {measure: mask(measure, known, today, ages) for measure in Measure}


def totals(counted: dict[Measure, np.ndarray]) -> dict[Measure, int]:
    """How many listings each measure counts."""
    return {measure: int(np.count_nonzero(rows)) for measure, rows in counted.items()}


def by_code(
    counted: dict[Measure, np.ndarray], rows: np.ndarray, codes: np.ndarray, size: int
) -> dict[Measure, np.ndarray]:
    """How many listings each measure counts of each code below `size`; listing `rows[n]` has the code `codes[n]`."""
    return {measure: np.bincount(codes[counts[rows]], minlength=size) for measure, counts in counted.items()}
