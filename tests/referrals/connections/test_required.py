"""An introduction to a group without a check that the service asks for: refused, or a warning; never a signpost."""

import datetime as dt

import pytest

from core import clock
from core.db import db, transaction
from core.refusals import Refused
from directory.listings.models import Service
from directory.upkeep.checks import operations as checks
from directory.upkeep.checks.words import Kind


@pytest.fixture
def ask_for(people):
    """`ask_for(Kind.DBS, warn_only=True)` says what the link worker's service asks for."""

    def say(*needed, at_home=(), warn_only=False):
        with transaction():
            said = {"needed": needed, "needed_at_home": at_home, "warn_only": warn_only}
            checks.set_rule(people.service_lead, version=None, **said)

    return say


@pytest.fixture
def insure(people):
    """`insure(listing_id)` records the insurance of the group behind it."""

    def see(listing_id):
        seen = {"insurer": "Harbour Mutual", "pounds": 1, "until": clock.today() + dt.timedelta(days=99)}
        seen |= {"what_was_seen": "Certificate", "seen_on": clock.today()}
        with transaction():
            group = db.session.get(Service, listing_id).organization
            checks.record(people.directory_editor, group, kind=Kind.INSURANCE, version=0, **seen)

    return see


def test_a_missing_check_stops_an_introduction_and_no_signpost(taken, list_group, introduce, signpost, ask_for, insure):
    ask_for(Kind.INSURANCE)
    listing = list_group()
    with pytest.raises(Refused, match=r"does not have: public liability insurance \(not seen\)"):
        introduce(taken(), listing)
    signpost(taken(), listing)
    insure(listing)
    introduce(taken(), listing)


def test_a_rule_of_warnings_stops_nobody(taken, list_group, introduce, ask_for):
    ask_for(Kind.INSURANCE, Kind.DBS, warn_only=True)
    introduce(taken(), list_group())


def test_who_comes_to_the_person_may_need_more(taken, list_group, introduce, ask_for):
    ask_for(at_home=[Kind.DBS])
    introduce(taken(), list_group("Choir"))
    visits = {"attributes": [{"taxonomy_term": {"name": "Home visit", "taxonomy": "How to take part"}}]}
    with pytest.raises(Refused, match="DBS checks"):
        introduce(taken(), list_group("Befrienders", **visits))


def test_the_page_says_what_is_missing_before_anything_is_typed(browse, people, taken, list_group, ask_for):
    ask_for(Kind.POLICY)
    case, listing, worker = taken(), list_group(), browse(people.link_worker)
    page = worker.open(f"/referrals/connections/{case}/introduce/{listing}")
    assert "safeguarding policy (not seen)" in page.words
    assert "Save the introduction" not in page.words
    page = worker.open(f"/referrals/connections/{case}/signpost/{listing}")
    assert "safeguarding policy (not seen)" in page.words
