"""When things happened: on working days, in working hours, one after the other, and before today."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.clock import LONDON
from core.working_days import is_working_day
from demonstration.calendar import at_work, latest_weekday, moments


@given(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(1, 190),
    st.lists(st.integers(0, 190), max_size=40),
    st.integers(0, 10_000),
)
def test_moments_are_in_order_on_working_days_before_today(today, days_ago, days, seed):
    found = moments(sorted(days), made=today - timedelta(days=days_ago), today=today, rng=Random(seed))
    assert len(found) == len(days) + 1
    assert all(before < after for before, after in pairwise(found))
    assert found[0].astimezone(LONDON).date() < today
    assert is_working_day(found[0].astimezone(LONDON).date())
    if len(days) <= 10:
        assert found[-1] < datetime(today.year, today.month, today.day, tzinfo=LONDON)
        assert all(is_working_day(one.astimezone(LONDON).date()) for one in found)


def test_a_referral_is_written_in_working_hours():
    found = moments([], made=date(2026, 6, 30), today=date(2026, 7, 30), rng=Random(1))
    assert 8 <= found[0].astimezone(LONDON).hour <= 16
    assert found[0].tzinfo is UTC


def test_a_day_off_becomes_the_working_day_before():
    assert at_work(date(2026, 11, 22)) == date(2026, 11, 20)
    assert at_work(date(2026, 12, 28)) == date(2026, 12, 24)
    assert at_work(date(2026, 11, 24)) == date(2026, 11, 24)


def test_a_step_may_name_its_time_of_day():
    found = moments([1, 8], times=[None, "09:30"], made=date(2026, 7, 6), today=date(2026, 8, 1), rng=Random(1))
    assert found[2].astimezone(LONDON) == datetime(2026, 7, 14, 9, 30, tzinfo=LONDON)


def test_a_story_begins_on_its_day_of_the_week():
    assert latest_weekday(date(2026, 11, 24), 3) == date(2026, 11, 19)
    assert latest_weekday(date(2026, 11, 24), 1) == date(2026, 11, 24)
    assert latest_weekday(date(2026, 11, 24), None) == date(2026, 11, 24)
