"""The organisations and accounts of the demonstration: opened once, listed whenever somebody asks who can sign in."""

import unicodedata

from accounts import operations
from accounts.actors import Actor, System
from accounts.roles import Kind, Role
from core.identifiers import telephone
from demonstration.content import read

SYSTEM = System()


def open_house() -> dict[str, Actor | dict[str, Actor]]:
    """Add every organisation and open every account. Returns actors by staff key, then by organisation key."""
    organisations = {one["key"]: _add(one) for one in read("house")["organisations"]}
    return {one["key"]: _open(one, organisations) for one in read("house")["staff"]}


def _add(one: dict):
    return operations.add_organisation(
        SYSTEM,
        name=one["name"],
        kind=Kind(one["kind"]),
        ods_code=one.get("ods_code"),
        telephone=telephone.parse(one["telephone"]),
    ).id


def _open(one: dict, organisations: dict) -> dict[str, Actor]:
    return {
        organisation: Actor(
            operations.open_account(
                SYSTEM,
                name=one["name"],
                email=email(one["name"]),
                password=read("house")["password"],
                organisation_id=organisations[organisation],
                role=Role(role),
            )
        )
        for organisation, role in one["at"]
    }


def email(name: str) -> str:
    """The address of somebody called `name`: without a title, in plain letters, where no mail is delivered."""
    plain = unicodedata.normalize("NFKD", name.removeprefix("Dr ")).encode("ascii", "ignore").decode()
    return f"{'.'.join(plain.lower().split())}@footbridge.example"


def accounts() -> list[tuple[str, str, str]]:
    """Who can sign in: the role with the profession, the e-mail address, the password."""
    return [(_role(one), email(one["name"]), read("house")["password"]) for one in read("house")["staff"]]


def _role(one: dict) -> str:
    words = Role(one["at"][0][1]).words
    return words if one["profession"].lower() == words.lower() else f"{words} ({one['profession']})"


def account_lines() -> list[str]:
    """The accounts as lines of three columns."""
    rows = accounts()
    role_width, email_width = (max(len(row[column]) for row in rows) for column in (0, 1))
    return [f"{role:<{role_width}}  {address:<{email_width}}  {password}" for role, address, password in rows]
