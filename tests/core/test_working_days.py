"""Counting England's working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import working_days

DAYS = st.dates(date(2011, 12, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 11, 22),  # Sunday
        date(2026, 12, 25),
        date(2026, 12, 28),  # instead of Boxing Day, a Saturday
        date(2022, 9, 19),  # the funeral of Queen Elizabeth II: once only
        date(2027, 8, 30),  # England's summer bank holiday
    ],
)
def test_days_off(day):
    assert not working_days.is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 24), date(2026, 11, 30), date(2026, 1, 2)])
def test_working_days_though_some_are_holidays_elsewhere_in_the_kingdom(day):
    assert working_days.is_working_day(day)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 21), date(2026, 11, 22), 0),
        (date(2026, 11, 21), date(2026, 11, 23), 1),
        (date(2026, 12, 24), date(2026, 12, 29), 1),
        (date(2026, 11, 23), date(2026, 11, 20), -1),
    ],
)
def test_what_arrives_today_is_no_days_old(start, end, count):
    assert working_days.working_days_between(start, end) == count


@given(DAYS, st.integers(0, 900))
def test_counting_agrees_with_the_fingers(start, length):
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    count = sum(working_days.is_working_day(day) for day in days)
    end = start + timedelta(days=length)
    assert working_days.working_days_between(start, end) == count
    assert working_days.working_days_between(end, start) == -count


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(first, second, third):
    between = working_days.working_days_between
    assert between(first, second) + between(second, third) == between(first, third)


@given(DAYS, st.integers(1, 60))
def test_the_nth_working_day_is_n_working_days_away(day, n):
    later, earlier = working_days.add_working_days(day, n), working_days.add_working_days(day, -n)
    assert working_days.is_working_day(later) and working_days.is_working_day(earlier)
    assert working_days.working_days_between(day, later) == n
    assert working_days.working_days_between(earlier - timedelta(days=1), day - timedelta(days=1)) == n
    assert working_days.add_working_days(day, 0) == day


def test_what_is_known_of_the_years():
    assert working_days.FIRST_KNOWN_YEAR <= 2012 and working_days.LAST_KNOWN_YEAR >= 2027
    assert working_days.is_known(date(2026, 1, 1)) and working_days.is_known(date(2026, 12, 31))
    assert not working_days.is_known(date(working_days.LAST_KNOWN_YEAR + 1, 1, 1))


def test_beyond_the_known_years_only_weekends_are_off():
    christmas = date(working_days.LAST_KNOWN_YEAR + 1, 12, 25)
    assert working_days.is_working_day(christmas) == (christmas.weekday() < 5)
