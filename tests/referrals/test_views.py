"""The record page: one referral whole, for the service that works it."""

import pytest

from core.audit import AuditEntry
from core.db import db
from referrals.words import Closure, RiskKind


@pytest.fixture
def desk(browse, people):
    """The link worker's browser."""
    return browse(people.link_worker)


def test_the_record_shows_the_person_what_to_heed_the_risks_and_the_request(desk, taken):
    page = desk.open(f"/referrals/{taken(risks=[RiskKind.FALLS, RiskKind.HOME], risk_details='A large dog')}")
    assert page.heading == "Ann Lee"
    for words in (
        "1 February 1960",
        "999 000",
        "Large print",
        "Do not leave a message or voicemail.",
        "Do not send text messages.",
        "Ring in the morning",
        "Falls",
        "A large dog",
        "Wants company",
        "Loneliness or isolation",
        "Dr Priya Shah",
        "Taken by a link worker",
    ):
        assert words in page.words, words
    assert page.response.headers["Cache-Control"] == "no-store"


def test_opening_it_is_written_down(desk, taken, people):
    case = taken()
    desk.open(f"/referrals/{case}")
    entry = db.session.query(AuditEntry).filter_by(action="referral.open").one()
    assert (entry.subject_id, entry.actor_id, entry.organisation_id) == (case, people.link_worker.id, people.service)


def test_buttons_are_the_steps_that_this_person_may_take_now(desk, browse, taken, people):
    case = taken()
    mine, leads = desk.open(f"/referrals/{case}"), browse(people.service_lead).open(f"/referrals/{case}")
    assert "Put on hold" in mine.words and "Give to another link worker" not in mine.words
    assert "Give to another link worker" in leads.words
    assert "First conversation held" not in mine.words


def test_a_closed_record_offers_a_late_entry_and_no_group(desk, taken, step, people):
    case = taken()
    step(people.link_worker, case, "begin")
    step(people.link_worker, case, "close", reason=Closure.GOALS_MET, outcome="She sings", actions_for_referrer="None")
    page = desk.open(f"/referrals/{case}")
    assert "Record a conversation" in page.words and "Find a group" not in page.words
    assert "Goals met" in page.words and "She sings" in page.words


def test_a_question_and_its_answer_stand_in_the_record(desk, refer, step, people):
    case = refer()
    step(people.link_worker, case, "ask", reason="details", words="Which language?")
    assert "Waiting for an answer" in desk.open(f"/referrals/{case}").words
    step(people.clinician, case, "answer", words="Polish, and a little English")
    page = desk.open(f"/referrals/{case}")
    assert "Polish, and a little English" in page.words and "Waiting for an answer" not in page.words
