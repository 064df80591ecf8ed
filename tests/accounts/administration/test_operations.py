"""What administrators may do to each other, and what an invitation is when it is repeated."""

from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import OperationalError

from accounts import links, queries
from accounts.administration import operations
from accounts.administration.queries import administrators, membership
from accounts.models import Purpose
from accounts.roles import Role
from core.db import db, transaction
from core.refusals import NotSaved, Refused
from tests.support.people import PASSWORD, SYSTEM

SECOND = {"name": "Second Admin", "email": "second@footbridge.example", "role": Role.ADMINISTRATOR}


@pytest.fixture
def second(people):
    """The membership of a second administrator who can sign in."""
    people.administrator  # noqa: B018 - made on first asking
    with transaction():
        facts = SECOND | {"password": PASSWORD, "organisation_id": people.authority}
        return operations.open_account(SYSTEM, **facts).id


def test_two_administrators_who_put_each_other_out_at_once_leave_one(app, people, second):
    """Both have looked before either acts; the database lets the second look again."""
    start, ended = Barrier(2), []

    def end(membership_id):
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    operations.end_membership(SYSTEM, membership(membership_id))
                ended.append(membership_id)
            except (Refused, NotSaved, OperationalError):
                db.session.rollback()

    threads = [Thread(target=end, args=(one,)) for one in (people.administrator.membership_id, second)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    db.session.rollback()
    assert len(ended) == 1
    assert len(administrators()) == 1


def test_an_administrator_who_has_not_answered_the_invitation_does_not_count(people):
    admin = people.administrator
    with transaction():
        operations.invite(SYSTEM, organisation_id=people.authority, **SECOND)
    with pytest.raises(Refused, match="last administrator"), transaction():
        operations.end_membership(SYSTEM, membership(admin.membership_id))


def test_a_suspended_administrator_does_not_count(people, second):
    admin = people.administrator
    with transaction():
        operations.suspend(admin, membership(second).user)
    with pytest.raises(Refused, match="last administrator"), transaction():
        operations.end_membership(SYSTEM, membership(admin.membership_id))


def test_an_ended_membership_can_be_opened_again(people):
    with transaction():
        operations.end_membership(SYSTEM, membership(people.clinician.membership_id))
    with transaction():
        facts = {"name": "Priya", "email": people.clinician.email, "organisation_id": people.practice}
        again = operations.invite(SYSTEM, role=Role.CLINICIAN, **facts)
        assert again.id == people.clinician.membership_id and again.open


def test_the_end_of_the_last_membership_makes_links_void(people):
    with transaction():
        token = links.make(queries.user(people.clinician.id), Purpose.RESET)
    assert links.find(token)
    with transaction():
        operations.end_membership(SYSTEM, membership(people.clinician.membership_id))
    assert links.find(token) is None


def test_somebody_suspended_is_not_invited(people):
    with transaction():
        operations.suspend(SYSTEM, queries.user(people.clinician.id))
    facts = {"name": "Priya", "email": people.clinician.email, "organisation_id": people.other_practice}
    with pytest.raises(Refused, match="suspended") as refused, transaction():
        operations.invite(SYSTEM, role=Role.CLINICIAN, **facts)
    assert refused.value.field == "email"


@pytest.mark.parametrize("twice", [operations.suspend, operations.lift_suspension])
def test_what_is_so_already_is_refused(people, twice):
    user = queries.user(people.clinician.id)
    if twice is operations.suspend:
        with transaction():
            operations.suspend(SYSTEM, user)
    with pytest.raises(Refused), transaction():
        twice(SYSTEM, user)


def test_the_same_role_is_no_change(people):
    row = membership(people.clinician.membership_id)
    with pytest.raises(Refused) as refused, transaction():
        operations.change_role(SYSTEM, row, version=row.version, role=Role.CLINICIAN)
    assert refused.value.field == "role"
