"""Whose cases are shown, in which order, and since when nobody has spoken with somebody."""

import datetime as dt

import pytest

from core import clock
from core.db import db, transaction
from core.refusals import Missing
from referrals.caseload import operations, queries
from referrals.intake.models import Referral
from referrals.words import Attendance, Method

MONDAY = dt.datetime(2026, 11, 16, 10, tzinfo=dt.UTC)


@pytest.fixture
def spoke(people):
    """`spoke(referral_id, moment, next_step_on, attendance)` writes a conversation down."""

    def write(referral_id, moment, next_step_on=None, attendance=Attendance.ATTENDED):
        with transaction():
            operations.record(
                people.link_worker,
                db.session.get(Referral, referral_id),
                happened_at=moment,
                method=Method.TELEPHONE,
                attendance=attendance,
                next_step="Ring" if next_step_on else None,
                next_step_on=next_step_on,
            )

    return write


@pytest.fixture
def on_friday():
    """It is the Friday after MONDAY."""
    with clock.at(MONDAY + dt.timedelta(days=4)):
        yield


def ids(cases):
    return [case.referral.id for case in cases]


def test_the_overdue_come_first_then_those_without_a_next_step_then_by_its_day(taken, spoke, people):
    with clock.at(MONDAY - dt.timedelta(days=30)):
        later, soon, late, later_still, unspoken = (taken() for _ in range(5))
    with clock.at(MONDAY):
        none = taken()
        spoke(later, MONDAY, dt.date(2026, 12, 24))
        spoke(soon, MONDAY, dt.date(2026, 11, 24))
        spoke(late, MONDAY, dt.date(2026, 11, 17))
        spoke(later_still, MONDAY, dt.date(2027, 1, 24))
    with clock.at(MONDAY + dt.timedelta(days=4)):
        cases = queries.caseload(people.link_worker)
        assert ids(cases) == [unspoken, late, none, soon, later, later_still]
        assert [case.late_by for case in cases] == [0, 3, 0, 0, 0, 0]
        assert cases[0].referral.why_late.startswith("First contact was promised by")
        found = [(section.heading, ids(section.cases)) for section in queries.sections(cases)]
    assert found == [
        ("Overdue", [unspoken, late]),
        ("No next step", [none]),
        ("In the next 7 days", [soon]),
        ("Later", [later, later_still]),
    ]


def test_days_since_contact_are_working_days_and_only_conversations_that_took_place_count(taken, spoke, people):
    with clock.at(MONDAY - dt.timedelta(days=30)):
        case = taken()
    friday = MONDAY - dt.timedelta(days=3)
    with clock.at(MONDAY + dt.timedelta(days=1)):
        (before,) = queries.caseload(people.link_worker)
        assert (before.working_days_since, before.tries) == (None, 0)
        spoke(case, friday - dt.timedelta(days=1), attendance=Attendance.NOT_REACHED)
        spoke(case, friday)
        spoke(case, MONDAY, attendance=Attendance.NOT_REACHED)
        spoke(case, MONDAY, attendance=Attendance.DID_NOT_ATTEND)
        (after,) = queries.caseload(people.link_worker)
    assert (after.working_days_since, after.tries) == (2, 2)


def test_an_entry_that_was_corrected_counts_no_more(taken, spoke, people):
    case = taken()
    now = clock.now()
    spoke(case, now)
    entry = queries.conversations(db.session.get(Referral, case))[0].conversation
    with transaction():
        operations.correct(
            people.link_worker,
            db.session.get(Referral, case),
            entry,
            happened_at=now,
            method=Method.TELEPHONE,
            attendance=Attendance.NOT_REACHED,
        )
    (found,) = queries.caseload(people.link_worker)
    assert (found.last_spoke_at, found.tries) == (None, 1)
    assert queries.first_contacts([case]) == {}


def test_a_link_worker_sees_their_own_whatever_they_ask_for(taken, people):
    mine, theirs = taken(), taken(people.second_link_worker)
    assert ids(queries.caseload(people.link_worker)) == [mine]
    assert ids(queries.caseload(people.link_worker, "everyone")) == [mine]
    assert ids(queries.caseload(people.link_worker, str(people.second_link_worker.id))) == [mine]
    assert ids(queries.caseload(people.second_link_worker)) == [theirs]


def test_a_lead_sees_everyones_by_link_worker(taken, people):
    mine, theirs = taken(), taken(people.second_link_worker)
    assert ids(queries.caseload(people.service_lead)) == []
    assert set(ids(queries.caseload(people.service_lead, "everyone"))) == {mine, theirs}
    assert ids(queries.caseload(people.service_lead, str(people.link_worker.id))) == [mine]
    each = [(user.name, count) for user, count in queries.workload(people.service_lead)]
    assert each == [("Ben Ali", 1), ("Jo Marsh", 1)]
    with pytest.raises(Missing):
        queries.caseload(people.service_lead, "rubbish")


def test_another_service_sees_none_of_it(taken, people):
    taken()
    assert queries.caseload(people.other_link_worker) == []
    assert queries.caseload(people.other_service_lead, "everyone") == []
    assert queries.caseload(people.other_service_lead, str(people.link_worker.id)) == []
    assert queries.workload(people.other_service_lead) == []


def test_what_waits_or_has_ended_is_nobodys_case(refer, taken, step, people):
    refer()
    step(people.clinician, taken(), "withdraw", words="Moved away")
    assert queries.caseload(people.link_worker) == []
