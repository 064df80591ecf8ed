"""What tells who a person is: found however it is written, and not where it is something else."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers.nhs_number import demonstration_number
from directory.search.personal_data import refusal, without

TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ask joan.smith@nhs.example about it", "an email address"),
        ("9990000018", "an NHS number"),
        ("No. 999 000 0018.", "an NHS number"),
        ("999-000-0018", "an NHS number"),
        ("ring 01632 960001", "a telephone number"),
        ("ring (07700) 900 982 after six", "a telephone number"),
        ("+44 7700 900982", "a telephone number"),
        ("020 7946 0000", "a telephone number"),
        ("born 13/02/1961", "a date of birth"),
        ("13.2.61", "a date of birth"),
        ("13th of February 1961", "a date of birth"),
        ("1961-02-13", "a date of birth"),
    ],
)
def test_is_found(text, what):
    assert what in refusal(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        *("", None, "Ask for Gill at the desk", "Bus 23 stops outside, 5 minutes on foot", "10.30am to 12.30pm"),
        *("Open 9-5, 7 days", "Starts again on 4 January 2027", "Costs £2.50, or £20 for 10", "Room 12, 3rd floor"),
        *("PO1 2DY", "24/12 and 31/12 closed", "Half past 10 or 11/12/2026"),
    ],
)
def test_is_not_found_where_it_is_something_else(text):
    assert refusal(text, today=TODAY) is None


@given(st.integers(1, 500), st.sampled_from(["", " ", "-"]), st.text("abc ,.", max_size=8))
def test_every_nhs_number_is_found_in_any_grouping_and_among_other_words(n, gap, around):
    digits = demonstration_number(n)
    written = f"{around} {gap.join((digits[:3], digits[3:6], digits[6:]))} {around}"
    assert "an NHS number" in refusal(written, today=TODAY)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 24)), st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d"]))
def test_every_past_date_is_found(day, shape):
    assert "a date of birth" in refusal(f"on {day:{shape}} it was", today=TODAY)


def test_words_stay_and_what_leads_to_somebody_goes():
    typed = "kabaddi for women PO1 2DY joan@example.org 07700 900982 flat 3b"
    assert without(typed) == "kabaddi for women flat"


@given(st.text(max_size=200))
def test_nothing_with_a_digit_or_an_address_is_left(text):
    left = without(text)
    assert "@" not in "".join(word for word in left.split() if len(word) > 2 and "@" in word[1:-1])
    assert not any(c in "0123456789" for c in left)
