"""The table of roles: complete, and no wider than it is meant to be."""

import pytest

from accounts.actors import System, Visitor
from accounts.roles import GRANTS, ROLES_AT, Kind, Permission, Role, may


def test_every_permission_is_granted_to_somebody():
    assert set(GRANTS) == set(Permission)
    assert all(GRANTS.values())


def test_every_role_but_the_visitor_belongs_to_a_kind_of_organisation():
    assert set(ROLES_AT) == set(Kind)
    assert frozenset().union(*ROLES_AT.values()) == set(Role) - {Role.VISITOR}


def test_administrators_exist_only_at_an_authority():
    assert [kind for kind, roles in ROLES_AT.items() if Role.ADMINISTRATOR in roles] == [Kind.AUTHORITY]


def test_a_visitor_may_read_search_sign_in_and_ask_for_support_and_nothing_else():
    may_do = {permission for permission in Permission if may(Visitor(), permission)}
    assert may_do == {
        Permission.READ_PUBLIC_PAGES,
        Permission.FIND_LISTINGS,
        Permission.SIGN_IN,
        Permission.ASK_FOR_SUPPORT,
    }


def test_nobody_but_an_administrator_manages_accounts(role):
    assert may(System(role), Permission.MANAGE_ACCOUNTS) == (role is Role.ADMINISTRATOR)


def test_an_administrator_has_no_part_in_referrals():
    referrals = (Permission.MAKE_REFERRALS, Permission.FOLLOW_REFERRALS, Permission.WORK_REFERRALS)
    assert not any(may(System(Role.ADMINISTRATOR), permission) for permission in referrals)


def test_an_unknown_permission_is_a_mistake():
    with pytest.raises(KeyError):
        may(Visitor(), "fly")


def test_words_are_written_as_people_read_them():
    assert [kind.words for kind in Kind] == [
        "Practice",
        "Social prescribing service",
        "Community group",
        "Authority",
    ]
    assert Role.IG_LEAD.words == "Information governance lead"
