"""A trust line follows from facts alone: the same facts give the same line with its why; age and reports never help."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.room import Room
from directory.listings.trust import About, Ages, Band, span, trust_line
from directory.listings.trust_facts import Facts, Outcomes, Source, read, written
from tests.directory.listings.trusting import AGES, TODAY, facts

DAY = dt.timedelta(days=1)


def confirmed(days_ago: int, **more) -> Facts:
    on = TODAY - days_ago * DAY
    return Facts(listed_on=on, confirmed_on=on, confirmed_by="Jo Bell", **more)


def line(known: Facts):
    return trust_line(known, TODAY, AGES)


@pytest.mark.parametrize(
    ("known", "band"),
    [
        (confirmed(0), Band.CONFIRMED),
        (confirmed(183), Band.CONFIRMED),
        (confirmed(184), Band.AGEING),
        (confirmed(365), Band.AGEING),
        (confirmed(366), Band.HIDDEN),
        (confirmed(3, open_reports=1), Band.REPORTED),
        (confirmed(366, open_reports=1), Band.HIDDEN),
        (Facts(listed_on=TODAY), Band.AGEING),
        (Facts(listed_on=TODAY - 366 * DAY), Band.HIDDEN),
        (Facts(listed_on=TODAY - 900 * DAY, confirmed_on=TODAY), Band.CONFIRMED),
    ],
)
def test_the_bands_at_their_edges(known, band):
    assert line(known).band is band


def test_each_part_says_why_in_words():
    known = confirmed(200, source=Source.FEED, source_name="County feed", open_reports=2)
    known = known._replace(room=Room.WAITING, wait_weeks=3, room_until=TODAY, room_said_on=TODAY - 5 * DAY)
    known = known._replace(paused_until=TODAY + DAY, weekly_limit=1, outcomes=Outcomes(6, 5))
    assert [(part.about.value, part.words) for part in line(known).parts] == [
        ("Checked", "Confirmed by Jo Bell on 9 May 2026, more than 6 months ago. Ask before you go."),
        ("Problems", "2 problems were reported with this listing. They are not settled yet."),
        ("Where it comes from", "This listing comes from County feed."),
        ("Room", "Waiting list, about 3 weeks, good until 25 November 2026. The group said so on 20 November 2026."),
        ("Introductions", "The group takes no introductions until 26 November 2026."),
        ("Introductions", "The group takes 1 introduction a week."),
        ("People who went", "5 of 6 people who were introduced in the last year went."),
    ]


def test_what_nobody_said_is_told_as_well():
    told = line(Facts(listed_on=dt.date(2026, 11, 1), source=Source.GROUP))
    assert told.why(About.CONFIRMATION).startswith("Nobody has confirmed it since it was listed on 1 November 2026.")
    assert told.why(About.SOURCE) == "The group keeps this listing itself."
    assert told.why(About.ROOM) == "Not known. The group has not said."
    only_its_source = line(Facts(listed_on=TODAY, confirmed_on=TODAY))
    assert only_its_source.why(About.CONFIRMATION) == "Last checked on 25 November 2026, as its source says."
    assert "Nobody new is introduced" in line(confirmed(400)).why(About.INTRODUCTIONS)


@given(facts())
def test_the_same_facts_give_the_same_line_and_say_what_it_is_about(known):
    assert line(known) == line(read(written(known)))
    about = [part.about for part in line(known).parts]
    assert {About.CONFIRMATION, About.SOURCE, About.ROOM} <= set(about)
    assert about.count(About.CONFIRMATION) == about.count(About.ROOM) == 1
    assert all(part.words.endswith(".") for part in line(known).parts)
    assert line(known).band is max((part.at_best for part in line(known).parts), key=lambda band: band.order)


@given(facts(), st.integers(0, 500), st.integers(0, 500))
def test_what_is_older_is_never_better(known, days, later):
    older = known._replace(listed_on=known.listed_on - days * DAY)
    if known.confirmed_on:
        older = older._replace(confirmed_on=known.confirmed_on - days * DAY)
    assert line(older).band.order >= line(known).band.order
    assert trust_line(known, TODAY + later * DAY, AGES).band.order >= line(known).band.order


@given(facts(), st.integers(1, 3))
def test_a_report_is_never_better_and_a_confirmation_never_worse(known, more):
    assert line(known._replace(open_reports=known.open_reports + more)).band.order >= line(known).band.order
    assert line(known._replace(confirmed_on=TODAY)).band.order <= line(known).band.order


@given(facts(), st.integers(1, 100))
def test_room_that_is_over_never_reads_as_places(known, days):
    over = known._replace(room=Room.PLACES, room_until=TODAY - days * DAY)
    assert line(over).why(About.ROOM).startswith("Not known.")
    assert Room.PLACES.words not in line(over).why(About.ROOM)
    held = known._replace(room=Room.PLACES, room_until=TODAY)
    assert line(held).why(About.ROOM).startswith("Places now, good until 25 November 2026.")


@given(facts())
def test_a_group_that_has_ended_has_room_for_nobody_and_says_so(known):
    over = known._replace(ended=True)
    assert line(over) == line(read(written(over)))
    assert line(over).why(About.ROOM) == "None, because the group has ended."
    assert line(over).why(About.INTRODUCTIONS) == "The group has ended. Nobody new is introduced to it."
    assert over.room_told(TODAY) == ""


def test_spans_and_ages_that_an_administrator_sets():
    assert [span(days) for days in (183, 365, 30, 61)] == ["6 months", "12 months", "30 days", "2 months"]
    assert trust_line(confirmed(31), TODAY, Ages(30, 90)).band is Band.AGEING
    assert trust_line(confirmed(91), TODAY, Ages(30, 90)).band is Band.HIDDEN
