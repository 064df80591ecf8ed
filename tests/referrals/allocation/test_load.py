"""Load is hours of a week: by contacts, travel, language, risk and hours, and never the number of people."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.allocation.load import WEIGHTS, Case, Part, Stage, load

QUIET = Case(Stage.ACTIVE, conversations=0.25)
RATES = st.floats(0, 20, allow_nan=False)
CASES = st.builds(
    Case,
    stage=st.sampled_from(Stage),
    urgent=st.booleans(),
    conversations=RATES,
    attempts=RATES,
    visits=RATES,
    miles=st.none() | st.floats(0, 60),
    interpreted=st.booleans(),
    risks=st.integers(0, 9),
)


def hours(**changed) -> float:
    return load([dataclasses.replace(QUIET, **changed)], 37.5).hours


@pytest.mark.parametrize(
    "more",
    [
        {"conversations": 1.0},
        {"attempts": 1.0},
        {"visits": 0.5},
        {"interpreted": True},
        {"risks": 1},
        {"stage": Stage.NEW},
    ],
    ids=str,
)
def test_each_of_these_is_more_work(more):
    assert hours(**more) > hours()


def test_distance_counts_only_where_somebody_is_visited():
    assert hours(miles=30.0) == hours(miles=0.0)
    assert hours(miles=30.0, visits=1.0) > hours(miles=2.0, visits=1.0)
    assert hours(visits=1.0, miles=None) == hours(visits=1.0, miles=3.0)


def test_an_urgent_person_is_more_work_until_the_first_conversation():
    assert hours(stage=Stage.NEW, urgent=True) > hours(stage=Stage.NEW)
    assert hours(urgent=True) == hours()


def test_a_new_person_counts_what_is_to_come():
    assert hours(stage=Stage.NEW, conversations=0.0) > hours(conversations=0.0) + 0.4


def test_five_heavy_people_are_more_than_ten_quiet_ones_and_half_the_hours_twice_the_share():
    heavy = Case(Stage.ACTIVE, conversations=2, visits=1, miles=8, interpreted=True, risks=2)
    assert load([heavy] * 5, 37.5).share > load([QUIET] * 10, 37.5).share
    assert load([heavy], 15).share == pytest.approx(2 * load([heavy], 30).share)


def test_forty_people_spoken_with_once_a_week_fill_four_fifths_of_a_full_week():
    """What the weights were set by, so that a change of one is seen beside the numbers that it stands on."""
    assert load([Case(Stage.ACTIVE, conversations=1.0)] * 40, 37.5).percent == 80


@given(st.lists(CASES, max_size=8), st.floats(1, 60))
def test_a_load_is_the_sum_of_its_people_and_no_part_is_below_zero(cases, weekly):
    whole = load(cases, weekly)
    assert whole.people == len(cases)
    assert whole.hours == pytest.approx(sum(load([case], weekly).hours for case in cases))
    assert set(whole.parts) == set(Part) and min(whole.parts.values()) >= 0
    assert sum(whole.part_percent(part) for part in Part) == pytest.approx(100 * whole.share)


def test_every_weight_says_why():
    assert set(Stage) <= set(WEIGHTS)
    assert all(weight.hours > 0 and weight.each and weight.why for weight in WEIGHTS.values())
