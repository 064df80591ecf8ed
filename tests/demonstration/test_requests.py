"""What people without an account asked of the demonstration's service."""

from sqlalchemy import select

from core.db import db
from referrals.intake.models import Referral
from referrals.public.models import Enquiry
from referrals.public.words import State
from referrals.words import Source


def test_one_waits_to_be_checked_and_one_from_a_housing_officer_is_taken_in(demonstration):
    asked = {one.source: one for one in db.session.scalars(select(Enquiry))}
    assert asked[Source.SELF].state is State.WAITING and not asked[Source.SELF].is_proved
    referral = db.session.get(Referral, asked[Source.HOUSING].referral_id)
    assert referral.referrer_words == "Dale Fenwick, housing officer" and referral.from_words == "Spice Quay Homes"
    assert referral.reference == asked[Source.HOUSING].reference
