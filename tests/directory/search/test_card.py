"""A card's words: sessions, prices and first lines."""

import datetime as dt

import pytest

from directory.listings.models import Service
from directory.listings.parts import CostOption, Schedule
from directory.search import card


def test_sessions_that_are_over_are_not_told(app):
    over = Schedule(freq="WEEKLY", byday="MO", valid_to=dt.date(2020, 1, 1))
    now = Schedule(freq="WEEKLY", byday="TU")
    assert card.when(Service(schedules=[over, now, Schedule(freq="WEEKLY", byday="TU")])) == "Tuesdays"


def test_many_sessions_are_not_all_told(app):
    days = [Schedule(freq="WEEKLY", byday=day) for day in ("MO", "TU", "WE", "TH")]
    assert card.when(Service(schedules=days)) == "Mondays; Tuesdays; Wednesdays and more"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], ""),
        ([(0, None)], "Free"),
        ([(0, None), (0, "always")], "Free"),
        ([(2, "per session")], "£2 per session"),
        ([(2.5, None)], "£2.50"),
        ([(0.5, None)], "50p"),
        ([(1, None), (5, None)], "£1 to £5"),
        ([(0, None), (5, None)], "Free to £5"),
        ([(1200, None)], "£1,200"),
    ],
)
def test_costs(options, words):
    given = [CostOption(amount=amount, amount_description=per) for amount, per in options]
    assert card.cost(Service(cost_options=given)) == words


def test_fees_in_words_and_other_currencies():
    assert card.cost(Service(cost_options=[CostOption(amount=3, currency="EUR")], fees="Ask us")) == "Ask us"


def test_the_first_line_is_cut_between_words():
    assert card.summary(Service(description="\n\nFirst line\nSecond")) == "First line"
    long = card.summary(Service(description="word " * 100))
    assert len(long) <= card.LONGEST
    assert long.endswith("word …")
    assert card.summary(Service(description=None)) == ""
