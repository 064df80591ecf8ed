"""Every measure counts what its words say: against the same counted one listing at a time."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.trust import Ages, Band, trust_line
from directory.listings.trust_facts import Facts
from directory.upkeep.health.measures import Known, Measure, by_code, masks, totals

TODAY = dt.date(2026, 11, 25)
AGES = Ages(183, 365)
DAYS = st.integers(0, 800)
LISTING = st.tuples(st.booleans(), DAYS, st.none() | DAYS, *[st.booleans()] * 5)


def known(listings) -> Known:
    """The columns of listings, each (offered, days since it was listed, since it was confirmed, …)."""
    today = TODAY.toordinal()
    rows = [(one[0], today - one[1], 0 if one[2] is None else today - one[2], *one[3:]) for one in listings]
    kinds = (bool, np.int32, np.int32, *[bool] * 5)
    columns = zip(*rows, strict=True) if rows else [()] * len(kinds)
    return Known(*(np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)))


def counts(measure: Measure, listing) -> bool:
    """The same of one listing, in the plainest words."""
    offered, listed, confirmed, reported, remote, placed, timed, reachable = listing
    days = measure.rpartition("-")[2]
    said = {
        Measure.ALL: True,
        Measure.REPORTED: reported,
        Measure.NO_PLACE: not placed and not remote,
        Measure.NO_TIME: not timed,
        Measure.NO_CONTACT: not reachable,
    }
    if measure in said:
        return offered and said[measure]
    if days.isdigit():
        return offered and confirmed is not None and confirmed <= int(days)
    listed_on, confirmed_on = (TODAY - dt.timedelta(days=days or 0) for days in (listed, confirmed))
    facts = Facts(listed_on=listed_on, confirmed_on=None if confirmed is None else confirmed_on)
    bands = {Band.HIDDEN} if measure is Measure.HIDDEN else {Band.HIDDEN, Band.AGEING}
    return offered and trust_line(facts, TODAY, AGES).band in bands


@given(st.lists(LISTING, max_size=30))
def test_each_measure_counts_the_listings_that_its_words_say(listings):
    counted = masks(known(listings), TODAY.toordinal(), AGES)
    for measure in Measure:
        expected = [counts(measure, one) for one in listings]
        assert counted[measure].tolist() == expected
        assert totals(counted)[measure] == sum(expected)


@given(st.lists(LISTING, min_size=1, max_size=20), st.data())
def test_the_counts_of_parts_are_those_of_their_listings(listings, data):
    pairs = data.draw(st.sets(st.tuples(st.integers(0, len(listings) - 1), st.integers(0, 3)), max_size=40))
    rows, codes = (np.array([pair[at] for pair in sorted(pairs)], dtype=np.int64) for at in (0, 1))
    counted = masks(known(listings), TODAY.toordinal(), AGES)
    found = by_code(counted, rows, codes, 4)
    for measure in Measure:
        for code in range(4):
            assert found[measure][code] == sum(counts(measure, listings[row]) for row, other in pairs if other == code)


def test_what_a_longer_time_counts_contains_what_a_shorter_counts():
    listings = [(True, days, days, *[False] * 5) for days in range(0, 400, 7)]
    counted = totals(masks(known(listings), TODAY.toordinal(), AGES))
    assert counted[Measure.CONFIRMED_30] < counted[Measure.CONFIRMED_90] < counted[Measure.CONFIRMED_180]
    assert counted[Measure.HIDDEN] < counted[Measure.UNCONFIRMED]


@pytest.mark.parametrize("words", ["confirmed", "", "ALL"])
def test_other_words_are_no_measure(words):
    assert words not in list(Measure)
