"""Requests that nobody has checked are told of again, and what is urgent on the day on which it came."""

import datetime as dt

from flask import url_for

from accounts.administration.operations import suspend
from core import clock
from core.db import db, transaction
from core.outbox.models import Message
from referrals.intake.queries import link_workers_of
from referrals.public import queries, telling
from referrals.public.checking import operations
from referrals.public.words import Proof
from tests.support.people import SYSTEM

MONDAY = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
TO_RING = {"proof": Proof.CALL, "asker_email": None}


def on(days: int, hour: int = 15):
    return clock.at(MONDAY.replace(hour=hour) + dt.timedelta(days=days))


def remind() -> list[int]:
    """What the round does: how many services it told of late requests, and of how many urgent ones."""
    with transaction():
        urgent = [operations.remind_of_urgent(one) for one in queries.urgent_to_remind(clock.now())]
        late = [operations.remind(one) for one in queries.services_to_remind(clock.now())]
    return [sum(late), sum(urgent)]


def test_hazard_1_what_nobody_checked_is_told_again_on_every_working_day(ask, people, posted, requests):
    with on(0, hour=9):
        sent = ask(**TO_RING)
    for day, told in ((0, 0), (2, 0), (3, 1), (4, 1), (5, 0), (6, 0), (7, 1)):  # 2 working days, and a weekend
        with on(day, hour=11):
            assert remind() == [0, 0], "only in the afternoon"
        with on(day):
            assert [remind(), remind()] == [[told, 0], [0, 0]], day
    (first, *_) = [one for one in posted() if one.kind == "enquiry.unchecked"]
    assert first.subject == "Requests from the public form that nobody has checked: 1"
    assert requests()[0].reference in first.text and "Ivy" not in first.text
    with on(3):
        (one,) = queries.waiting(people.link_worker)
        assert "less than 1" not in one.why_late and "1 working day late" in one.why_late
        with transaction():
            operations.discard(people.link_worker, queries.find(people.link_worker, sent.id), version=1)
    with on(8):
        assert remind() == [0, 0]


def test_hazard_3_what_is_urgent_is_told_as_such_and_again_on_the_same_day(ask, posted, people):
    with on(0, hour=9):
        routine = ask(**TO_RING)
        urgent = ask(**TO_RING, urgent_signs=["suicide"])
    with on(0):
        assert [one.enquiry.id for one in queries.waiting(people.link_worker)] == [urgent.id, routine.id]
        assert [remind(), remind()] == [[0, 1], [0, 0]]
    with on(1):
        assert remind() == [0, 1]
    subjects = [one.subject.rpartition(":")[0] for one in posted()]
    assert subjects[:3] == [
        "A new request from the public form",
        "A new request that names something urgent",
        "Not checked yet: a request that names something urgent",
    ]
    assert not any("suicide" in one.text.lower() for one in db.session.query(Message))


def test_what_nobody_is_there_to_be_told_of_does_not_count_as_told(ask, people):
    with on(0, hour=9):
        ask(**TO_RING)
        ask(**TO_RING, urgent_signs=["suicide"])
        with transaction():
            for one in link_workers_of(people.service):
                suspend(SYSTEM, one)
    with on(3):
        assert remind() == [0, 0]


def test_the_list_is_where_the_reminder_says(app):
    with app.test_request_context():
        assert url_for("referrals.enquiries.index") == telling.PAGE_OF_ALL
