"""Handing over: with a key only, sealed, for one practice, once and for 15 minutes; no address says anything."""

import datetime as dt

import pytest

from core import clock, housekeeping
from core.db import db, transaction
from core.refusals import Missing
from referrals.intake.drafts import handover
from referrals.intake.drafts.contents import Contents
from referrals.intake.drafts.models import Prefill
from referrals.messages.fhir.problems import NotReadable
from referrals.messages.prefill.handed import contents_of

PATH = "/api/referrals/prefill"
DETAILS = {
    "first_name": "Wilhelmina",
    "date_of_birth": "1961-02-13",
    "text": "NHS No: 999 000 0018\nSurname: Quackenbush",
}


@pytest.fixture
def post(app):
    """`post(details, token)` is what a clinical system sends."""

    def send(details, token):
        with app.app_context():
            return app.test_client().post(PATH, json=details, headers={"Authorization": f"Bearer {token}"})

    return send


def test_what_is_handed_over_becomes_a_draft_of_the_same_practice_once(post, key, browse, people):
    answer = post(DETAILS, key())
    assert answer.status_code == 201 and answer.json["seconds"] == 900
    assert not [one for one in ("Wilhelmina", "1961", "999") if one in answer.json["address"]]
    path = "/refer/" + answer.json["address"].rpartition("/refer/")[2]
    assert b"Wilhelmina" not in db.session.query(Prefill).one().sealed
    browse(people.other_clinician).open(path, status=404)
    page = browse(people.colleague).open(path)
    assert page.response.headers["Referrer-Policy"] == "same-origin" and "Wilhelmina" not in page.words
    browser = browse(people.clinician)
    page = browser.send(browser.open(path))
    assert page.heading == "Who are you referring?"
    fields = page.fields()
    assert [fields[name][0] for name in ("first_name", "family_name", "nhs_number", "date_of_birth-year")] == [
        "Wilhelmina", "Quackenbush", "999 000 0018", "1961",
    ]  # fmt: skip
    told = page.soup.select_one("#filled").get_text(" ", strip=True)
    for said in ("what your clinical system handed over", "First name Wilhelmina", "Date of birth 13 February 1961"):
        assert said in told, said
    page = browse(people.colleague).open(path, status=404)
    assert page.heading == "This link does not open anything now" and "You act for Seaview Surgery" in page.words


def test_a_machine_is_told_what_to_mend(post, key):
    assert post(DETAILS, "fbk_guessed").status_code == 401
    answer = post({"nonsense": "x"}, key())
    assert answer.status_code == 422 and answer.json["problems"][0]["name"] == "nonsense"


@pytest.mark.parametrize(
    "details", [None, [], {}, {"first_name": 1}, {"first_name": "x" * 301}, {"date_of_birth": "13/02/1961"}]
)
def test_what_is_not_taken(details):
    with pytest.raises(NotReadable):
        contents_of(details, demonstration=True, today=dt.date(2026, 11, 25))


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(NotReadable) as wrong:
        contents_of({"shoe": "9", "date_of_birth": "31/31/2000"}, demonstration=True, today=dt.date(2026, 11, 25))
    assert [one.place for one in wrong.value.problems] == ["shoe", "date_of_birth"]


def test_its_time_ends_and_a_forged_address_opens_nothing(people, monkeypatch):
    with transaction():
        token = handover.hand_over(people.clinician, Contents())
    assert handover.is_waiting(people.clinician, token) and not handover.is_waiting(people.clinician, token[:-2] + "xx")
    later = clock.now() + handover.LASTS
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Missing):
        handover.take_over(people.clinician, token)
    assert housekeeping.tidy()["drafts of referrals"] == 1
