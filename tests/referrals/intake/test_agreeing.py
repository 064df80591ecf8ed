"""What one choice says of who agreed, how and when, and what it leaves to be said."""

import datetime as dt

import pytest

from referrals.intake.agreeing import NOBODY_ELSE, Agreed, as_answers
from referrals.words import GivenBy, GivenHow

TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("agreed", "how", "there"),
    [
        (Agreed.ALONE, GivenHow.SPOKEN, NOBODY_ELSE),
        (Agreed.ACCOMPANIED, GivenHow.SPOKEN, None),
        (Agreed.TELEPHONE, GivenHow.TELEPHONE, None),
    ],
)
def test_the_person_agreed_today(agreed, how, there):
    said = as_answers(agreed, today=TODAY)
    assert (said["given_by"], said["given_how"], said["given_on"]) == (GivenBy.PERSON, how, TODAY)
    assert said.get("who_was_there") == there


@pytest.mark.parametrize("agreed", [None, Agreed.OTHERWISE])
def test_another_way_says_nothing_by_itself(agreed):
    assert as_answers(agreed, today=TODAY) == {}
