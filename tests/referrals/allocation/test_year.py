"""A simulated year: giving by suggestion against giving in turn, with the same people, work and leave in both."""

import pytest

from tests.referrals.allocation.year import TEAM, Fate, Year, by_suggestion, in_turn, lived, table

SEEDS = (5,)


@pytest.fixture(scope="module")
def years():
    return {seed: lived(1000, seed) for seed in SEEDS}


@pytest.mark.parametrize("seed", SEEDS)
def test_suggestion_beats_the_turn_on_spread_of_load_and_on_broken_promises(years, seed):
    suggested, in_turn, by_hours = years[seed].values()
    assert suggested.spread < 0.5 * in_turn.spread
    assert suggested.broken < in_turn.broken
    assert suggested.broken < by_hours.broken, "also where turns go by hours, which is the best that turns can do"
    assert suggested.p90_wait < in_turn.p90_wait
    assert suggested.referrals == in_turn.referrals == by_hours.referrals == 1000


def test_the_same_seed_is_the_same_year_and_the_table_has_every_number():
    once, again = lived(250, 3), lived(250, 3)
    assert once == again != lived(250, 4)
    printed = table(once)
    assert "| Promises broken |" in printed and printed.count("\n") == 12


def test_chance_is_drawn_before_anybody_is_chosen():
    """So that no way meets easier people than another: what is drawn does not change while a year is lived."""
    fate = Fate(120, 3)
    drawn = list(fate.referrals)
    for way in (by_suggestion, in_turn):
        year = Year(fate, way()).live()
        assert [one.drawn.conversations for one in year.all] == [one.conversations for one in drawn]
        assert {worker.name for worker in year.team} == set(TEAM)
    assert fate.referrals == drawn
