"""Writing conversations down: what is kept, what follows, and what is refused."""

import datetime as dt

import pytest

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Missing, Refused, Stale
from referrals.caseload import operations, queries
from referrals.caseload.models import Conversation
from referrals.intake.models import Event, Referral
from referrals.words import Attendance, Closure, Method
from referrals.workflow import Status


@pytest.fixture
def record(people):
    """`record(referral_id, ...)` writes a conversation down and returns its id."""

    def write(referral_id, actor=None, **facts):
        with transaction():
            given = {
                "happened_at": clock.now() - dt.timedelta(minutes=1),
                "method": Method.TELEPHONE,
                "attendance": Attendance.ATTENDED,
            } | facts
            referral = db.session.get(Referral, referral_id)
            return operations.record(actor or people.link_worker, referral, **given).id

    return write


def referral(referral_id) -> Referral:
    return db.session.get(Referral, referral_id)


def test_everything_that_was_said_is_kept(taken, record, people):
    soon = clock.today() + dt.timedelta(days=7)
    kept = db.session.get(
        Conversation,
        record(
            taken(),
            who_was_there="Ann and her sister",
            minutes=35,
            what_matters="Singing again",
            notes="Shy at first",
            next_step="Ring the choir",
            next_step_on=soon,
        ),
    )
    assert (kept.who_was_there, kept.minutes, kept.what_matters) == ("Ann and her sister", 35, "Singing again")
    assert (kept.notes, kept.next_step, kept.next_step_on) == ("Shy at first", "Ring the choir", soon)
    assert kept.author_id == people.link_worker.id
    assert kept.recorded_at > kept.happened_at


def test_the_first_conversation_that_took_place_makes_the_referral_active_and_tells_the_referrer(taken, record, people):
    case = taken()
    record(case, attendance=Attendance.NOT_REACHED)
    assert referral(case).status is Status.ALLOCATED
    record(case)
    assert referral(case).status is Status.ACTIVE
    record(case)
    begun = db.session.query(Event).filter_by(referral_id=case, step="begin").all()
    assert len(begun) == 1
    told = db.session.query(Message).filter_by(kind="referral.begin").one()
    assert told.recipient == people.clinician.email
    assert referral(case).reference in told.subject
    assert f"/referrals/mine/{case}" in told.text
    assert "Ann" not in told.subject + told.text and "Lee" not in told.subject + told.text


def test_each_entry_leaves_an_audit_entry(taken, record, people):
    entry = record(taken())
    audited = db.session.query(AuditEntry).filter_by(action="conversation.record").one()
    assert (audited.subject_id, audited.actor_id) == (entry, people.link_worker.id)
    assert audited.organisation_id == people.service


def test_the_next_step_of_the_referral_is_that_of_the_latest_conversation(taken, record):
    case, today = taken(), clock.today()
    record(case, next_step="Ring the choir", next_step_on=today + dt.timedelta(days=2))
    long_ago = clock.now() - dt.timedelta(days=30)
    record(case, happened_at=long_ago, next_step="Written down late", next_step_on=today - dt.timedelta(days=20))
    assert referral(case).next_step == "Ring the choir"
    record(case, happened_at=clock.now())
    assert (referral(case).next_step, referral(case).next_step_on) == (None, None)


def test_an_attempt_that_failed_leaves_the_next_step_unless_it_names_another(taken, record):
    case, soon = taken(), clock.today() + dt.timedelta(days=2)
    record(case, next_step="Ring the choir", next_step_on=soon)
    record(case, happened_at=clock.now(), attendance=Attendance.NOT_REACHED)
    assert referral(case).next_step == "Ring the choir"
    record(case, happened_at=clock.now(), attendance=Attendance.DID_NOT_ATTEND, next_step="Write", next_step_on=soon)
    assert referral(case).next_step == "Write"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"happened_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}, "happened_on"),
        ({"happened_at": dt.datetime(1960, 1, 31, 12, tzinfo=dt.UTC)}, "happened_on"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"next_step": "Ring"}, "next_step_on"),
        ({"next_step_on": dt.date(2999, 1, 1)}, "next_step"),
        ({"next_step": "Ring", "next_step_on": dt.date(2999, 1, 1)}, "next_step_on"),
        ({"next_step": "Ring", "next_step_on": dt.date(2001, 1, 1)}, "next_step_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_leaves_nothing(taken, record, facts, field):
    case = taken()
    with pytest.raises(Refused) as refused:
        record(case, **facts)
    assert refused.value.field == field
    db.session.rollback()
    assert db.session.query(Conversation).count() == 0
    assert referral(case).status is Status.ALLOCATED


@pytest.fixture
def plan(people):
    """`plan(referral_id, "Ring", day)` changes the next step as the link worker."""

    def change(referral_id, words, day, *, actor=None, **facts):
        with transaction():
            row = db.session.get(Referral, referral_id)
            given = {"next_step": words, "next_step_on": day, "version": row.version} | facts
            operations.change_next_step(actor or people.link_worker, row, **given)

    return change


def next_step(referral_id) -> tuple:
    return referral(referral_id).next_step, referral(referral_id).next_step_on


def test_the_next_step_is_set_moved_and_dropped_without_a_conversation(taken, plan, people):
    case, today = taken(), clock.today()
    plan(case, "Ring the choir", today)
    plan(case, "Ring the choir", today + dt.timedelta(days=3))
    assert next_step(case) == ("Ring the choir", today + dt.timedelta(days=3))
    plan(case, "", None)
    assert next_step(case) == (None, None)
    found = db.session.query(AuditEntry).filter_by(action="referral.next_step", subject_id=case)
    days = [entry.details["on"] for entry in found.order_by(AuditEntry.created_at)]
    assert days == [today.isoformat(), (today + dt.timedelta(days=3)).isoformat(), None]
    assert db.session.query(Conversation).count() == 0


def test_a_next_step_that_was_moved_stays_until_the_next_conversation_decides(taken, record, plan, people):
    case, today = taken(), clock.today()
    soon, later = today + dt.timedelta(days=2), today + dt.timedelta(days=9)
    held = record(case, next_step="Ring the choir", next_step_on=soon)
    plan(case, "Ring the choir", later)
    record(case, happened_at=clock.now(), attendance=Attendance.NOT_REACHED)
    record(case, happened_at=clock.now() - dt.timedelta(days=30), notes="Written down late")
    same = {"method": Method.TELEPHONE, "attendance": Attendance.ATTENDED, "notes": "Spelt right"}
    with transaction():
        wrong = db.session.get(Conversation, held)
        facts = {"happened_at": wrong.happened_at, "next_step": "Ring the choir", "next_step_on": soon}
        kept = operations.correct(people.link_worker, referral(case), wrong, **same | facts).id
    assert next_step(case) == ("Ring the choir", later)
    with transaction():
        wrong = db.session.get(Conversation, kept)
        facts = {"happened_at": wrong.happened_at, "next_step": "Write", "next_step_on": soon}
        operations.correct(people.link_worker, referral(case), wrong, **same | facts)
    assert next_step(case) == ("Write", soon)
    plan(case, "Visit", later)
    record(case, happened_at=clock.now())
    assert next_step(case) == (None, None)


@pytest.mark.parametrize(
    ("words", "days", "field"),
    [("Ring", None, "next_step_on"), ("", 1, "next_step"), ("Ring", -1, "next_step_on"), ("Ring", 731, "next_step_on")],
)
def test_a_next_step_that_cannot_be_is_refused_beside_its_field(taken, plan, words, days, field):
    case = taken()
    with pytest.raises(Refused) as refused:
        plan(case, words, None if days is None else clock.today() + dt.timedelta(days=days))
    assert refused.value.field == field
    assert next_step(case) == (None, None)


def test_the_second_of_two_who_change_the_next_step_is_told(taken, plan):
    case = taken()
    seen = referral(case).version
    plan(case, "Ring", clock.today())
    with pytest.raises(Stale):
        plan(case, "Write", clock.today(), version=seen)
    assert next_step(case) == ("Ring", clock.today())


def test_what_no_link_worker_has_takes_no_next_step(refer, taken, step, plan, people):
    with pytest.raises(Refused, match="Waiting for the service"):
        plan(refer(), "Ring", clock.today())
    case = taken()
    step(people.link_worker, case, "close", reason=Closure.MOVED, outcome="Gone", actions_for_referrer="None")
    with pytest.raises(Refused, match="Closed"):
        plan(case, "Ring", clock.today())


def test_while_a_question_waits_for_its_answer_the_case_stays_in_the_caseload(taken, record, step, plan, people):
    case = taken()
    step(people.link_worker, case, "ask", reason="details", words="Which language?")
    assert [one.referral.id for one in queries.caseload(people.link_worker)] == [case]
    assert [count for _, count in queries.workload(people.service_lead)] == [1]
    record(case, notes="She rang herself")
    plan(case, "Ring her", clock.today())
    assert (referral(case).status, next_step(case)) == (Status.RETURNED, ("Ring her", clock.today()))
    step(people.clinician, case, "answer", words="Polish")
    assert referral(case).status is Status.ACTIVE


@pytest.mark.parametrize("who", ["other_link_worker", "other_service_lead", "clinician", "administrator"])
def test_nobody_else_changes_the_next_step(taken, plan, people, who):
    with pytest.raises((Missing, Refused)):
        plan(taken(), "Ring", clock.today(), actor=getattr(people, who))


def test_a_closed_referral_takes_a_late_entry_but_no_next_step(taken, record, step, people):
    case = taken()
    step(people.link_worker, case, "close", reason=Closure.MOVED, outcome="Gone", actions_for_referrer="None")
    record(case, notes="She rang to say goodbye")
    assert (referral(case).status, referral(case).next_step) == (Status.CLOSED, None)
    with pytest.raises(Refused):
        record(case, next_step="Ring", next_step_on=clock.today())


def test_a_referral_that_nobody_has_taken_takes_no_conversation(refer, record):
    with pytest.raises(Refused, match="Waiting for the service"):
        record(refer())


@pytest.mark.parametrize("who", ["other_link_worker", "other_service_lead"])
def test_another_services_people_cannot_write_in_it(taken, record, people, who):
    with pytest.raises(Missing):
        record(taken(), actor=getattr(people, who))


@pytest.mark.parametrize("who", ["clinician", "commissioner", "administrator", "group_representative"])
def test_other_roles_cannot_write_in_it(taken, record, people, who):
    case = taken()
    with pytest.raises((Missing, Refused)):
        record(case, actor=getattr(people, who))


def test_a_correction_takes_the_place_of_the_entry_which_stays_to_be_read(taken, record, people):
    case = taken()
    wrong = record(case, notes="About somebody else", next_step="Ring Mr Hill", next_step_on=clock.today())
    with transaction():
        operations.correct(
            people.second_link_worker,
            referral(case),
            db.session.get(Conversation, wrong),
            happened_at=clock.now() - dt.timedelta(minutes=1),
            method=Method.VIDEO,
            attendance=Attendance.ATTENDED,
            notes="About Ann",
        )
    entries = queries.conversations(referral(case))
    assert [entry.conversation.notes for entry in entries] == ["About Ann", "About somebody else"]
    assert entries[1].corrected_by is entries[0].conversation
    assert entries[0].corrected_by is None
    assert referral(case).next_step is None


def test_an_entry_is_corrected_once(taken, record, people):
    case = taken()
    wrong = record(case)
    facts = {
        "happened_at": clock.now() - dt.timedelta(minutes=1),
        "method": Method.VIDEO,
        "attendance": Attendance.ATTENDED,
    }
    with transaction():
        operations.correct(people.link_worker, referral(case), db.session.get(Conversation, wrong), **facts)
    with pytest.raises(Refused, match="corrected already"), transaction():
        operations.correct(people.link_worker, referral(case), db.session.get(Conversation, wrong), **facts)


def test_an_entry_cannot_be_changed_even_past_the_application(taken, record):
    entry = record(taken(), notes="As it was")
    with pytest.raises(Exception, match="append"), transaction():
        db.session.execute(db.text("update conversation set notes = 'other'"))
    db.session.rollback()
    assert db.session.get(Conversation, entry).notes == "As it was"
