"""Which dates a living person can have been born on, and how old they are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid, date_of_birth

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("born", [TODAY, date(1985, 3, 27), date(1895, 11, 23), date(1896, 11, 22)])
def test_dates_from_today_back_to_130_years(born):
    assert date_of_birth.check(born, today=TODAY) is born
    assert date_of_birth.parse(born.isoformat(), today=TODAY) == born


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 11, 23), "in the past"),
        (date(1895, 11, 22), "less than 131 years"),
        (date(1, 1, 1), "Check the year"),
    ],
)
def test_dates_on_which_nobody_alive_was_born(born, words):
    with pytest.raises(NotValid, match=words):
        date_of_birth.check(born, today=TODAY)


@pytest.mark.parametrize("text", ["", "1985-02-30", "27/03/1985", "19850327", "1985-W12-3", "٢٠٢٠-٠١-٠١", "1985-3-27"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(NotValid, match="like 1985-03-27"):
        date_of_birth.parse(text, today=TODAY)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1985, 3, 27), date(2026, 3, 26), 40),
        (date(1985, 3, 27), date(2026, 3, 27), 41),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 2, 29), date(2020, 2, 29), 20),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_age_on_a_day(born, day, age):
    assert date_of_birth.age_on(born, day) == age


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000))
def test_age_grows_by_one_once_a_year(born, days):
    day = born + timedelta(days=days)
    step = date_of_birth.age_on(born, day + timedelta(days=1)) - date_of_birth.age_on(born, day)
    assert step in {0, 1}
    assert date_of_birth.age_on(born, day) == pytest.approx(days / 365.2425, abs=1.01)


def test_over_110_is_worth_a_second_look():
    assert not date_of_birth.is_unusual(date(1916, 11, 22), today=TODAY)
    assert not date_of_birth.is_unusual(date(1915, 11, 23), today=TODAY)
    assert date_of_birth.is_unusual(date(1915, 11, 22), today=TODAY)
