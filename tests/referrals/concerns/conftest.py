"""A concern about somebody whom the link worker has."""

import pytest

from core.db import db, transaction
from referrals.concerns import operations
from referrals.intake.models import Referral


@pytest.fixture
def worry(people, taken):
    """`worry()` raises a concern as the link worker who has the case, and returns its id."""

    def make(actor=None, referral_id=None, **facts):
        people.service_lead  # noqa: B018
        referral_id = referral_id or taken()
        with transaction():
            referral = db.session.get(Referral, referral_id)
            return operations.raise_concern(actor or people.link_worker, referral, **facts).id

    return make
