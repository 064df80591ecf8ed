"""Connections in the states that tests begin from."""

import pytest

from core import clock
from core.db import db, transaction
from directory.listings.models import Service
from referrals.connections import operations
from referrals.intake.models import Referral
from referrals.words import GivenBy, GivenHow, Shared

AGREED = {"items": [Shared.NAME, Shared.TELEPHONE], "given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN}


@pytest.fixture
def introduce(people):
    """`introduce(referral_id, listing_id)` as the link worker; returns the connection's id."""

    def make(referral_id, listing_id, actor=None, **facts):
        with transaction():
            return operations.introduce(
                actor or people.link_worker,
                db.session.get(Referral, referral_id),
                db.session.get(Service, listing_id),
                **AGREED | {"given_on": clock.today()} | facts,
            ).id

    return make


@pytest.fixture
def signpost(people):
    """`signpost(referral_id, listing_id)` as the link worker; returns the connection's id."""

    def make(referral_id, listing_id, actor=None, **facts):
        with transaction():
            return operations.signpost(
                actor or people.link_worker,
                db.session.get(Referral, referral_id),
                db.session.get(Service, listing_id),
                **facts,
            ).id

    return make
