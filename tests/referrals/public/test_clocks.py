"""The day by which a request is checked."""

import datetime as dt

import pytest

from referrals.public.clocks import check_by, why_late

FRIDAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("came", "urgent", "by"),
    [(0, True, 0), (1, True, 3), (0, False, 4), (1, False, 4)],
    ids=["urgent on a Friday", "urgent on a Saturday", "on a Friday", "on a Saturday"],
)
def test_what_is_urgent_is_checked_the_same_day_and_the_rest_in_working_days(came, urgent, by):
    day = dt.timedelta(days=1)
    assert check_by(FRIDAY + came * day, urgent=urgent, answer_days=2) == FRIDAY + by * day


def test_it_is_late_after_its_day():
    assert why_late(FRIDAY, FRIDAY) == ""
    assert why_late(FRIDAY, dt.date(2026, 11, 21)).endswith("Friday 20 November: less than 1 working day late")
    assert why_late(FRIDAY, dt.date(2026, 11, 24)).endswith(": 2 working days late")
