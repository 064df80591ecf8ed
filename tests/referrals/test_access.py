"""Nobody outside learns anything of a referral: every page, every other role, reading and sending."""

import re

import pytest

from accounts.roles import Permission, Role, may
from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from directory.listings.models import Service
from referrals.caseload import operations as caseload
from referrals.caseload.models import Conversation
from referrals.connections import operations as connections
from referrals.connections.models import Connection, ConnectionEvent
from referrals.intake.models import Referral
from referrals.words import Attendance, Method

NOWHERE = "00000000-0000-4000-8000-000000000000"
FOR_SERVICE = (
    "/referrals/{referral}",
    "/referrals/caseload/{referral}/record",
    "/referrals/caseload/{referral}/next-step",
    "/referrals/promises/{referral}/renew",
    "/referrals/waiting/{referral}/word",
    "/referrals/caseload/{conversation}/correct",
    "/referrals/connections/{referral}/choose",
    "/referrals/connections/{referral}/introduce/{listing}",
    "/referrals/connections/{referral}/signpost/{listing}",
    "/referrals/connections/{connection}/follow-up",
)
FOR_PRACTICE = ("/referrals/mine/{referral}", "/referrals/mine/{referral}/printout")
LISTS = {
    "/referrals/caseload": Permission.WORK_REFERRALS,
    "/referrals/promises": Permission.LEAD_SERVICE,
    "/referrals/waiting": Permission.WORK_REFERRALS,
    "/referrals/caseload?whose=everyone": Permission.WORK_REFERRALS,
    "/referrals/mine": Permission.FOLLOW_REFERRALS,
    "/referrals/mine?whose=practice": Permission.FOLLOW_REFERRALS,
}
OTHERS = (
    "other_clinician",
    "other_link_worker",
    "other_service_lead",
    "group_representative",
    "directory_editor",
    "commissioner",
    "information_governance_lead",
    "administrator",
)


@pytest.fixture
def record(taken, list_group, people):
    """A referral with a conversation and a connection: the ids that stand in addresses, by their names."""
    case, listing = taken(), list_group()
    with transaction():
        row = db.session.get(Referral, case)
        said = caseload.record(
            people.link_worker,
            row,
            happened_at=clock.now(),
            method=Method.TELEPHONE,
            attendance=Attendance.ATTENDED,
            notes="Private",
        )
        made = connections.signpost(people.link_worker, row, db.session.get(Service, listing))
        return {"referral": case, "conversation": said.id, "connection": made.id, "listing": listing}


def nowhere(record) -> dict:
    """The same addresses for records that do not exist; the listing is public and does."""
    return dict.fromkeys(record, NOWHERE) | {"listing": record["listing"]}


def without_keys(page) -> str:
    """A page without what differs each time: its keys, and the number of the request."""
    html = page.response.get_data(as_text=True)
    return re.sub(r'(value="[^"]*"|<code>[0-9a-f]+</code>|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})', "", html)


def traces() -> tuple[int, ...]:
    """How many rows there are of everything that could be written."""
    return tuple(db.session.query(table).count() for table in (Conversation, Connection, ConnectionEvent))


@pytest.mark.parametrize("who", OTHERS)
def test_no_stranger_opens_or_changes_a_record_or_learns_that_there_is_one(browse, people, record, who):
    browser = browse(getattr(people, who))
    before = traces()
    for path in (*FOR_SERVICE, *FOR_PRACTICE):
        page = browser.open(path.format(**record), status=None)
        assert page.status in {403, 404}, f"{who} opened {path}"
        absent = browser.open(path.format(**nowhere(record)), status=None)
        assert (page.status, without_keys(page)) == (absent.status, without_keys(absent)), f"{who} can tell at {path}"
        sent = browser.post(path.format(**record), {"notes": "x", "state": "started", "csrf_token": "x"})
        assert sent.status in {403, 404, 405}, f"{who} sent to {path}"
        for words in ("Ann Lee", "Private", "999 000"):
            assert words not in page.response.get_data(as_text=True) + sent.response.get_data(as_text=True)
    assert traces() == before


@pytest.mark.parametrize("who", OTHERS)
def test_no_list_shows_a_stranger_anything(browse, people, record, who):
    actor = getattr(people, who)
    browser = browse(actor)
    for path, permission in LISTS.items():
        page = browser.open(path, status=None)
        assert page.status == (200 if may(actor, permission) else 403), f"{path} answered {who} {page.status}"
        assert "Ann Lee" not in page.words and "Jo Marsh" not in page.words
        assert "1 person" not in page.words and "1 referral" not in page.words


def test_the_practice_does_not_open_the_services_pages(browse, people, record):
    browser = browse(people.clinician)
    for path in FOR_SERVICE:
        assert browser.open(path.format(**record), status=None).status == 403
        assert browser.post(path.format(**record), {"notes": "x"}).status in {403, 405}


def test_the_service_does_not_open_the_practices_pages(browse, people, record):
    for who in ("link_worker", "service_lead"):
        browser = browse(getattr(people, who))
        for path in (*FOR_PRACTICE, "/referrals/mine"):
            assert browser.open(path.format(**record), status=None).status == 403


def test_a_visitor_is_sent_to_sign_in_and_learns_nothing(browse, record):
    visitor = browse()
    for path in (*FOR_SERVICE, *FOR_PRACTICE, *LISTS):
        page = visitor.open(path.format(**record), status=302)
        assert "/sign-in" in page.location
        assert "Ann" not in page.response.get_data(as_text=True)
        assert visitor.post(path.format(**record), {}).status in {401, 405}


def test_those_whose_record_it_is_do_open_it(browse, people, record):
    """Without this the tests above could pass on pages that nobody opens."""
    for who in ("link_worker", "second_link_worker", "service_lead"):
        browser = browse(getattr(people, who))
        assert all("Ann Lee" in browser.open(path.format(**record)).words for path in FOR_SERVICE)
    for who in ("clinician", "colleague"):
        browser = browse(getattr(people, who))
        assert all("Ann Lee" in browser.open(path.format(**record)).words for path in FOR_PRACTICE)


def test_a_refused_look_is_no_opening(browse, people, record):
    opened = db.session.query(AuditEntry).filter(AuditEntry.action.like("referral.%")).count()
    browse(people.other_link_worker).open(f"/referrals/{record['referral']}", status=404)
    assert db.session.query(AuditEntry).filter(AuditEntry.action.like("referral.%")).count() == opened


def test_every_other_role_is_among_the_strangers(people):
    roles = {getattr(people, who).role for who in OTHERS}
    assert roles == set(Role) - {Role.VISITOR}
