"""What became of a promise, as a figure that nobody can mend afterwards."""

import datetime as dt

import pytest

from referrals.intake.promises.figures import Made, Outcome, outcome, tally
from referrals.intake.promises.words import Cause

BY = dt.date(2026, 12, 3)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "today", "became"),
    [
        ({}, BY, Outcome.OPEN),
        ({}, BY + DAY, Outcome.BROKEN),
        ({"first_contact_on": BY}, BY + DAY, Outcome.KEPT),
        ({"first_contact_on": BY + DAY}, BY + DAY, Outcome.BROKEN),
        ({"next_made_on": BY, "next_cause": Cause.RENEWED}, BY + DAY, Outcome.RENEWED),
        ({"next_made_on": BY + DAY, "next_cause": Cause.PASSED}, BY + DAY, Outcome.BROKEN),
        ({"next_made_on": BY - DAY, "next_cause": Cause.ANSWERED}, BY, Outcome.FELL_AWAY),
        ({"ended_on": BY}, BY + DAY, Outcome.FELL_AWAY),
        ({"ended_on": BY + DAY}, BY + 2 * DAY, Outcome.BROKEN),
        ({"first_contact_on": BY - DAY, "ended_on": BY}, BY + DAY, Outcome.KEPT),
    ],
)
def test_what_became_of_it(facts, today, became):
    assert outcome(Made(BY, **facts), today=today) is became


def test_only_what_is_settled_makes_the_share():
    kept, broken, open_ = Made(BY, first_contact_on=BY), Made(BY), Made(BY + 9 * DAY)
    counted = tally([kept, kept, kept, broken, open_], today=BY + DAY)
    assert (counted.judged, counted.share, counted.share_words) == (4, 0.75, "75%")
    assert tally([open_], today=BY).share_words == "–"
