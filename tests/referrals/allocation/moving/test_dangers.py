"""What would be missed with a person while their link worker is away."""

import datetime as dt

import pytest

from referrals.allocation.load import Stage
from referrals.allocation.moving.dangers import Standing, dangers

FIRST, LAST = dt.date(2026, 12, 7), dt.date(2026, 12, 18)
DAY = dt.timedelta(days=1)
NEW, ACTIVE = Stage.NEW, Stage.ACTIVE

MISSED = [
    (Standing(NEW, contact_by=LAST), "First contact is promised by 18 December 2026"),
    (Standing(NEW, contact_by=FIRST - DAY), "First contact is promised by 6 December 2026"),
    (Standing(NEW, contact_by=LAST + DAY, urgent=True), "should be soon"),
    (Standing(ACTIVE, next_step_on=LAST), "The next step is due on 18 December 2026"),
    (Standing(ACTIVE, next_step_on=FIRST - 30 * DAY), "The next step is due on"),
    (Standing(ACTIVE), "No next step"),
    (Standing(Stage.WAITING), "answer would wait"),
]
WAITING = [
    Standing(NEW, contact_by=LAST + DAY),
    Standing(ACTIVE, next_step_on=LAST + DAY),
    Standing(Stage.ON_HOLD),
    Standing(ACTIVE, next_step_on=LAST + DAY, urgent=True),
]


@pytest.mark.parametrize(("standing", "words"), MISSED)
def test_what_is_missed_is_said(standing, words):
    assert any(words in said for said in dangers(standing, begins_on=FIRST, ends_on=LAST))


@pytest.mark.parametrize("standing", WAITING)
def test_who_can_wait_and_that_nobody_can_for_good(standing):
    assert dangers(standing, begins_on=FIRST, ends_on=LAST) == []
    assert "Without a new link worker nobody would have them" in dangers(standing, begins_on=None, ends_on=None)
