"""The service's pages of requests: what waits is told apart, checked, taken in, answered or thrown away."""

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db
from referrals.intake.models import Referral
from referrals.public.words import Proof, State
from referrals.words import Source
from tests.referrals.public.conftest import OFFICER
from tests.support.asking import code_sent
from tests.support.referring import AGREEMENT, NEEDS

REST = {"rest_not_known": "y", "no_gp_practice": "not_known", "access_needs": "none"}
NEEDED = {name: answer for name, answer in NEEDS.items() if name != "need"}


@pytest.fixture
def worker(browse, people):
    """The link worker's browser."""
    return browse(people.link_worker)


def test_a_proved_request_becomes_a_referral_with_its_source(ask, prove, worker, browse, people, requests, posted):
    sent = ask(**OFFICER)
    assert worker.open("/referrals/enquiries").words.count("None is waiting") == 2
    prove(sent)
    page = worker.open("/referrals/enquiries")
    assert "Jo Tenant, tenancy officer" in page.words
    page = worker.open(f"/referrals/enquiries/{sent.id}")
    assert "typed the code" in page.words
    page = worker.open(f"/referrals/enquiries/{sent.id}/take-in")
    assert page.fields("take-in")["first_name"] == ["Ivy"]
    for answers in (REST, NEEDED):
        page = worker.send(page, {"go": "next", **answers}, action="take-in", status=200)
        assert not page.errors(), page.errors()
    page = worker.send(page, {"go": "send", **AGREEMENT}, action="take-in")
    db.session.rollback()
    referral = db.session.scalar(select(Referral))
    assert (referral.source, referral.referrer_id, referral.practice_id) == (Source.HOUSING, None, None)
    assert (referral.reference, referral.referrer_contact) == (requests()[0].reference, "jo@homes.example")
    assert (requests()[0].state, requests()[0].referral_id) == (State.TAKEN_IN, referral.id)
    assert (referral.need, [one.step for one in referral.events]) == ("I would like to sing again", ["submit"])
    assert referral.events[0].actor_name == "Jo Marsh"
    assert "Portsea Homes" in worker.open("/referrals/queue").words
    assert "Taken in" in browse(None).open(f"/referrals/public/sent/{sent.token}").words
    worker.open(f"/referrals/enquiries/{sent.id}")


def test_a_request_is_found_by_the_reference_that_was_told_on_the_telephone(ask, worker, requests, browse, people):
    sent = ask(proof=Proof.CALL)
    path = f"/referrals/find?reference={requests()[0].reference}"
    assert worker.open(path.lower(), status=302).location == f"/referrals/enquiries/{sent.id}"
    for who in ("other_link_worker", "clinician"):
        assert "No referral of yours" in browse(getattr(people, who)).open(path).words


def test_what_nobody_proved_is_rung_about_first(ask, worker, requests, browse):
    sent = ask(proof=Proof.CALL)
    page = worker.open("/referrals/enquiries").soup
    assert "Ivy" in page.find(attrs={"aria-labelledby": "to-ring"}).text
    assert "Ivy" not in page.find(attrs={"aria-labelledby": "proved"}).text
    path = f"/referrals/enquiries/{sent.id}"
    assert "Take it in" not in worker.open(path).words
    page = worker.send(worker.open(f"{path}/checked"))
    assert "Take it in" in page.words and requests()[0].is_proved
    told = browse(None).open(f"/referrals/public/sent/{sent.token}").words
    assert "Open this page again" in told and "We email you" not in told


def test_it_is_answered_in_words_that_whoever_asked_reads(ask, prove, worker, browse, requests, posted):
    sent = ask()
    prove(sent)
    path = f"/referrals/enquiries/{sent.id}"
    page = worker.send(worker.open(f"{path}/answer"), status=422)
    assert list(page.errors()) == ["words"]
    page = worker.send(page, {"words": "The choir meets on Thursdays, Ivy"})
    assert requests()[0].state is State.ANSWERED
    told = posted()[-1]
    assert (told.kind, told.recipient) == ("enquiry.answered", "ivy@asking.example") and "Ivy" not in told.text
    assert "choir meets" in browse(None).open(f"/referrals/public/sent/{sent.token}").words
    assert "done already: answered" in worker.open(f"{path}/answer").words
    listed = worker.open("/referrals/enquiries").soup.find(attrs={"aria-labelledby": "answered"})
    assert listed.select_one(f"a[href='{path}']")
    page = worker.open(path)
    assert "it can still be taken in" in page.words and not page.soup.select_one(f"a[href='{path}/discard']")
    page = worker.open(f"{path}/take-in")
    for answers in (REST, NEEDED):
        page = worker.send(page, {"go": "next", **answers}, action="take-in", status=200)
    worker.send(page, {"go": "send", **AGREEMENT}, action="take-in")
    assert requests()[0].state is State.TAKEN_IN
    assert worker.open("/referrals/enquiries").soup.find(attrs={"aria-labelledby": "answered"}) is None


def test_what_is_no_request_is_deleted_and_that_it_was_stays_written_down(ask, prove, worker, requests):
    sent = ask()
    prove(sent)
    page = worker.open(f"/referrals/enquiries/{sent.id}/discard")
    assert list(worker.send(page, status=422).errors()) == ["sure"]
    worker.send(page, {"sure": "y"})
    assert requests() == []
    assert db.session.scalar(select(AuditEntry.actor_id).where(AuditEntry.action == "enquiry.discard"))


def test_whom_the_service_has_is_shown_to_it_alone(ask, prove, worker, refer, browse, people):
    refer(first_name="Ivy", family_name="Quillfeather", date_of_birth=ask.said["date_of_birth"])
    sent = ask()
    code = code_sent()
    visitor = browse(None)
    page = visitor.send(visitor.open(f"/referrals/public/sent/{sent.token}"), {"code": code})
    assert "already" not in page.words
    assert "may have this person already" in worker.open(f"/referrals/enquiries/{sent.id}").words
    other = browse(people.other_link_worker)
    other.open(f"/referrals/enquiries/{sent.id}", status=404)
