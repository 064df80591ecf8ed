"""What a group is told of introductions: how many, and nothing of whom."""

from datetime import timedelta

from core import clock
from directory.upkeep import introductions
from referrals.connections import queries

YEAR = timedelta(days=365)


def test_introductions_are_counted_and_signposts_are_not(taken, list_group, introduce, signpost):
    choir, band = list_group("Choir"), list_group("Band")
    introduce(taken(), choir)
    introduce(taken(), choir)
    signpost(taken(), choir)
    assert queries.introduced([choir, band], clock.now() - YEAR) == {choir: 2}
    assert queries.introduced([choir], clock.now() + timedelta(days=1)) == {}
    assert introductions.counted([choir, band], clock.now() - YEAR) == {choir: 2}
