"""The queue is looked through on every working day: one click says so, and where nobody did the leads hear it once."""

import datetime as dt

import pytest

from accounts.administration.operations import suspend
from accounts.queries import user
from core import clock
from core.db import db, transaction
from core.refusals import Refused
from referrals.intake.models import Referral
from referrals.looks import operations, queries
from tests.support.people import SYSTEM

MONDAY = dt.datetime(2026, 11, 16, 15, tzinfo=dt.UTC)
LEAD = "service.lead@footbridge.example"


def remind() -> int:
    """What the round does; how many queues it told of."""
    with transaction():
        return sum(operations.remind(service_id) for service_id in queries.unseen(clock.now()))


def look(actor):
    with transaction():
        return operations.look_through(actor).looked_by_name


def test_hazard_1_a_queue_that_nobody_looked_through_is_told_to_its_leads_once_a_working_day(people, refer, letters):
    people.service_lead  # noqa: B018
    with clock.at(MONDAY):
        referral_id = refer()
        assert remind() == 1
        assert remind() == 0
    with clock.at(MONDAY + dt.timedelta(days=1)):
        assert remind() == 1
    told = [(subject, text) for to, kind, subject, text in letters(LEAD) if kind == "referral.queue"]
    assert len(told) == 2 and told[0][0] == "Nobody has looked through the queue today: 1 waiting"
    assert db.session.get(Referral, referral_id).reference in told[0][1]
    assert "Ann" not in told[0][1] and "Lee" not in told[0][1]


def test_nobody_is_no_one_told_and_who_joins_later_that_day_is(people, refer, letters):
    with clock.at(MONDAY):
        refer()
        with transaction():
            suspend(SYSTEM, user(people.link_worker.id))
        assert remind() == 0
        people.service_lead  # noqa: B018
        assert remind() == 1
    assert [kind for _, kind, _, _ in letters(LEAD)].count("referral.queue") == 1


def test_hazard_1_where_nobody_works_the_administrators_hear_of_the_queue_once_a_working_day(people, refer, letters):
    people.administrator  # noqa: B018

    def ask() -> int:
        with transaction():
            return sum(operations.ask_for_somebody(service_id) for service_id in queries.unowned(clock.now()))

    with clock.at(MONDAY):
        refer()
        assert ask() == 0
        with transaction():
            suspend(SYSTEM, user(people.link_worker.id))
        with clock.at(MONDAY.replace(hour=11)):
            assert ask() == 0
        assert (ask(), ask()) == (1, 0)
    with clock.at(MONDAY + dt.timedelta(days=1)):
        assert ask() == 1
    told = [one for one in letters("administrator@footbridge.example") if one[1] == operations.UNOWNED]
    assert [one[2] for one in told] == ["Nobody works at Harbour Social Prescribing: 1 person waits in its queue"] * 2
    assert "Ann" not in told[0][3]


@pytest.mark.parametrize(
    "moment",
    [MONDAY.replace(hour=11), MONDAY - dt.timedelta(days=1), dt.datetime(2026, 12, 25, 15, tzinfo=dt.UTC)],
    ids=["in the morning", "on a Sunday", "at Christmas"],
)
def test_nobody_is_told_before_the_afternoon_of_a_working_day(people, refer, moment):
    people.service_lead  # noqa: B018
    refer()
    with clock.at(moment):
        assert remind() == 0


def test_who_looked_is_kept_and_nobody_is_told(people, refer):
    refer()
    with clock.at(MONDAY):
        assert look(people.link_worker) == "Jo Marsh"
        assert look(people.second_link_worker) == "Jo Marsh"
        assert remind() == 0
    assert queries.on(people.service, MONDAY.date()).looked_at == MONDAY


def test_an_empty_queue_needs_no_look(people, taken):
    taken()
    with clock.at(MONDAY):
        assert remind() == 0


def test_only_the_service_says_so(people):
    with pytest.raises(Refused):
        look(people.clinician)


def test_one_click_in_the_queue(people, refer, browse):
    refer()
    worker = browse(people.link_worker)
    page = worker.send(worker.open("/referrals/queue"), action="/queue/looked")
    assert "Jo Marsh looked through the queue today" in page.words
    assert browse(people.other_link_worker).open("/referrals/queue").form("/queue/looked")
