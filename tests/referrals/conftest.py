"""Referrals in the states that tests begin from, made through the operations that people use."""

import datetime as dt
import itertools

import pytest

from core import clock
from core.db import db, transaction
from core.identifiers.nhs_number import demonstration_number
from directory.listings import operations as listings
from directory.listings.models import Service
from referrals.intake import operations as intake
from referrals.intake.models import Referral
from referrals.words import AccessNeed, GivenBy, GivenHow, Reason, RiskKind

PERSON = {
    "first_name": "Ann",
    "family_name": "Lee",
    "date_of_birth": dt.date(1960, 2, 1),
    "telephone": "07700 900123",
    "postcode": "PO1 2DY",
    "may_leave_message": False,
    "may_text": False,
    "safe_contact": "Ring in the morning, when her son is out",
    "access_needs": [AccessNeed.LARGE_PRINT],
}


@pytest.fixture
def refer(people):
    """`refer()` makes a referral as the clinician and returns its id; `refer(other_clinician, need=...)`."""
    numbers = itertools.count(1)

    def make(actor=None, **facts):
        actor = actor or people.clinician
        with transaction():
            given = {"service_id": people.service, "nhs_number": demonstration_number(next(numbers))} | PERSON
            asked = {"reasons": [Reason.LONELINESS], "need": "Wants company", "risks": [RiskKind.NONE_KNOWN]}
            agreed = {"given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN, "given_on": clock.today()}
            return intake.make_referral(actor, **given | asked | agreed | facts).id

    return make


@pytest.fixture
def step():
    """`step(actor, referral_id, "accept")` takes a step."""

    def take(actor, referral_id, name, **given):
        with transaction():
            intake.take_step(actor, db.session.get(Referral, referral_id), name, **given)

    return take


@pytest.fixture
def taken(people, refer, step):
    """`taken()` makes a referral that the link worker has taken, and returns its id."""

    def make(actor=None, **facts):
        referral_id = refer(**facts)
        step(actor or people.link_worker, referral_id, "take")
        return referral_id

    return make


@pytest.fixture
def list_group(people):
    """`list_group("Choir")` adds a listing to the directory and returns its id."""

    def add(name="Thursday Choir", **facts):
        with transaction():
            document = {"name": name, "organization": {"name": f"Friends of {name}"}} | facts
            return listings.add_listing(people.directory_editor, document=document).id

    return add


@pytest.fixture
def retire(people):
    """`retire(listing_id)` takes it out of the directory."""

    def end(listing_id):
        with transaction():
            listing = db.session.get(Service, listing_id)
            listings.retire_listing(people.directory_editor, listing, version=listing.version, reason="It has ended")

    return end
