"""The waiting list: everybody's true place, and words with those who wait, which stop no clock."""

import datetime as dt

import pytest

from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused
from referrals.intake.models import Referral
from referrals.intake.waiting import operations, queries
from referrals.letters.models import Letter
from referrals.words import Method, Priority

MONDAY = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)


def get(referral_id):
    return db.session.get(Referral, referral_id, populate_existing=True)


def word(actor, referral_id, **facts):
    given = {"method": Method.TELEPHONE, "had_on": clock.today(), "words": "Not forgotten"}
    with transaction():
        return operations.keep_in_touch(actor, get(referral_id), **given | facts)


@pytest.fixture
def queue(refer, people, step):
    """Four who wait, each sent an hour after the other: the third is urgent, the second with a link worker."""
    made = []
    for hour in range(4):
        with clock.at(MONDAY + dt.timedelta(hours=hour)):
            made.append(refer(priority=Priority.URGENT if hour == 2 else Priority.ROUTINE))
    with clock.at(MONDAY + dt.timedelta(hours=5)):
        step(people.link_worker, made[1], "take")
        with transaction():
            gone = refer()
        step(people.link_worker, gone, "decline", reason="no_capacity", words="Full")
    return made


def test_who_is_urgent_comes_first_then_as_they_came_and_nobody_else(queue, people):
    with clock.at(MONDAY + dt.timedelta(days=1)):
        page = queries.waiting_list(people.link_worker)
        assert [(one.position, one.referral.id) for one in page.items] == [
            (1, queue[2]),
            (2, queue[0]),
            (3, queue[1]),
            (4, queue[3]),
        ]
        days = [one.expected_on for one in page.items]
        assert days == sorted(days) and days[0] > clock.today()
    assert queries.waiting_list(people.other_link_worker).items == []


def test_whoever_has_heard_nothing_for_ten_working_days_is_due_a_word_and_having_one_stops_no_clock(queue, people):
    with clock.at(MONDAY + dt.timedelta(days=11)):
        assert queries.words_due(people.link_worker).total == 0
    with clock.at(MONDAY + dt.timedelta(days=14)):
        assert {one.id for one in queries.words_due(people.link_worker).first} == set(queue)
        before = get(queue[0]).promised_on, get(queue[0]).due_on, get(queue[0]).status
        word(people.link_worker, queue[0])
        assert (get(queue[0]).promised_on, get(queue[0]).due_on, get(queue[0]).status) == before
        assert get(queue[0]).first_contact_on is None and get(queue[0]).events[-1].step == "in_touch"
        due = queries.words_due(people.link_worker, most=1)
        assert (len(due.first), due.total) == (1, 3)
        assert {one.id for one in queries.words_due(people.link_worker).first} == set(queue[1:])
        assert [one.words for one in queries.words_with(get(queue[0]))] == ["Not forgotten"]


def test_a_letter_is_kept_with_it(queue, people):
    with clock.at(MONDAY + dt.timedelta(days=14)):
        word(people.link_worker, queue[0], method=Method.LETTER, to_person="You are not forgotten.")
    assert db.session.query(Letter).one().words == "You are not forgotten."


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"had_on": dt.date(2026, 12, 25)}, "had_on"),
        ({"had_on": dt.date(2026, 11, 15)}, "had_on"),
        ({"words": " "}, "words"),
        ({"method": Method.TEXT, "to_person": "Hello"}, "method"),
        ({"method": Method.LETTER, "to_person": ""}, "to_person"),
    ],
)
def test_what_cannot_be_noted(queue, people, facts, field):
    with clock.at(MONDAY + dt.timedelta(days=2)), pytest.raises(Refused) as refusal:
        word(people.link_worker, queue[0], **facts)
    assert refusal.value.field == field


def test_only_the_service_and_only_of_somebody_who_waits(queue, people, step):
    with clock.at(MONDAY + dt.timedelta(days=2)):
        with pytest.raises(Missing):
            word(people.other_link_worker, queue[0])
        step(people.link_worker, queue[0], "decline", reason="no_capacity", words="Full")
        with pytest.raises(Refused, match="no longer waits"):
            word(people.link_worker, queue[0])
