"""The people of a group: who may let whom in and out, and what nobody finds out by trying."""

import pytest

from accounts import queries as accounts
from accounts import sessions
from accounts.administration import operations as administration
from accounts.groups import operations, queries
from accounts.models import Membership, User
from accounts.roles import Kind
from core.db import db, transaction
from core.refusals import Missing, Refused, TooMany
from tests.support.people import SYSTEM

NEW = {"name": "Ivy New", "email": "ivy@footbridge.example"}


def come(membership_id) -> None:
    """Sign in under it, as whoever was invited does."""
    with transaction():
        sessions.begin(db.session.get(Membership, membership_id))


def invite(actor, **facts):
    with transaction():
        return operations.invite(actor, **NEW | facts).id


def names(people) -> list[str]:
    """What the group is told of its people, but of Nell, who never signs in here."""
    own = people.group_representative.membership_id
    return [one.name for one in queries.people(people.group) if one.id != own]


def test_a_representative_invites_another_who_is_written_to(people, letters):
    invite(people.group_representative)
    assert [kind for _, kind, *_ in letters("ivy@footbridge.example")] == ["invitation"]
    assert names(people) == ["ivy@footbridge.example"]


def test_nobody_finds_out_who_has_an_account(people, letters):
    """A clinician's address and one that nobody knows look alike, until their owner comes."""
    known = invite(people.group_representative, name="Whoever", email=people.clinician.email)
    assert names(people) == [people.clinician.email]
    come(known)
    assert names(people) == ["Dr Priya Shah"]
    assert db.session.get(User, people.clinician.id).name == "Dr Priya Shah"


def test_a_suspended_account_looks_like_any_other_and_is_not_written_to(people, letters):
    with transaction():
        administration.suspend(SYSTEM, accounts.user(people.clinician.id))
    invite(people.group_representative, email=people.clinician.email)
    assert names(people) == [people.clinician.email]
    assert letters(people.clinician.email) == []


def test_whoever_is_in_already_is_written_to_again(people, letters):
    assert invite(people.group_representative) == invite(people.group_representative)
    assert len(letters("ivy@footbridge.example")) == 2


def test_ten_a_day(people):
    for number in range(operations.MOST_INVITED):
        invite(people.group_representative, email=f"somebody.{number}@footbridge.example")
    with pytest.raises(TooMany):
        invite(people.group_representative)


def test_an_editor_opens_a_group_and_lets_somebody_in(people):
    with transaction():
        group = operations.open_group(people.directory_editor, name="Kite Makers")
        operations.let_in(people.directory_editor, organisation_id=group.id, **NEW)
        assert group.kind is Kind.GROUP
    with pytest.raises(Refused):
        operations.open_group(people.group_representative, name="Another")


def test_nobody_lets_people_into_other_organisations(people):
    for actor, place in (
        (people.group_representative, people.other_group),
        (people.directory_editor, people.practice),
        (people.clinician, people.practice),
        (people.clinician, people.group),
    ):
        with pytest.raises(Missing), transaction():
            operations.let_in(actor, organisation_id=place, **NEW)
    assert accounts.by_email(NEW["email"]) is None


def test_the_last_who_has_come_cannot_go(people):
    own = people.group_representative.membership_id
    come(own)
    invited = invite(people.group_representative)
    with pytest.raises(Refused, match="last person"), transaction():
        operations.end(people.group_representative, db.session.get(Membership, own))
    come(invited)
    with transaction():
        operations.end(people.group_representative, db.session.get(Membership, own))
    assert [one.id for one in queries.people(people.group)] == [invited]


def test_a_representative_of_another_group_is_not_there(people):
    theirs = people.other_group_representative.membership_id
    with pytest.raises(Missing):
        queries.find(people.group_representative, theirs)
    with pytest.raises(Missing), transaction():
        operations.end(people.group_representative, db.session.get(Membership, theirs))
    with pytest.raises(Missing):
        queries.find(people.group_representative, people.clinician.membership_id)
