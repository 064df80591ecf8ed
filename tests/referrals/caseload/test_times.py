"""Times and minutes as people type them."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid
from core.templating import hour
from referrals.caseload import times


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", dt.time(14, 30)),
        ("2:30pm", dt.time(14, 30)),
        ("2.30 PM", dt.time(14, 30)),
        ("9am", dt.time(9)),
        ("9", dt.time(9)),
        ("09:05", dt.time(9, 5)),
        ("12am", dt.time(0)),
        ("12pm", dt.time(12)),
        ("12.15 a.m.", dt.time(0, 15)),
        ("noon", dt.time(12)),
        ("0:00", dt.time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, meant):
    assert times.time_of_day(typed) == meant


@pytest.mark.parametrize("typed", ["", "25:00", "14:60", "13pm", "0am", "half past two", "2:3", "١٤:٣٠", "-1", "2pmx"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(NotValid):
        times.time_of_day(typed)


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_every_time_that_we_write_we_read(time):
    assert times.time_of_day(hour(time)) == time


@given(st.text())
def test_any_text_is_a_time_or_a_refusal(typed):
    with suppress(NotValid):
        assert isinstance(times.time_of_day(typed), dt.time)


@pytest.mark.parametrize(("typed", "meant"), [("0", 0), ("35", 35), ("35 minutes", 35), ("5min", 5), ("600", 600)])
def test_minutes_are_read(typed, meant):
    assert times.minutes(typed) == meant


@pytest.mark.parametrize("typed", ["601", "-1", "1.5", "an hour", "", "٣٥", "9" * 400])
def test_what_are_no_minutes_is_refused(typed):
    with pytest.raises(NotValid):
        times.minutes(typed)


def test_a_moment_is_a_time_in_england():
    assert times.moment(dt.date(2026, 7, 1), dt.time(9)) == dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
    assert times.moment(dt.date(2026, 12, 1), dt.time(9)) == dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


def test_of_the_hour_that_comes_twice_the_first_is_meant():
    assert times.moment(dt.date(2026, 10, 25), dt.time(1, 30)) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
