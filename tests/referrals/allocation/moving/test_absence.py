"""Hazard 19 of the starter log, a worker's absence: what is looked at writes nothing, what is moved moves whole."""

import datetime as dt

import pytest
from sqlalchemy import select

from core import clock
from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Missing, Refused
from core.templating import day
from referrals.allocation.moving import operations
from referrals.allocation.moving.queries import Rehearsal
from referrals.caseload import operations as caseload
from referrals.intake.models import Referral
from referrals.letters.models import Letter
from referrals.words import Attendance, Method, Way
from referrals.workflow import Status

DAY = dt.timedelta(days=1)
UNSAFE = "Ring in the morning, when her son is out"
CARER = {"carer_name": "Di Lee", "carer_telephone": "07700 900125", "contact_carer": True, "address": "4 Beach Road"}
SAFE = {"safe_contact": None, "may_leave_message": True, "may_text": True}


def boxes(name: str, day: dt.date) -> dict:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


@pytest.fixture
def three(people, taken, step, post):
    """Three people of the link worker: one new, one who can wait, and one whose question waits for the referrer."""
    for actor in (people.link_worker, people.second_link_worker):
        post(actor, weekly_hours=30)
    new, waits, asked = taken(**SAFE), taken(first_name="Bea"), taken(first_name="Cy", **SAFE, **CARER)
    step(people.link_worker, asked, "ask", reason="details", words="Which number?")
    with transaction():
        caseload.record(
            people.link_worker,
            db.session.get(Referral, waits),
            happened_at=clock.now(),
            method=Method.TELEPHONE,
            attendance=Attendance.ATTENDED,
            next_step="Ring",
            next_step_on=clock.today() + 60 * DAY,
        )
    return new, waits, asked


def holders(*ids) -> list:
    db.session.expire_all()
    return [db.session.get(Referral, one).link_worker_id for one in ids]


def test_what_if_says_what_would_be_missed_and_who_would_get_whom_and_changes_nothing(browse, people, user, three):
    new, waits, asked = three
    begins = clock.today()
    rehearsal = Rehearsal(people.service_lead, user(people.link_worker), begins_on=begins, ends_on=begins + 30 * DAY)
    assert {one.referral.id for one in rehearsal.in_danger} == {new, asked}
    assert [one.referral.id for one in rehearsal.can_wait] == [waits]
    assert rehearsal.suggested() == dict.fromkeys((new, asked), people.second_link_worker.id)
    (change,) = rehearsal.changes(rehearsal.suggested())
    assert (change.name, change.before.people, change.after.people) == ("Ben Ali", 0, 2)
    lead, path = browse(people.service_lead), f"/referrals/team/{people.link_worker.id}/away"
    before = db.session.scalars(select(Referral.version)).all()
    days = boxes("begins_on", begins) | boxes("ends_on", begins + 30 * DAY)
    page = lead.open(f"{path}?{'&'.join(f'{name}={value}' for name, value in days.items())}")
    assert "First contact is promised by" in page.words and "To Ben Ali" in page.words
    assert "Can wait until they are back Bea Lee" in page.words
    assert db.session.scalars(select(Referral.version)).all() == before and db.session.query(Letter).count() == 0
    backwards = boxes("begins_on", begins) | boxes("ends_on", begins - DAY)
    page = lead.open(f"{path}?{'&'.join(f'{name}={value}' for name, value in backwards.items())}", status=422)
    assert "before the first" in page.errors()["ends_on"]
    browse(people.link_worker).open(path, status=403)
    browse(people.other_service_lead).open(path, status=404)


def test_hazard_19_an_absent_link_workers_people_are_moved_once_with_their_letters(browse, people, three):
    new, waits, asked = three
    lead, path = browse(people.service_lead), f"/referrals/team/{people.link_worker.id}/move"
    page = lead.open(path)
    assert len(page.fields()["to"]) == 3 and all(page.fields()["to"]), "for good nobody can wait"
    check = lead.send(page, {"go": "next"}, status=200)
    assert check.heading == "Check who goes to whom"
    assert holders(new, waits, asked) == [people.link_worker.id] * 3, "nothing is moved by looking"
    assert UNSAFE in check.words, "who is told with care stands there"
    assert "Letter to Di Lee" in check.words
    hers, cys = (one.get_text(" ", strip=True) for one in check.soup.select(".nhsuk-inset-text"))
    assert hers.startswith("What is written about Ann Lee We have") and "Ben Ali will be in touch" in hers
    assert cys.startswith("What is written about Cy Lee This is about Cy Lee.") and "Ben Ali will be in touch" in cys
    again = lead.send(check, {"go": "back"}, status=200)
    assert again.fields()["to"] == page.fields()["to"]
    fields = check.fields() | {"go": "send"}
    done = lead.send(check, {"go": "send"})
    assert done.heading == "Team" and "3 people moved" in done.words
    assert holders(new, waits, asked) == [people.second_link_worker.id] * 3
    assert db.session.get(Referral, asked).status is Status.RETURNED, "the question waits still"
    assert db.session.get(Referral, waits).next_step == "Ring", "what was agreed goes along"
    letters = {letter.referral_id: letter for letter in db.session.query(Letter)}
    assert set(letters) == {new, asked}, "a letter to her might be read by her son"
    assert letters[new].way is Way.LETTER and "Ben Ali will be in touch" in letters[new].words
    assert letters[asked].words.startswith("This is about Cy Lee.\n\nWe have changed who is in touch with you.")
    assert "2 letters and text messages wait for somebody to send them" in done.words
    post = lead.open("/referrals/letters")
    assert "Letter to Di Lee, about Cy Lee" in post.words
    printed = {f"/referrals/letters/{letter.id}" for letter in letters.values()}
    assert {link["href"] for link in post.soup.select("h2 a")} == printed
    assert "for somebody to send" not in browse(people.other_service_lead).open("/referrals/team").words
    told = {(one.recipient.split("@")[0], one.about_id) for one in db.session.query(Message)}
    assert told >= {(who, one) for who in ("second.link.worker", "clinician") for one in three}
    lead.post(path, fields, status=303)
    assert db.session.query(Letter).count() == 2, "sent again, it is carried out once"


def test_all_are_moved_or_none(people, user, three):
    new, waits, asked = three
    to = {new: people.second_link_worker.id, waits: people.other_link_worker.id}
    with pytest.raises(Refused), transaction():
        operations.move_caseload(people.service_lead, user(people.link_worker), to=to)
    assert holders(new, waits) == [people.link_worker.id] * 2
    with pytest.raises(Refused, match="does not have"), transaction():
        operations.move_caseload(people.service_lead, user(people.second_link_worker), to={new: people.service_lead.id})
    for actor, error in ((people.link_worker, Refused), (people.other_service_lead, Missing)):
        with pytest.raises(error), transaction():
            operations.move_caseload(actor, user(people.link_worker), to={asked: people.second_link_worker.id})
    assert holders(new, waits, asked) == [people.link_worker.id] * 3


def test_choosing_nobody_or_a_stranger_is_said_and_moves_nobody(browse, people, three):
    lead, path = browse(people.service_lead), f"/referrals/team/{people.link_worker.id}/move"
    page = lead.open(path)
    for chosen in ("", f"{three[0]}:{people.other_link_worker.id}", "x:y", "\x00"):
        answer = lead.send(page, {"go": "next", "to": [chosen]}, status=422)
        assert answer.errors() == {"to": "Choose at least one person to move"}
    lead.send(page, {"go": "send", "to": [f"{three[0]}:{people.other_link_worker.id}"]}, status=409)
    assert holders(*three) == [people.link_worker.id] * 3


def test_a_leave_that_is_written_down_is_looked_at_in_one_step(browse, people, three, away):
    begins = clock.today() + 7 * DAY
    away(people.link_worker, begins, begins + 7 * DAY)
    lead = browse(people.service_lead)
    (link,) = lead.open("/referrals/team").soup.select(f"a[href^='/referrals/team/{people.link_worker.id}/away?']")
    page = lead.open(link["href"])
    assert f"Who needs somebody else from {day(begins)} to {day(begins + 7 * DAY)}" in page.words
