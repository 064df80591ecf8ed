"""The rhythm of asking: rule by rule, and whatever a group does, day by day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from directory.upkeep.asking import rhythm
from directory.upkeep.asking.rhythm import BUSY, HABIT, Ages, Facts, next_step
from directory.upkeep.asking.words import Answer, Reach, Step, Told

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
DAYS = 420
START = date(2026, 1, 1)
AGES = Ages(
    every=15 * WEEK,
    soonest=4 * WEEK,
    apart=2 * WEEK,
    reminders=(2 * WEEK, 4 * WEEK),
    tell_after=2 * WEEK,
    unconfirmed_after=183 * DAY,
)
CONFIRMED = Facts(known_on=START, confirmed_on=START)
ASKED = replace(CONFIRMED, asked_on=START + 105 * DAY, wrote_on=START + 105 * DAY)


def days(facts: Facts) -> int:
    return rhythm.interval(facts, AGES).days


def test_each_rule_makes_asking_sooner_or_later():
    assert days(CONFIRMED) == 105
    assert days(replace(CONFIRMED, use=BUSY)) == 73
    assert days(replace(CONFIRMED, reports=1)) == 52
    assert days(replace(CONFIRMED, answer=Answer.CHANGED)) == 78
    assert days(replace(CONFIRMED, yeses=HABIT)) == 126
    assert days(replace(CONFIRMED, yeses=HABIT, use=BUSY)) == 87
    assert days(replace(CONFIRMED, use=BUSY, reports=2, answer=Answer.CHANGED)) == 28  # never sooner
    assert days(replace(CONFIRMED, use=BUSY - 1, yeses=HABIT - 1, answer=Answer.ROOM)) == 105


def test_a_habit_of_yes_stretches_only_as_far_as_its_reminders_allow():
    strict = replace(AGES, unconfirmed_after=150 * DAY)
    assert rhythm.interval(replace(CONFIRMED, yeses=HABIT), strict) == strict.latest == 94 * DAY


def test_what_nobody_has_ever_confirmed_is_asked_from_its_first_day():
    found = next_step(Facts(known_on=START), AGES)
    assert found == (Step.ASK, START, ())
    assert found.due(START) and not found.due(START - DAY)


def test_reminders_back_off_and_then_an_editor_is_told_once():
    first, second = START + 119 * DAY, START + 147 * DAY
    assert next_step(ASKED, AGES)[:2] == (Step.REMIND, first)
    once = replace(ASKED, reminders=1, wrote_on=first)
    assert next_step(once, AGES)[:2] == (Step.REMIND, second)
    twice = replace(ASKED, reminders=2, wrote_on=second)
    assert next_step(twice, AGES)[:2] == (Step.TELL, second + 2 * WEEK)
    told = replace(twice, told_on=second + 2 * WEEK, told=Told.SILENT)
    assert told.with_editor
    assert next_step(told, AGES) == (None, None, ("Nobody answers",))


def test_an_answer_begins_the_rhythm_anew():
    answered = replace(ASKED, reminders=2, told_on=ASKED.asked_on + 70 * DAY, told=Told.SILENT)
    answered = replace(answered, confirmed_on=answered.told_on + DAY)
    assert next_step(answered, AGES)[:2] == (Step.ASK, answered.confirmed_on + 105 * DAY)


def test_an_answer_that_confirms_nothing_puts_the_next_letter_off_a_little():
    said_full = replace(ASKED, answered_on=ASKED.asked_on, answer=Answer.ROOM)
    assert next_step(said_full, AGES)[:2] == (Step.ASK, ASKED.asked_on + 4 * WEEK)
    early = replace(CONFIRMED, answered_on=START + DAY, answer=Answer.ROOM)
    assert next_step(early, AGES).on == START + 105 * DAY


@pytest.mark.parametrize("reach", [one for one in Reach if one is not Reach.OPEN])
def test_an_editor_is_told_instead_of_a_group_that_cannot_be_written_to(reach):
    assert next_step(replace(CONFIRMED, reach=reach), AGES) == (Step.TELL, START + 105 * DAY, (reach.words,))
    assert next_step(replace(ASKED, reach=reach), AGES) == (Step.TELL, ASKED.wrote_on, (reach.words,))
    told = replace(ASKED, reach=reach, told_on=ASKED.wrote_on, told=Told(reach.value))
    assert next_step(told, AGES).step is None


def test_whoever_can_be_written_to_again_is_asked_again():
    told = replace(ASKED, told_on=ASKED.wrote_on + DAY, told=Told.BOUNCED)
    assert next_step(told, AGES)[:2] == (Step.ASK, START + 105 * DAY)


def test_letters_to_one_address_stay_apart_whatever_they_are_about():
    lately = replace(CONFIRMED, address_wrote_on=START + 100 * DAY)
    assert next_step(lately, AGES)[:2] == (Step.ASK, START + 114 * DAY)
    assert next_step(replace(ASKED, address_wrote_on=START + 112 * DAY), AGES)[:2] == (Step.REMIND, START + 126 * DAY)


def test_a_pause_puts_off_whatever_is_next_and_says_so():
    until = START + 200 * DAY
    for facts, step in ((CONFIRMED, Step.ASK), (ASKED, Step.REMIND)):
        found = next_step(replace(facts, paused_until=until), AGES)
        assert found[:2] == (step, until)
        assert "An editor has paused asking" in found.why
    assert next_step(replace(CONFIRMED, paused_until=START), AGES) == next_step(CONFIRMED, AGES)


WORDS_OF_REACH = {reach: told for reach in Reach for told in Told if reach.value == told.value}


def lived(facts: Facts, today: date, done: Step) -> Facts:
    """The facts after the round did this today."""
    if done is Step.TELL:
        return replace(facts, told_on=today, told=WORDS_OF_REACH.get(facts.reach, Told.SILENT))
    wrote = replace(facts, wrote_on=today, address_wrote_on=today)
    if done is Step.REMIND:
        return replace(wrote, reminders=facts.reminders + 1)
    return replace(wrote, asked_on=today, reminders=0, told_on=None, told=None)


WEEKS = st.integers(1, 8).map(lambda number: number * WEEK)
SETTINGS = st.builds(
    Ages,
    every=st.integers(30, 300).map(lambda number: number * DAY),
    soonest=WEEKS,
    apart=st.integers(7, 14).map(lambda number: number * DAY),
    reminders=st.lists(st.integers(14, 42).map(lambda number: number * DAY), max_size=3).map(tuple),
    tell_after=WEEKS,
    unconfirmed_after=st.integers(300, 400).map(lambda number: number * DAY),
)
# What a group does on a day, by the day: most days nothing.
HAPPENINGS = st.sampled_from([*Answer, *Reach, "busy", "calm", "reported"])
LIVES = st.dictionaries(st.integers(0, DAYS), HAPPENINGS, max_size=12)


def happens(facts: Facts, today: date, what) -> Facts:
    if isinstance(what, Reach):
        return replace(facts, reach=what)
    if isinstance(what, Answer):
        known = replace(facts, answered_on=today, answer=what, yeses=facts.yeses + 1 if what is Answer.YES else 0)
        return replace(known, confirmed_on=today) if what is Answer.YES else known
    return replace(facts, **{"busy": {"use": BUSY}, "calm": {"use": 0}, "reported": {"reports": 1}}[what])


@settings(max_examples=60)
@given(ages=SETTINGS, life=LIVES, confirmed=st.booleans())
@example(ages=AGES, life={}, confirmed=True)
@example(ages=AGES, life={130: Answer.ROOM, 131: Reach.BOUNCED, 140: Reach.OPEN}, confirmed=True)
def test_whatever_a_group_does(ages, life, confirmed):
    facts = Facts(known_on=START, confirmed_on=START if confirmed else None)
    letters, told = [], []
    for number in range(DAYS):
        today = START + number * DAY
        found = next_step(facts, ages)
        assert found == next_step(replace(facts), ages)
        if found.due(today):
            (told if found.step is Step.TELL else letters).append(today)
            facts = lived(facts, today, found.step)
            assert not next_step(facts, ages).due(today), "a second round on one day does nothing"
        facts = happens(facts, today, life[number]) if number in life else facts
    assert all(later - earlier >= ages.apart for earlier, later in pairwise(letters))
    if not life:
        assert len(letters) == 1 + len(ages.reminders)
        assert len(told) == 1
        assert told[0] == letters[-1] + ages.tell_after


@settings(max_examples=60)
@given(ages=SETTINGS, life=LIVES)
def test_asking_is_over_before_the_listing_is_unconfirmed(ages, life):
    """Of groups that can be written to: all letters have gone, and an editor knows, when it turns unconfirmed."""
    facts, letters, heard = CONFIRMED, [], START
    for number in range(DAYS):
        today = START + number * DAY
        if (found := next_step(facts, ages)).due(today):
            facts = lived(facts, today, found.step)
            letters.append(today)
        what = life.get(number)
        if not isinstance(what, Reach) and what is not None:
            facts = happens(facts, today, what)
            heard = today if isinstance(what, Answer) else heard
        if today == heard + ages.unconfirmed_after:
            assert letters and letters[-1] > facts.confirmed_on
            assert facts.told_on is not None
