"""Quarters of a year: every day lies in one, and they follow each other without a gap."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.learning import quarters
from referrals.learning.quarters import Quarter

TODAY = dt.date(2026, 11, 25)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
def test_every_day_lies_in_its_quarter(day):
    quarter = quarters.of(day)
    assert quarter.begins <= day < quarter.next.begins
    assert quarter.next.previous == quarter


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2026-Q3", "July to September 2026"),
        ("2027-Q1", "October to December 2026"),  # not begun
        ("", "October to December 2026"),
        ("2026-Q5", "October to December 2026"),
    ],
)
def test_an_address_names_a_quarter_that_has_begun(code, words):
    assert quarters.read(code, today=TODAY).words == words


def test_a_quarter_begins_at_midnight_in_england_and_leads_to_those_beside_it():
    first, after = Quarter(2026, 3).moments
    assert (first.isoformat(), after.isoformat()) == ("2026-07-01T00:00:00+01:00", "2026-10-01T00:00:00+01:00")
    assert [one.code for one in quarters.around(Quarter(2026, 4), today=TODAY)] == ["2026-Q3", "2026-Q4"]
    assert len(quarters.around(Quarter(2026, 2), today=TODAY)) == 3
