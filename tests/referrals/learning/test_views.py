"""A practice sees what came back to it, a lead what the service sent back; a lead's yes changes what is asked first."""

import datetime as dt

import pytest
from sqlalchemy import select

from core import clock
from core.db import db
from referrals.intake.models import Referral
from referrals.profile.queries import profile_of
from referrals.words import NotAccepted, Source

MINE, PRACTICES = "/referrals/returned", "/referrals/returned/practices"
SAID = {"reason": NotAccepted.PERSON_DECLINED, "words": "She did not know of it"}


@pytest.fixture
def returned(people, refer, step):
    """Of four referrals of the practice three came back because nobody had asked; another practice's came back once."""
    with clock.at(dt.datetime(2026, 11, 25, 12, tzinfo=clock.LONDON)):
        for _ in range(3):
            step(people.link_worker, refer(), "decline", **SAID)
        refer()
        other = refer(people.other_clinician)
        step(people.link_worker, other, "decline", reason=NotAccepted.NO_CAPACITY, words="Full")
        yield


def test_a_practice_sees_its_own_alone(browse, people, returned):
    page = browse(people.clinician).open(MINE)
    assert "3 of 4 referrals came back" in page.words
    assert "The person does not want it Not accepted 3" in page.words and "We have no room" not in page.words
    assert "1 of 1 referral came back" in browse(people.other_clinician).open(MINE).words
    assert "No referral was sent in this quarter" in browse(people.clinician).open(f"{MINE}?quarter=2026-Q2").words


def test_a_practice_does_not_learn_here_of_a_refusal_that_is_kept_from_it(browse, people, refer, step):
    for reason in (NotAccepted.PERSON_DECLINED, NotAccepted.NO_CAPACITY):
        kept = refer(tell_gp=False, gp_practice_name="Seaview Surgery")
        step(people.link_worker, kept, "decline", reason=reason, words="She said no")
    page = browse(people.clinician).open(MINE)
    assert "1 of 2 referrals came back" in page.words and "does not want it" not in page.words
    assert "2 of 2 referrals came back" in browse(people.service_lead).open(PRACTICES).words


def test_a_lead_sees_each_practice_and_another_service_sees_none(browse, people, returned):
    page = browse(people.service_lead).open(PRACTICES)
    assert "4 of 5 referrals came back" in page.words
    assert "Hilltop Practice : 1 of 1 came back" in page.words
    other = db.session.scalars(select(Referral).where(Referral.practice_id != people.practice)).one()
    other.source, other.referrer_id, other.practice_id = Source.SELF, None, None  # asked without an account
    db.session.commit()
    page = browse(people.service_lead).open(PRACTICES)
    assert "Without a practice: 1 of 1 came back" in page.words and "Hilltop" not in page.words
    page = browse(people.service_lead).open(f"{PRACTICES}/{people.practice}")
    assert "3 of 4 referrals came back" in page.words
    assert "No referral was sent" in browse(people.other_service_lead).open(PRACTICES).words
    browse(people.other_service_lead).open(f"{PRACTICES}/{people.practice}", status=404)


def test_that_something_had_to_be_known_elsewhere_is_in_no_figure(browse, people, refer, step):
    step(
        people.link_worker, refer(), "redirect", reason="safeguarding", words="It is theirs",
        service_id=people.other_service, agreed=None,
    )  # fmt: skip
    for who, page in (("clinician", MINE), ("service_lead", PRACTICES)):
        said = browse(getattr(people, who)).open(page).words
        assert "better placed to help" in said and "must be known there" not in said, who


def test_a_leads_yes_asks_it_first_and_is_not_proposed_again(browse, people, returned):
    lead = browse(people.service_lead)
    assert "3 of 5 came back because the person did not want it" in lead.open(PRACTICES).words
    page = lead.open(f"{MINE}/proposals/wish")
    page = lead.send(page, {"go": "take", "question": "Do they want this?", "if_no": ""}, status=422)
    assert page.errors() == {"if_no": "Say what the referrer should do then"}
    page = lead.send(page, {"go": "take", "if_no": "Talk with them first."})
    assert "What you could ask first" not in page.words
    (asked,) = profile_of(people.service).pre_checks
    assert (asked.question, asked.if_no, asked.came_from) == ("Do they want this?", "Talk with them first.", "wish")
    assert "Do they want this?" in browse(people.clinician).open("/referrals/new").words
    lead.open(f"{MINE}/proposals/wish", status=404)


def test_a_leads_no_holds_for_the_quarter(browse, people, returned):
    lead = browse(people.service_lead)
    page = lead.send(lead.open(f"{MINE}/proposals/wish"), {"go": "leave"})
    assert "What you could ask first" not in page.words
    assert not profile_of(people.service).pre_checks
