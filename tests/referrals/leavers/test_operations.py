"""Hazard 19, a worker's absence for good: whoever was theirs is seen at once and every day until somebody has them."""

import datetime as dt

from accounts.actors import System
from accounts.administration import operations as administration
from accounts.queries import organisation, user
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from referrals.intake.models import Referral
from referrals.intake.promises import operations as promises
from referrals.leavers import operations, queries
from tests.support.people import SYSTEM

MONDAY = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
DAY, AFTERNOON = dt.timedelta(days=1), dt.timedelta(hours=6)
LEAD = "service.lead@footbridge.example"
GONE = "link.worker@footbridge.example"


def remind() -> int:
    """What the round does; how many services it told."""
    with transaction():
        return sum(operations.remind(service_id) for service_id in queries.services())


def test_hazard_19_who_leaves_leaves_nobody_unseen(people, taken, step, browse, letters):
    lead, administrator = people.service_lead, browse(people.administrator)
    with clock.at(MONDAY):
        referral_id = taken()
        assert remind() == 0
        membership = f"/administration/memberships/{people.link_worker.membership_id}"
        asks = "1 person is in their care at Harbour Social Prescribing. We will ask Rosa Bell to give them to others."
        for page in (f"{membership}/role", f"/administration/people/{people.link_worker.id}/suspend"):
            assert asks in administrator.open(page).words
        page = administrator.open(f"{membership}/end")
        assert asks in page.words
        administrator.send(page)
    reference = db.session.get(Referral, referral_id).reference
    ((_, _, subject, text),) = [one for one in letters(LEAD) if one[1] == "referral.left"]
    assert subject == "1 person has no link worker who works here" and reference in text
    assert "Jo" not in text and "Ann" not in text
    lead_browses = browse(lead)
    page = lead_browses.open("/referrals/queue")
    assert "Jo Marsh can work here no more: 1 person is still with them" in page.words
    assert lead_browses.open(f"/referrals/team/{people.link_worker.id}/move").status == 200
    assert page.soup.find("a", href=f"/referrals/team/{people.link_worker.id}/move")
    assert "Jo Marsh, who has left" in lead_browses.open("/referrals/caseload").words
    assert "Jo Marsh has left: nobody who works here" in lead_browses.open(f"/referrals/{referral_id}").words
    assert "Ask your lead" in browse(people.second_link_worker).open("/referrals/queue").words
    before = len(letters(GONE))
    with clock.at(MONDAY + DAY):
        assert remind() == 0, "only in the afternoon"
    with clock.at(MONDAY + DAY + AFTERNOON):
        assert (remind(), remind()) == (1, 0)
        with transaction():
            promises.warn(System(Role.SERVICE_LEAD), referral_id)
        assert "referral.promise" in {kind for _, kind, _, _ in letters(LEAD)} and len(letters(GONE)) == before
        step(lead, referral_id, "hand_over", link_worker_id=people.second_link_worker.id)
    with clock.at(MONDAY + 2 * DAY + AFTERNOON):
        assert remind() == 0 and queries.left_behind(lead) == []


def test_a_role_that_still_works_leaves_nobody_alone_and_a_last_one_is_said_plainly(people, taken, browse):
    taken()
    membership = user(people.link_worker.id).memberships[0]
    words = "No lead there could be asked to give them to others: name one first."
    assert words in browse(people.administrator).open(f"/administration/memberships/{membership.id}/end").words
    with transaction():
        administration.change_role(
            people.administrator,
            user(people.link_worker.id).memberships[0],
            version=membership.version,
            role=people.service_lead.role,
        )
    assert queries.services() == []


def test_hazard_1_who_works_alone_leaves_a_queue_that_the_administrator_reads_of_first(people, refer):
    refer()
    of = organisation(people.service)
    words = "1 person waits in the queue of Harbour Social Prescribing. Nobody else works there: invite somebody first."
    assert operations.words_before(user(people.link_worker.id), of, set()) == words
    assert operations.words_before(user(people.link_worker.id), of, {Role.SERVICE_LEAD}) == ""
    assert operations.words_before(user(people.clinician.id), of, set()) == ""
    people.service_lead  # noqa: B018
    assert operations.words_before(user(people.link_worker.id), of, set()) == ""


def test_where_nobody_leads_the_administrators_are_asked_for_a_lead_and_no_link_worker_is(people, taken, letters):
    colleague, administrator = people.second_link_worker, people.administrator
    with clock.at(MONDAY):
        referral_id = taken()
        with transaction():
            administration.suspend(SYSTEM, user(people.link_worker.id))
    with clock.at(MONDAY + DAY + AFTERNOON):
        assert (remind(), remind()) == (1, 0)
    told = [one for one in letters("administrator@footbridge.example") if one[1] == operations.KIND]
    subject = "Harbour Social Prescribing needs a lead: 1 person has no link worker"
    assert [one[2] for one in told] == [subject] * 2
    assert "Ann" not in told[0][3] and db.session.get(Referral, referral_id).reference not in told[0][3]
    assert administrator and colleague
    assert not [one for one in letters("second.link.worker@footbridge.example") if one[1] == operations.KIND]
