"""Whether somebody new may be introduced: never to what is old, paused, full or beyond its limit, and it says why."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from directory.listings.introductions import takes_introductions, why_none
from directory.listings.room import Room
from directory.listings.trust import Band, trust_line
from directory.listings.trust_facts import Facts
from tests.directory.listings.trusting import AGES, TODAY, facts

DAY = dt.timedelta(days=1)
KNOWN = Facts(listed_on=TODAY, confirmed_on=TODAY)


def why(known: Facts, introduced=()) -> str:
    return why_none(known, TODAY, AGES, introduced)


def test_a_pause_ends_on_the_day_of_return():
    assert why(KNOWN._replace(paused_until=TODAY + DAY)) == "The group takes no introductions until 26 November 2026."
    assert why(KNOWN._replace(paused_until=TODAY)) == ""


def test_full_holds_until_its_day_and_nothing_else_keeps_anybody_away():
    assert why(KNOWN._replace(room=Room.FULL, room_until=TODAY)).startswith("The group is full. ")
    assert why(KNOWN._replace(room=Room.FULL, room_until=TODAY - DAY)) == ""
    assert not any(why(KNOWN._replace(room=room, room_until=TODAY)) for room in Room if room is not Room.FULL)


@given(facts())
def test_nobody_new_is_sent_to_a_group_that_has_ended(known):
    assert why(known._replace(ended=True)) == "The group has ended. Nobody new is introduced to it."


def test_one_that_nobody_confirmed_for_too_long_says_since_when():
    old = KNOWN._replace(confirmed_on=TODAY - 366 * DAY, confirmed_by="Jo Bell")
    assert why(old).startswith("Confirmed by Jo Bell on 24 November 2025, more than 12 months ago. Nobody new ")


def test_a_weekly_limit_counts_seven_days_and_says_when_there_is_room_again():
    limited = KNOWN._replace(weekly_limit=2)
    assert why(limited, [TODAY]) == ""
    assert why(limited, [TODAY - 7 * DAY, TODAY]) == ""
    said = "The group takes 2 introductions a week, and has had as many. It takes the next on 26 November 2026."
    assert why(limited, [TODAY, TODAY - 6 * DAY]) == said
    assert why(limited, [TODAY - 6 * DAY, TODAY - DAY, TODAY]).endswith("on 1 December 2026.")


@given(facts(), st.lists(st.integers(0, 12), max_size=6))
def test_it_agrees_with_the_trust_line_and_its_dates_are_true(known, days_ago):
    introduced = [TODAY - days * DAY for days in days_ago]
    taken = takes_introductions(known, TODAY, AGES, introduced)
    if trust_line(known, TODAY, AGES).band is Band.HIDDEN or known.paused_on(TODAY):
        assert not taken
    if known.weekly_limit and sum(days < 7 for days in days_ago) >= known.weekly_limit:
        assert not taken
    only_limited = known._replace(confirmed_on=TODAY, paused_until=None, room=None)
    weeks = [TODAY + days * DAY for days in range(8)]
    free = [day for day in weeks if takes_introductions(only_limited, day, AGES, introduced)]
    assert free and free == weeks[weeks.index(free[0]) :]
