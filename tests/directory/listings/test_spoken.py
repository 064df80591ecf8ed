"""What a listing says, as people say it: sessions, prices and ages."""

import datetime as dt

import pytest

from directory.listings import spoken
from directory.listings.models import Service
from directory.listings.parts import CostOption, Schedule


def at(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"freq": "WEEKLY", "byday": "TU", "opens_at": "10:30", "closes_at": "12:00"}, "Tuesdays 10:30am to midday"),
        ({"freq": "WEEKLY", "byday": "MO,WE,FR", "opens_at": "09:00"}, "Mondays, Wednesdays and Fridays from 9am"),
        ({"freq": "WEEKLY", "byday": "TH", "interval": 2}, "Every other Thursday"),
        ({"freq": "WEEKLY", "byday": "MO,MO"}, "Mondays"),
        ({"freq": "MONTHLY", "byday": "1TU", "opens_at": "14:00"}, "First Tuesday of the month from 2pm"),
        ({"freq": "MONTHLY", "byday": "2SA,-1SA"}, "Second Saturday and last Saturday of the month"),
        ({"freq": "MONTHLY", "bymonthday": "15"}, "Day 15 of the month"),
        ({"byday": "nonsense", "description": "By arrangement"}, "By arrangement"),
        ({}, ""),
    ],
)
def test_sessions(facts, words):
    times = {name: at(facts.get(name)) for name in ("opens_at", "closes_at")}
    assert spoken.session(Schedule(**(facts | times))) == words


@pytest.mark.parametrize(
    ("amount", "words"), [(2, "£2"), (2.5, "£2.50"), (0.5, "50p"), (1200, "£1,200"), (0.05, "5p"), (10.0, "£10")]
)
def test_pounds(amount, words):
    assert spoken.pounds(amount) == words


def test_a_price_says_nothing_twice():
    assert spoken.price(CostOption(amount=0, option="Free")) == "Free"
    assert spoken.price(CostOption(amount=0, option="first visit")) == "Free (first visit)"
    assert spoken.price(CostOption(amount=2, option="£2")) == "£2"


def test_a_price_without_currency_is_in_pounds_and_another_is_not():
    assert spoken.in_pounds(CostOption(amount=1))
    assert spoken.in_pounds(CostOption(amount=1, currency="gbp"))
    assert not spoken.in_pounds(CostOption(amount=1, currency="EUR"))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(18, None, "18 and over"), (None, 25, "Up to 25"), (11, 18, "11 to 18"), (None, None, ""), (0, None, "")],
)
def test_ages(low, high, words):
    assert spoken.ages(Service(minimum_age=low, maximum_age=high)) == words
