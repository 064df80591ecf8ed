"""Pages of concerns: one click raises one, a lead looks and settles, and nobody else reads it."""

from core.db import db
from referrals.concerns.models import Concern
from referrals.concerns.words import ConcernOutcome


def only_concern() -> Concern:
    db.session.expire_all()
    return db.session.query(Concern).one()


def test_hazard_4_one_click_on_the_record_raises_it_and_a_lead_settles_it(people, taken, browse):
    referral_id, lead = taken(), browse(people.service_lead)
    worker = browse(people.link_worker)
    record = worker.open(f"/referrals/{referral_id}")
    page = worker.send(record, action=f"/referrals/concerns/about/{referral_id}")
    assert "The concern is raised" in page.words
    worry = only_concern()
    path = f"/referrals/concerns/{worry.id}"
    worker.send(page, {"kind": "adult", "words": "Bruises on both arms"}, action=f"{path}/describe")
    assert "Safeguarding (1)" in lead.open("/referrals/queue").soup.find("header").get_text()
    page = lead.send(lead.open(path), action=f"{path}/look")
    assert "Bruises on both arms" in page.words and "Looked at by" in page.words
    page = lead.open(f"{path}/settle")
    wrong = lead.send(page, {"outcomes": ["council", "police"], "words": ""}, status=422)
    assert "Say what was done and why" in wrong.words
    lead.send(wrong, {"words": "Told the team"})
    assert only_concern().outcome is ConcernOutcome.COUNCIL
    assert "The council’s safeguarding team was told; The police were told" in lead.open(path).words
    assert "Told the team" in lead.open(path).words


def test_closing_is_refused_on_its_page_and_keeps_what_was_typed(people, taken, worry, browse):
    referral_id = taken()
    worry(referral_id=referral_id)
    worker = browse(people.link_worker)
    page = worker.open(f"/referrals/{referral_id}/steps/close")
    said = {"reason": "unable_to_contact", "outcome": "Tried often", "actions": "No actions required"}
    page = worker.send(page, said, status=409)
    assert "There is an open safeguarding concern" in page.words
    assert page.fields()["outcome"] == ["Tried often"]


def test_the_record_shows_a_concern_to_those_who_may_read_it_and_to_nobody_else(people, taken, worry, browse):
    referral_id = taken()
    worry(referral_id=referral_id, kind="adult")
    assert "abused or neglected" in browse(people.link_worker).open(f"/referrals/{referral_id}").words
    assert "abused or neglected" not in browse(people.second_link_worker).open(f"/referrals/{referral_id}").words
    listed = "/referrals/concerns"
    assert "No open concern that is for you to read" in browse(people.second_link_worker).open(listed).words
    assert "No open concern" not in browse(people.service_lead).open(listed).words
    assert "No open concern." in browse(people.other_service_lead).open(listed).words
