"""The demonstration's accounts: opened by the operations of accounts, with addresses where no mail is delivered."""

import pytest

from accounts import passwords
from accounts.roles import Kind, Role
from core.db import transaction
from demonstration import house
from demonstration.content import read


@pytest.mark.parametrize(("name", "address"), [
    ("Dr Ewa Zielińska", "ewa.zielinska@footbridge.example"),
    ("Siobhán Keane", "siobhan.keane@footbridge.example"),
])  # fmt: skip
def test_an_address_is_a_name_in_plain_letters(name, address):
    assert house.email(name) == address


def test_the_password_is_long_and_not_easily_guessed():
    password = read("house")["password"]
    assert len(password) >= 15
    assert all(passwords.problem(password, about=(one["name"],)) is None for one in read("house")["staff"])


def test_everybody_can_act_where_they_work(app):
    with transaction():
        staff = house.open_house()
    assert len(staff) == 20
    assert {actor.role for places in staff.values() for actor in places.values()} == set(Role) - {Role.VISITOR}
    first, second = staff["morgan"].values()
    assert first.id == second.id and first.organisation_id != second.organisation_id
    assert {first.organisation_kind, second.organisation_kind} == {Kind.PRACTICE}


def test_accounts_are_listed_in_columns():
    lines = house.account_lines()
    assert len({line.index("@footbridge") for line in lines}) > 1
    assert len({line.index(read("house")["password"]) for line in lines}) == 1
    assert "Clinician (physiotherapist)" in lines[5] and lines[8].startswith("Service lead  ")
