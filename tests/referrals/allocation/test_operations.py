"""Who may say how a link worker works and when they are away, and what cannot stand."""

import datetime as dt

import pytest

from core import clock
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from referrals.allocation import operations, queries
from referrals.allocation.words import Gender
from referrals.intake.models import Referral

DAY = dt.timedelta(days=1)


def test_one_keeps_ones_own_post_and_a_lead_everybodys(people, user, post):
    with transaction():
        operations.keep_post(people.link_worker, user(people.link_worker), weekly_hours=20, areas=["PO1"])
    assert queries.terms_of(people.service, [people.link_worker.id])[people.link_worker.id].weekly_hours == 20
    post(people.second_link_worker, weekly_hours=30)
    for actor, whose in (
        (people.link_worker, people.second_link_worker),
        (people.other_service_lead, people.link_worker),
    ):
        with pytest.raises(Missing):
            operations.keep_post(actor, user(whose), weekly_hours=10)
    with pytest.raises(Refused):
        operations.keep_post(people.clinician, user(people.clinician), weekly_hours=10)


def test_what_somebody_else_has_changed_is_not_written_over(people, user, post):
    with pytest.raises(Stale):
        post(people.link_worker, version=3)
    version = post(people.link_worker)
    post(people.link_worker, weekly_hours=30, version=version)
    for old in (version, None):
        with pytest.raises(Stale):
            post(people.link_worker, weekly_hours=10, version=old)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"weekly_hours": 0}, "weekly_hours"), ({"most": 301}, "most"), ({"base_postcode": "here"}, "base_postcode")],
)
def test_what_cannot_stand_is_said_beside_its_field(people, post, facts, field):
    with pytest.raises(Refused) as refusal:
        post(people.link_worker, **facts)
    assert refusal.value.field == field


def test_leave_needs_a_post_lies_ahead_and_does_not_overlap(people, user, post, away):
    today = clock.today()
    with pytest.raises(Refused, match="hours"):
        away(people.link_worker, today, today)
    post(people.link_worker)
    leave_id = away(people.link_worker, today + 7 * DAY, today + 9 * DAY)
    for begins, ends in ((9, 12), (5, 7), (8, 8), (20, 19), (-3, -1), (1, 800)):
        with pytest.raises(Refused):
            away(people.link_worker, today + begins * DAY, today + ends * DAY)
    with transaction(), pytest.raises(Missing):
        operations.cancel_leave(people.other_service_lead, leave_id)
    with transaction():
        assert operations.cancel_leave(people.link_worker, leave_id).id == people.link_worker.id
    away(people.link_worker, today + 8 * DAY, today + 8 * DAY)


def test_a_wish_is_noted_changed_and_taken_back(people, refer):
    referral_id = refer()

    def note(gender, version=None):
        with transaction():
            wish = operations.note_wish(
                people.link_worker, db.session.get(Referral, referral_id), gender=gender, version=version
            )
            return wish and wish.version

    first = note(Gender.WOMAN)
    with pytest.raises(Stale):
        note(Gender.MAN)
    note(Gender.MAN, first)
    referral = db.session.get(Referral, referral_id)
    assert queries.wish_of(referral.person_id).gender is Gender.MAN
    note(None, first + 1)
    assert queries.wish_of(referral.person_id) is None
    with pytest.raises(Missing):
        operations.note_wish(people.other_link_worker, referral, gender=Gender.MAN)
