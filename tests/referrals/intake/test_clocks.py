"""Who must do what by when, in working days; what is late says why; and time alone declines nothing."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.working_days import is_working_day
from referrals.intake import clocks
from referrals.words import Priority
from referrals.workflow import OPEN, WAITING, Status

PROFILE = SimpleNamespace(first_contact_days=10, urgent_contact_days=3, answer_days=2, keep_in_touch_days=10)
MONDAY = dt.date(2026, 11, 16)
CHRISTMAS_EVE = dt.date(2026, 12, 24)
ROUTINE, URGENT = Priority.ROUTINE, Priority.URGENT


@pytest.mark.parametrize(
    ("status", "priority", "since", "due"),
    [
        (Status.SUBMITTED, ROUTINE, MONDAY, dt.date(2026, 11, 18)),
        (Status.SUBMITTED, URGENT, MONDAY, dt.date(2026, 11, 17)),
        (Status.SUBMITTED, ROUTINE, CHRISTMAS_EVE, dt.date(2026, 12, 30)),
        (Status.RETURNED, ROUTINE, MONDAY, dt.date(2026, 11, 23)),
        (Status.RETURNED, URGENT, MONDAY, dt.date(2026, 11, 17)),
        (Status.ACCEPTED, ROUTINE, MONDAY, dt.date(2026, 11, 30)),
        (Status.ALLOCATED, ROUTINE, MONDAY, None),
        (Status.CLOSED, ROUTINE, MONDAY, None),
    ],
)
def test_what_is_due_when(status, priority, since, due):
    assert clocks.due(PROFILE, status, priority, since=since, contact_by=dt.date(2026, 11, 30)) == due


@given(st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1)), st.sampled_from(sorted(WAITING)), st.integers(1, 30))
def test_everything_in_the_queue_has_a_working_day_and_urgent_ones_no_later(since, status, days):
    profile = SimpleNamespace(first_contact_days=days, urgent_contact_days=31 - days, answer_days=days)
    soon, later = (clocks.due(profile, status, one, since=since, contact_by=None) for one in (URGENT, ROUTINE))
    assert since < soon <= later and is_working_day(soon) and is_working_day(later)
    assert clocks.contact_days(profile, URGENT) <= clocks.contact_days(profile, ROUTINE)


def test_what_names_an_urgent_sign_is_answered_on_the_day_on_which_it_comes_or_the_next_working_day():
    named = {"contact_by": dt.date(2026, 11, 19), "urgent_sign": True}
    saturday = dt.date(2026, 11, 14)
    for since in (MONDAY, saturday):
        assert clocks.due(PROFILE, Status.SUBMITTED, URGENT, since=since, **named) == MONDAY


def test_what_is_late_says_why():
    late = {"due_on": MONDAY, "contact_by": MONDAY, "today": dt.date(2026, 11, 18)}
    said = "First contact was promised by Monday 16 November: 2 working days late"
    assert clocks.why_late(Status.ACCEPTED, **late) == clocks.why_late(Status.ALLOCATED, **late) == said
    waiting = late | {"contact_by": dt.date(2026, 12, 1)}
    assert clocks.why_late(Status.SUBMITTED, **waiting).startswith("It should have had an answer by Monday")
    assert clocks.why_late(Status.RETURNED, **waiting).endswith("Ring them")
    assert "less than 1 working day" in clocks.why_late(
        Status.SUBMITTED, **waiting | {"due_on": dt.date(2026, 11, 20), "today": dt.date(2026, 11, 21)}
    )


@pytest.mark.parametrize("status", sorted(set(Status) - OPEN))
def test_what_has_ended_is_never_late(status):
    assert clocks.why_late(status, due_on=MONDAY, contact_by=None, today=dt.date(2027, 1, 1)) == ""
