"""Prices out of words and back into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.tables.prices import cell, read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Free", {"amount": 0, "currency": "GBP"}),
        ("£0", {"amount": 0, "currency": "GBP"}),
        ("3.50", {"amount": 3.5, "currency": "GBP"}),
        ("£1,200", {"amount": 1200, "currency": "GBP"}),
        ("50p", {"amount": 0.5, "currency": "GBP"}),
        ("3 per session", {"amount": 3, "currency": "GBP", "amount_description": "per session"}),
        ("by donation", {"option": "by donation"}),
        ("£1-£3", {"option": "£1-£3"}),
    ],
)
def test_what_people_write(text, found):
    assert read(text) == [found]


@given(st.integers(0, 100_000), st.sampled_from(["", "per session", "for members"]))
def test_what_we_write_we_read(pence, words):
    amount = pence / 100
    price = {"amount": int(amount) if amount.is_integer() else amount, "currency": "GBP"}
    price |= {"amount_description": words} if words else {}
    assert read(cell([price])) == [price]


@given(st.text(max_size=60))
def test_no_text_is_an_error(text):
    assert isinstance(read(text), list)
