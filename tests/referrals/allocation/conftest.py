"""Link workers with hours, places and skills, for tests of whom a referral is suggested to."""

import pytest

from accounts.models import User
from core.db import db, transaction
from referrals.allocation import operations


@pytest.fixture
def user():
    """`user(actor)` is the account of somebody in tests.support.people."""
    return lambda actor: db.session.get(User, actor.id)


@pytest.fixture
def post(people, user):
    """`post(people.link_worker, weekly_hours=20)` writes down how somebody works, as their lead."""

    def keep(actor, **facts):
        with transaction():
            given = {"weekly_hours": 37.5} | facts
            return operations.keep_post(people.service_lead, user(actor), **given).version

    return keep


@pytest.fixture
def away(people, user):
    """`away(people.link_worker, first, last)` writes down leave, as their lead."""

    def add(actor, begins_on, ends_on):
        with transaction():
            return operations.add_leave(people.service_lead, user(actor), begins_on=begins_on, ends_on=ends_on).id

    return add
