"""What a listing says, as people say it: sessions, prices and ages."""

import datetime as dt

import pytest

from core import clock
from directory.listings import spoken
from directory.listings.models import Service
from directory.listings.parts import CostOption, Schedule

TODAY = dt.datetime(2026, 11, 24, 11, 30, tzinfo=clock.LONDON)
CLOSED = {"description": "Closed"}


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
        ({"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "16:30"}, "Mondays to Fridays 9am to 4:30pm"),
        ({"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}, "Every day, day and night"),
        ({"freq": "WEEKLY", "byday": "TU,TH", "interval": 6}, "Every 6 weeks on Tuesday and Thursday"),
        ({"freq": "MONTHLY", "byday": "-1FR", "interval": 2}, "Last Friday of every other month"),
        ({"freq": "MONTHLY", "byday": "FR", "interval": 6}, "Every Friday every 6 months"),
        ({"freq": "MONTHLY", "bymonthday": "1,-1"}, "Day 1 and last day of the month"),
        ({"freq": "MONTHLY", "byday": "SU"}, "Sundays"),
        ({"freq": "MONTHLY", "interval": 2}, ""),
        ({"freq": "WEEKLY", "dtstart": "2026-11-25", "opens_at": "10:00"}, "Wednesdays from 10am"),
        ({"dtstart": "2026-12-05", "opens_at": "10:00"}, "On 5 December, from 10am"),
        ({"byday": "WE", "until": "2027-07-20"}, "Wednesdays, until 20 July 2027"),
        ({"byday": "WE", "opens_at": "10:00", "closes_at": "10:00"}, "Wednesdays"),
        ({"byday": "WE", "description": "Term time; we rest in August"}, "Wednesdays in term time"),
        (
            {"byday": "WE", "notes": "Not in August. Not on bank holidays."},
            "Wednesdays, not in August, not on bank holidays",
        ),
        ({"byday": "WE", "notes": "April to September"}, "Wednesdays, April to September"),
        (CLOSED | {"valid_from": "2026-12-20", "valid_to": "2027-01-04"}, "Closed 20 December to 4 January 2027"),
        (CLOSED | {"valid_from": "2026-12-25", "valid_to": "2026-12-25"}, "Closed on 25 December"),
        (CLOSED | {"dtstart": "2026-12-25"}, "Closed on 25 December"),
        (CLOSED | {"valid_from": "2026-12-20"}, "Closed from 20 December"),
        (CLOSED | {"valid_to": "2026-12-20"}, "Closed until 20 December"),
        (CLOSED | {"byday": "SU"}, "Closed Sundays"),
        ({"description": "Closed on bank holidays"}, "Closed on bank holidays"),
    ],
)
def test_sessions(facts, words):
    with clock.at(TODAY):
        assert spoken.session(facts) == words


def test_a_session_that_is_a_row():
    row = Schedule(freq="WEEKLY", byday="TU", opens_at=dt.time(10), dtstart=dt.date(2026, 1, 6))
    assert spoken.session(spoken.as_document(row)) == "Tuesdays from 10am"


WEDNESDAYS = {"freq": "WEEKLY", "byday": "WE", "opens_at": "10:00", "closes_at": "12:00"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Wednesdays 10am to midday, next is tomorrow"),
        ({"byday": "TU"}, "Tuesdays 10am to midday, next is today"),
        ({"byday": "TU", "closes_at": "11:00"}, "Tuesdays 10am to 11am, next on 1 December"),
        ({"interval": 2, "dtstart": "2026-11-18"}, "Every other Wednesday 10am to midday, next on 2 December"),
        ({"interval": 2}, "Every other Wednesday 10am to midday, ask which week"),
        ({"dtstart": "2027-01-06"}, "Wednesdays 10am to midday, next on 6 January 2027"),
        ({"freq": "MONTHLY", "byday": "1TU"}, "First Tuesday of the month 10am to midday, next on 1 December"),
        (
            {"dtstart": "2027-03-24", "notes": "Term time"},
            "Wednesdays 10am to midday in term time, ask for the next date",
        ),
        ({"notes": "April to September"}, "Wednesdays 10am to midday, April to September, next on 7 April 2027"),
        ({"freq": None, "byday": None, "dtstart": "2026-11-25"}, "On 25 November, 10am to midday"),
        (CLOSED | {"opens_at": None, "valid_from": "2026-11-01", "valid_to": "2026-11-28"}, "Closed Wednesdays"),
        ({"until": "2026-11-20"}, "Wednesdays 10am to midday, until 20 November"),
    ],
)
def test_the_next_one(more, words):
    with clock.at(TODAY):
        assert spoken.with_next(WEDNESDAYS | more, [], TODAY) == words


@pytest.mark.parametrize(("byday", "words"), [("TU", "next on 24 November"), ("WE", "next on 25 November")])
def test_what_is_read_on_another_day_has_the_date_of_the_next_one(byday, words):
    assert spoken.next_time(WEDNESDAYS | {"byday": byday}, [], TODAY, dated=True) == words


def test_a_break_puts_the_next_one_off():
    closed = CLOSED | {"valid_from": "2026-11-20", "valid_to": "2026-12-08"}
    assert spoken.next_time(WEDNESDAYS, [WEDNESDAYS, closed], TODAY) == "next on 9 December"


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
