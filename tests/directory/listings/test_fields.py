"""Times of day as people type them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid
from directory.listings.fields import spoken_time, time_of_day


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("10am", "10:00"),
        ("2.30pm", "14:30"),
        (" 12 PM ", "12:00"),
        ("12am", "00:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("9:05", "09:05"),
        ("18.45", "18:45"),
    ],
)
def test_understood(typed, kept):
    assert time_of_day(typed) == kept


@pytest.mark.parametrize("typed", ["10", "teatime", "25:00", "10:75", "13pm", "0am", "10:5", "-1:00", ""])
def test_not_understood(typed):
    with pytest.raises(NotValid):
        time_of_day(typed)


@given(st.times().map(lambda time: time.isoformat("minutes")))
def test_what_is_shown_is_understood_again(time):
    assert time_of_day(spoken_time(time)) == time


@given(st.text(max_size=12))
def test_anything_typed_is_a_time_or_refused(text):
    with contextlib.suppress(NotValid):
        assert len(time_of_day(text)) == 5
