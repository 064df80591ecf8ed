"""Adding organisations and accounts, and letting people act for organisations."""

import pytest

from accounts import operations, passwords, queries, sessions
from accounts.actors import System
from accounts.models import Membership
from accounts.roles import ROLES_AT, Kind, Role
from core.db import db, transaction
from core.refusals import Missing, Refused
from tests.support.people import PASSWORD, SYSTEM

FACTS = {"name": "Mo Lark", "email": "Mo.Lark@Footbridge.example", "password": PASSWORD}


def opened(organisation_id, role, **facts):
    with transaction():
        return operations.open_account(SYSTEM, organisation_id=organisation_id, role=role, **FACTS | facts)


def test_a_new_account_can_sign_in_with_its_password(people):
    user = opened(people.practice, Role.CLINICIAN).user
    assert user.email == "mo.lark@footbridge.example"
    assert passwords.matches(PASSWORD, user.password_hash)
    assert queries.by_email(" MO.LARK@footbridge.EXAMPLE ") is user


def test_somebody_who_has_an_account_gets_one_more_membership_and_keeps_their_password(people):
    first = opened(people.practice, Role.CLINICIAN)
    second = opened(people.other_practice, Role.CLINICIAN, password="another quiet paper boat")
    assert first.user is second.user
    assert passwords.matches(PASSWORD, second.user.password_hash)
    assert queries.open_memberships(second.user) == [first, second]


@pytest.mark.parametrize("kind", Kind)
def test_only_the_roles_of_a_kind_are_taken_there(people, kind, role):
    with transaction():
        organisation_id = operations.add_organisation(SYSTEM, name="Somewhere", kind=kind).id
    if role in ROLES_AT[kind]:
        assert opened(organisation_id, role).role is role
    else:
        with pytest.raises(Refused, match="Nobody can be"):
            opened(organisation_id, role)
        assert queries.by_email(FACTS["email"]) is None, "a refusal leaves no account"


def test_the_same_role_twice_is_refused(people):
    opened(people.practice, Role.CLINICIAN)
    with pytest.raises(Refused, match="already"):
        opened(people.practice, Role.CLINICIAN)


def test_a_bad_password_is_refused_beside_its_field(people):
    with pytest.raises(Refused) as refused:
        opened(people.practice, Role.CLINICIAN, password="mo.lark12345")
    assert refused.value.field == "password"


def test_an_organisation_that_is_not_there_is_missing(people):
    with pytest.raises(Missing):
        opened(people.clinician.id, Role.CLINICIAN)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_adds_anything(people, role):
    actor = System(role)
    for forbidden in (
        lambda: operations.add_organisation(actor, name="Mine", kind=Kind.PRACTICE),
        lambda: operations.open_account(actor, organisation_id=people.practice, role=Role.CLINICIAN, **FACTS),
    ):
        with pytest.raises(Refused, match="Your role does not allow this"), transaction():
            forbidden()


@pytest.mark.parametrize("role", Role)
def test_a_group_is_added_by_administrators_and_editors_only(app, role):
    if role in {Role.ADMINISTRATOR, Role.DIRECTORY_EDITOR}:
        with transaction():
            assert operations.add_organisation(System(role), name="Ours", kind=Kind.GROUP).kind is Kind.GROUP
        return
    with pytest.raises(Refused, match="Your role does not allow this"), transaction():
        operations.add_organisation(System(role), name="Mine", kind=Kind.GROUP)


def test_additions_are_audited_without_what_they_say(people, audited):
    membership = opened(people.practice, Role.CLINICIAN)
    membership_id = membership.id
    entry = audited("membership.open")[-1]
    assert (entry.subject_id, entry.details["role"]) == (membership_id, "clinician")
    assert not any("lark" in str(entry.details).lower() for entry in audited())


def test_the_membership_used_last_is_the_one_to_start_with(people):
    from_first = opened(people.practice, Role.CLINICIAN)
    second = opened(people.other_practice, Role.CLINICIAN)
    assert queries.last_used(from_first.user) is from_first
    with transaction():
        sessions.begin(second)
    assert queries.last_used(db.session.get(Membership, from_first.id).user).id == second.id
