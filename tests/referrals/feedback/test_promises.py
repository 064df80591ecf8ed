"""The day that a referrer has been promised."""

import datetime as dt

import pytest

from referrals.feedback.promises import Promise, promise
from referrals.workflow import ENDED, OPEN, Status

SENT = dt.date(2026, 11, 16)  # a Monday
BY = dt.date(2026, 11, 30)
DATES = {"promised_on": BY, "first_contact_on": None, "next_step_on": None, "today": SENT}


@pytest.mark.parametrize("status", sorted(OPEN - {Status.RETURNED}))
def test_until_first_contact_that_is_what_is_promised(status):
    said = Promise("First contact by", BY, False, first_contact=True)
    assert promise(status, **DATES) == promise(status, **DATES | {"next_step_on": dt.date(2027, 1, 1)}) == said
    assert promise(status, **DATES | {"today": BY + dt.timedelta(days=1)}).late


def test_afterwards_it_is_the_next_step_if_that_has_a_day():
    spoken = DATES | {"first_contact_on": SENT}
    assert promise(Status.ACTIVE, **spoken) is None
    said = promise(Status.ACTIVE, **spoken | {"next_step_on": BY})
    assert said == Promise("Next step on", BY, False)


@pytest.mark.parametrize("status", sorted(ENDED | {Status.RETURNED}))
def test_nothing_is_promised_where_it_has_ended_or_waits_for_the_referrer(status):
    assert promise(status, **DATES | {"next_step_on": BY}) is None
