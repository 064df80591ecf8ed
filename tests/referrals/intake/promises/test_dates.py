"""The day that is promised: always a working day, never before the queue allows, and sooner for urgent ones."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.working_days import is_working_day, working_days_between
from referrals.intake.promises import dates
from referrals.intake.promises.dates import Pace, first_contact_by, pace
from referrals.words import Priority

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
AHEAD = st.integers(0, 300)
PACES = st.builds(lambda urgent, others: Pace(urgent + others, urgent), st.floats(0, 20), st.floats(0.25, 60))
WITHIN = st.integers(1, 40)
ROUTINE, URGENT = Priority.ROUTINE, Priority.URGENT


@given(DAYS, AHEAD, PACES, WITHIN, st.sampled_from(Priority))
def test_it_is_a_working_day_to_come_and_not_before_the_clock(sent, ahead, pace, within, priority):
    day = first_contact_by(sent, ahead=ahead, priority=priority, pace=pace, within=within)
    assert day > sent and is_working_day(day)
    assert working_days_between(sent, day) >= min(within, dates.FURTHEST)


@given(DAYS, AHEAD, AHEAD, PACES, WITHIN, st.sampled_from(Priority))
def test_a_longer_queue_never_makes_it_sooner(sent, one, other, pace, within, priority):
    short, long = (
        first_contact_by(sent, ahead=ahead, priority=priority, pace=pace, within=within)
        for ahead in sorted((one, other))
    )
    assert short <= long


@given(DAYS, AHEAD, st.integers(0, 300), PACES, WITHIN, WITHIN)
def test_urgent_is_never_later_than_routine_sent_the_same_day(sent, urgent_ahead, routine_ahead, pace, one, other):
    sooner, later = sorted((one, other))
    urgent = first_contact_by(sent, ahead=urgent_ahead, priority=URGENT, pace=pace, within=sooner)
    everybody = urgent_ahead + routine_ahead
    assert urgent <= first_contact_by(sent, ahead=everybody, priority=ROUTINE, pace=pace, within=later)


@given(DAYS, AHEAD, PACES)
def test_by_then_the_pace_has_reached_them(sent, ahead, pace):
    day = first_contact_by(sent, ahead=ahead, priority=ROUTINE, pace=pace, within=1)
    days = working_days_between(sent, day)
    assert days == dates.FURTHEST or days / 5 * pace.of(ROUTINE) >= ahead + 1 - 1e-6


@pytest.mark.parametrize(
    ("sent", "within", "by"),
    [
        (dt.date(2026, 11, 16), 10, dt.date(2026, 11, 30)),
        (dt.date(2026, 10, 23), 1, dt.date(2026, 10, 26)),  # over the end of summer time
        (dt.date(2026, 10, 25), 1, dt.date(2026, 10, 26)),  # on that Sunday itself
        (dt.date(2028, 2, 28), 1, dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), 1, dt.date(2028, 3, 1)),
        (dt.date(2026, 12, 24), 1, dt.date(2026, 12, 29)),  # 25 and 28 December are bank holidays
        (dt.date(2026, 12, 18), 10, dt.date(2027, 1, 6)),
    ],
)
def test_hazard_23_no_date_is_wrong_by_a_clock_or_a_calendar(sent, within, by):
    assert first_contact_by(sent, ahead=0, priority=ROUTINE, pace=Pace(100), within=within) == by


def test_the_pace_is_what_was_done_and_no_wish():
    lately = {"recent": 20, "recent_urgent": 4, "weekly_places": 50, "link_workers": 9, "weeks_waited": 4.0}
    assert pace(**lately) == Pace(5, 1) and pace(**lately).is_measured
    few = lately | {"recent": dates.ENOUGH - 1, "recent_urgent": 0}
    assert pace(**few) == Pace(1), "whoever has had somebody waiting for four weeks has shown what they do"
    assert pace(**few | {"weeks_waited": 30}) == Pace(1)
    assert pace(**few | {"weeks_waited": 3}) == Pace((4 + 9 * dates.A_WEEK_EACH) / 4)
    new = few | {"recent": 0, "weeks_waited": 0.0}
    assert pace(**new) == pace(**new | {"weekly_places": None}) == Pace(9 * dates.A_WEEK_EACH)
    assert pace(**new | {"weekly_places": 3}) == Pace(3), "places are a bound"
    assert pace(**new | {"link_workers": 0, "weekly_places": 500}) == Pace(dates.LEAST)


def test_a_few_urgent_ones_take_nothing_off_a_pace_that_is_a_guess():
    few = pace(recent=4, recent_urgent=4, weekly_places=None, link_workers=1, weeks_waited=4.0)
    assert few.of(ROUTINE) == few.everybody == 1, "what the page says that dates are reckoned with"
    first = first_contact_by(dt.date(2026, 11, 16), ahead=0, priority=ROUTINE, pace=few, within=1)
    assert first == dt.date(2026, 11, 23)


@given(st.integers(0, dates.ENOUGH - 2), st.none() | st.integers(1, 500), st.integers(0, 9), st.floats(0, 9))
def test_doing_more_is_never_slower_and_waiting_longer_never_faster(recent, places, link_workers, waited):
    facts = {"recent_urgent": 0, "weekly_places": places, "link_workers": link_workers}
    now = pace(recent=recent, weeks_waited=waited, **facts).everybody
    assert dates.LEAST <= now <= pace(recent=recent + 1, weeks_waited=waited, **facts).everybody
    assert now >= pace(recent=recent, weeks_waited=waited + 1, **facts).everybody - 1e-9


def test_a_service_reads_what_its_dates_stand_on():
    few = Pace(1, recent=1).stands_on
    assert few.startswith("In the last 4 weeks you spoke with 1 person for the first time. That is too few")
    assert "reckoned with 1 a week" in few
    assert Pace(5, recent=20).stands_on.endswith("Dates are reckoned from that: 5 a week.")


def test_routine_ones_keep_a_share_of_the_pace_however_many_are_urgent():
    assert (Pace(8, 2).of(URGENT), Pace(8, 2).of(ROUTINE), Pace(8, 8).of(ROUTINE)) == (8, 6, 2)
