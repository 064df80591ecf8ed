"""What a link worker brings, read from what was typed: hours, areas, languages, leave."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid
from referrals.allocation import terms
from referrals.allocation.terms import Away, Terms

MONDAY = dt.date(2026, 11, 16)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


@pytest.mark.parametrize(("typed", "read"), [("37.5", 37.5), (" 20 ", 20), ("1", 1), ("60", 60), ("22.54", 22.5)])
def test_hours(typed, read):
    assert terms.hours(typed) == read


@pytest.mark.parametrize("typed", ["", "nan", "inf", "0", "0.9", "61", "-5", "ten"])
def test_what_are_no_hours(typed):
    with pytest.raises(NotValid):
        terms.hours(typed)


SHORT = st.one_of(st.text(max_size=12), st.floats().map(str), st.integers(-9, 999).map(str))


@given(SHORT)
def test_whatever_is_typed_becomes_hours_or_a_reason(typed):
    with contextlib.suppress(NotValid):
        assert terms.LEAST_HOURS <= terms.hours(typed) <= terms.MOST_HOURS


@given(SHORT)
def test_whatever_is_typed_becomes_a_number_of_people_or_a_reason(typed):
    with contextlib.suppress(NotValid):
        assert 1 <= terms.people(typed) <= terms.MOST_PEOPLE


def test_languages_are_kept_as_typed_each_once():
    assert terms.languages("Polish, polish , British Sign Language,") == ["Polish", "British Sign Language"]


def test_leave_covers_its_first_and_last_day_and_the_next_one_is_the_first_to_begin():
    soon, later = Away(day(7), day(9)), Away(day(14), day(20))
    worker = Terms(leave=(later, soon))
    assert [worker.away_on(day(number)) for number in (6, 7, 9, 10)] == [None, soon, soon, None]
    assert worker.next_away(day(0), day(30)) is soon
    assert worker.next_away(day(7), day(30)) is later, "leave that has begun is not to come"
    assert worker.next_away(day(0), day(6)) is None
