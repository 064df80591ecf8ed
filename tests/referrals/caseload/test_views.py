"""My caseload, and the form of a conversation: what a link worker sees, types and gets back."""

import datetime as dt

import pytest

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.text import printable
from referrals.caseload.models import Conversation
from referrals.intake.models import Referral
from referrals.people.models import Person
from referrals.workflow import Status

TODAY = {"happened_time": "0:00", "attendance": "attended", "method": "telephone"}
STRANGE = ["<script>alert(1)</script>", "שלום עולם", "🎻 fiddle", "O’Brien & “sons”", "{{ 7 * 7 }}"]


@pytest.fixture
def desk(browse, people):
    """The link worker's browser."""
    return browse(people.link_worker)


def kept() -> list[Conversation]:
    return db.session.query(Conversation).order_by(Conversation.recorded_at).all()


def test_the_caseload_names_people_their_status_and_what_comes_next(desk, taken):
    taken()
    page = desk.open("/referrals/caseload")
    assert page.heading == "My caseload"
    assert "Ann Lee" in page.words and "With a link worker" in page.words and "Not spoken yet" in page.words
    assert page.response.headers["Cache-Control"] == "no-store"


def test_an_empty_caseload_says_so(desk):
    assert "Nobody is in this caseload" in desk.open("/referrals/caseload").words


def test_opening_the_caseload_is_written_down(desk, taken, people):
    taken()
    desk.open("/referrals/caseload")
    entry = db.session.query(AuditEntry).filter_by(action="caseload.list").one()
    assert (entry.actor_id, entry.details["shown"]) == (people.link_worker.id, 1)


def test_a_lead_chooses_whose(browse, taken, people):
    taken()
    taken(people.second_link_worker, first_name="Ravi", family_name="Rao")
    lead = browse(people.service_lead)
    assert "Nobody is in this caseload" in lead.open("/referrals/caseload?whose=own").words
    everyone = lead.open("/referrals/caseload?whose=everyone")
    assert "Ravi Rao" in everyone.words and "Ann Lee" in everyone.words and "With Ben Ali" in everyone.words
    one = lead.open(f"/referrals/caseload?whose={people.link_worker.id}")
    assert "Ann Lee" in one.words and "Ravi Rao" not in one.words
    lead.open("/referrals/caseload?whose=rubbish", status=404)


def test_a_lead_lands_on_everyones_until_they_have_people_of_their_own(browse, taken, people):
    taken()
    lead = browse(people.service_lead)
    landed = lead.open("/")
    assert landed.heading == "Caseload of the service" and "Ann Lee" in landed.words
    assert landed.soup.find("a", {"aria-current": "page"}, string=lambda words: "Everyone" in (words or ""))
    taken(people.service_lead, first_name="Ravi", family_name="Rao")
    landed = lead.open("/")
    assert landed.heading == "My caseload" and "Ravi Rao" in landed.words and "Ann Lee" not in landed.words
    assert "Ann Lee" not in browse(people.second_link_worker).open("/").words


def on(day) -> dict:
    """What the boxes of the date of the next step hold."""
    return {f"next_step_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_the_next_step_is_changed_from_the_record(desk, taken):
    case, soon = taken(), clock.today() + dt.timedelta(days=3)
    record = desk.open(f"/referrals/{case}")
    path = record.soup.find("a", string="Change the next step")["href"]
    record = desk.send(desk.open(path), {"next_step": "Ring the club"} | on(soon))
    assert "Next step saved" in record.words and "Ring the club" in record.words
    again = desk.open(path).fields()
    assert (again["next_step"], again["next_step_on-day"]) == (["Ring the club"], [str(soon.day)])
    record = desk.send(desk.open(path), {"next_step": ""} | dict.fromkeys(on(soon), ""))
    assert "No next step" in record.words and "Ring the club" not in record.words
    assert not kept()


def test_a_next_step_that_cannot_be_is_explained_and_nothing_typed_is_lost(desk, taken):
    page = desk.open(f"/referrals/caseload/{taken()}/next-step")
    again = desk.send(page, {"next_step": "Ring the club"} | on(clock.today() - dt.timedelta(days=1)), status=409)
    assert again.errors() == {"next_step_on": "The date of the next step must be today or in the future"}
    assert again.fields()["next_step"] == ["Ring the club"]
    again = desk.send(page, {"next_step": "x" * 501}, status=422)
    assert "500 characters or fewer" in again.errors()["next_step"]


def test_two_who_change_the_next_step_at_once_are_told(desk, browse, taken, people):
    address = f"/referrals/caseload/{taken()}/next-step"
    mine, theirs = desk.open(address), browse(people.second_link_worker)
    theirs.send(theirs.open(address), {"next_step": "Ring the club"} | on(clock.today()))
    late = desk.send(mine, {"next_step": "Write to her"} | on(clock.today()), status=409)
    assert "Saved now: Ring the club" in late.words
    assert "Write to her" in desk.send(late).words


def test_the_page_of_the_next_step_is_an_opening_of_the_record(desk, taken):
    case = taken()
    desk.open(f"/referrals/caseload/{case}/next-step")
    entry = db.session.query(AuditEntry).filter_by(action="referral.open").one()
    assert (entry.subject_id, entry.details) == (case, {"page": "next step"})


def test_the_record_says_that_the_next_step_is_late_as_the_caseload_does(desk, taken):
    case = taken()
    desk.send(desk.open(f"/referrals/caseload/{case}/next-step"), {"next_step": "Ring"} | on(clock.today()))
    record = desk.open(f"/referrals/{case}")
    assert " late" not in record.words and not record.soup.select(".app-next--late")
    with transaction():
        db.session.get(Referral, case).next_step_on = dt.date(2026, 1, 2)
    words = desk.open("/referrals/caseload").soup.select_one(".app-case--late .app-case__next .app-quiet").get_text()
    assert words.startswith("2 January 2026, ") and words.endswith(" working days late")
    record = desk.open(f"/referrals/{case}")
    assert words in record.soup.select_one(".app-next--late").get_text()


def test_a_conversation_is_recorded_and_shown(desk, taken):
    case = taken()
    page = desk.open(f"/referrals/caseload/{case}/record")
    assert "Do not leave a message" in page.words and "Ring in the morning" in page.words
    assert "Not allowed: no text messages to this person" in page.words
    soon = clock.today() + dt.timedelta(days=3)
    record = desk.send(
        page,
        TODAY
        | {
            "who_was_there": "Ann",
            "minutes": "25",
            "what_matters": "Her garden",
            "notes": "Line one\nLine two",
            "next_step": "Ring the club",
            "next_step_on-day": str(soon.day),
            "next_step_on-month": str(soon.month),
            "next_step_on-year": str(soon.year),
        },
    )
    assert record.heading == "Ann Lee"
    for words in ("Conversation saved", "Her garden", "Line two", "25 minutes", "Ring the club", "Active"):
        assert words in record.words
    (entry,) = kept()
    assert (entry.minutes, entry.next_step_on, entry.notes) == (25, soon, "Line one\nLine two")


def test_empty_answers_are_asked_for_in_our_words(desk, taken):
    page = desk.send(desk.open(f"/referrals/caseload/{taken()}/record"), {"happened_on-day": ""}, status=422)
    assert page.errors() == {
        "happened_on": "Date must be a real date, like 27 3 1985",
        "happened_time": "Enter a time, like 2:30pm or 14:30",
        "attendance": "Choose whether the conversation took place",
        "method": "Choose how the conversation was held or tried",
    }
    assert not kept()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("who_was_there", "x" * 201, "200 characters or fewer"),
        ("notes", "x" * 10_001, "10,000 characters or fewer"),
        ("next_step", "x" * 501, "500 characters or fewer"),
        ("notes", "bell \x07", "cannot be printed"),
        ("notes", "turned \u202e round", "cannot be printed"),
        ("minutes", "an hour", "Enter how long it took in minutes, from 0 to 600"),
        ("minutes", "601", "Enter how long it took in minutes, from 0 to 600"),
        ("happened_time", "late", "Enter a time"),
        ("method", "carrier pigeon", "Choose how"),
        ("attendance", "<b>", "Choose whether"),
        ("happened_on-year", "2999", "in the past"),
        ("happened_on-year", "1950", "born"),
        ("happened_on-year", "twenty", "real date"),
        ("next_step", "Ring", "Enter the date of the next step"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_nothing_typed_is_lost(desk, taken, name, value, words):
    page = desk.open(f"/referrals/caseload/{taken()}/record")
    again = desk.send(page, TODAY | {"what_matters": "Her garden"} | {name: value}, status=None)
    assert again.status in {409, 422}
    assert any(words in said for said in again.errors().values()), again.errors()
    sent = again.fields()
    assert sent["what_matters"] == ["Her garden"]
    if name in {"notes", "next_step", "who_was_there", "minutes", "happened_time"}:
        assert sent[name] == [printable(value)]
    assert not kept()


@pytest.mark.parametrize("text", STRANGE)
def test_every_kind_of_writing_is_kept_and_shown_as_it_was_typed(desk, taken, text):
    page = desk.open(f"/referrals/caseload/{taken()}/record")
    record = desk.send(page, TODAY | {"notes": text, "who_was_there": text})
    assert text in record.words
    assert not record.soup.find("main").find("script")
    assert kept()[0].notes == text


def test_sent_twice_it_is_kept_once(desk, taken):
    case = taken()
    page = desk.open(f"/referrals/caseload/{case}/record")
    first = desk.send(page, TODAY | {"notes": "Once"})
    second = desk.send(page, TODAY | {"notes": "Once"})
    assert first.heading == second.heading
    assert len(kept()) == 1
    other = desk.send(page, TODAY | {"notes": "Something else"}, status=409)
    assert "already sent this form" in " ".join(other.errors().values())
    assert len(kept()) == 1


def test_a_text_message_may_be_recorded_and_is_offered_where_it_is_allowed(desk, taken):
    page = desk.open(f"/referrals/caseload/{taken(may_text=True)}/record")
    assert "Not allowed" not in page.words


def test_a_correction_begins_from_the_entry_and_marks_it(desk, taken):
    case = taken()
    desk.send(desk.open(f"/referrals/caseload/{case}/record"), TODAY | {"notes": "About Mr Hill", "minutes": "5"})
    (wrong,) = kept()
    path = f"/referrals/caseload/{wrong.id}/correct"
    page = desk.open(path)
    sent = page.fields()
    assert (sent["notes"], sent["minutes"], sent["method"]) == (["About Mr Hill"], ["5"], ["telephone"])
    record = desk.send(page, {"notes": "About Ann"})
    assert "About Ann" in record.words and "About Mr Hill" in record.words and "Corrected" in record.words
    late = desk.send(desk.open(path), {"notes": "And again"}, status=409)
    assert "corrected already" in " ".join(late.errors().values())
    assert late.fields()["notes"] == ["And again"]
    assert len(kept()) == 2


def test_the_case_that_was_withdrawn_meanwhile_is_explained(desk, taken, step, people):
    case = taken()
    page = desk.open(f"/referrals/caseload/{case}/record")
    step(people.clinician, case, "withdraw", words="Moved away")
    again = desk.send(page, TODAY | {"notes": "Long and careful"}, status=409)
    assert "Withdrawn" in " ".join(again.errors().values())
    assert again.fields()["notes"] == ["Long and careful"]
    assert not kept()


def test_opening_the_form_is_opening_the_record(desk, taken):
    case = taken()
    desk.open(f"/referrals/caseload/{case}/record")
    entry = db.session.query(AuditEntry).filter_by(action="referral.open").one()
    assert (entry.subject_id, entry.details) == (case, {"page": "conversation"})


def test_a_refused_form_leaves_no_trace(desk, taken):
    case = taken()
    before = db.session.query(AuditEntry).count()
    page = desk.open(f"/referrals/caseload/{case}/record")
    desk.send(page, TODAY | {"happened_on-year": "2999"}, status=409)
    assert db.session.query(AuditEntry).filter(AuditEntry.action.like("conversation%")).count() == 0
    assert db.session.query(AuditEntry).count() - before <= 2
    assert db.session.get(Referral, case).status is Status.ALLOCATED


def test_somebody_who_cannot_be_rung_is_flagged(desk, taken):
    case = taken()
    with transaction():
        person = db.session.get(Person, db.session.get(Referral, case).person_id)
        person.telephone, person.other_contact = None, "Through the night shelter"
    page = desk.open(f"/referrals/caseload/{case}/record")
    assert page.words.count("Through the night shelter") == 1
