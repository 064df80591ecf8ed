"""What organisations and accounts are made of: adding them, and letting people act for organisations or no longer."""

import uuid

from accounts import links, messages, passwords, queries, sessions
from accounts.models import Membership, Organisation, Purpose, User
from accounts.roles import ROLES_AT, Kind, Permission, Role, may
from core import audit, clock, constraints
from core.db import db
from core.refusals import Refused

constraints.explain("uq_user_account_email", "Somebody has an account with this email address already", field="email")
constraints.explain("uq_organisation_ods_code", "Another organisation has this ODS code", field="ods_code")
constraints.explain("ck_organisation_named", "Enter the name of the organisation", field="name")


def demand(actor, permission: Permission) -> None:
    """Raise Refused unless the actor may; pages ask too, but shell and API come straight here."""
    if not may(actor, permission):
        raise Refused("Your role does not allow this.")


def add_organisation(
    actor, *, name: str, kind: Kind, ods_code: str | None = None, telephone: str | None = None
) -> Organisation:
    """Add an organisation that people can belong to; an editor of the directory may add a community group."""
    demand(actor, _adding(actor, kind))
    organisation = Organisation(name=name, kind=kind, ods_code=ods_code or None, telephone=telephone or None)
    db.session.add(organisation)
    db.session.flush()
    audit.record(actor, "organisation.add", organisation, kind=kind)
    return organisation


def _adding(actor, kind: Kind) -> Permission:
    """What it takes to add an organisation of this kind."""
    by_editor = kind is Kind.GROUP and may(actor, Permission.EDIT_DIRECTORY)
    return Permission.EDIT_DIRECTORY if by_editor else Permission.MANAGE_ACCOUNTS


def open_account(actor, *, name: str, email: str, password: str, organisation_id: uuid.UUID, role: Role) -> Membership:
    """Give somebody a membership and, if they are new here, an account with this password.

    For the shell and the demonstration; people in pages are invited and choose their own password.
    """
    demand(actor, Permission.MANAGE_ACCOUNTS)
    user = queries.by_email(email)
    if user is None:
        user = add_user(actor, name=name, email=email, password_hash=passwords.hashed(good(password, name, email)))
    return add_membership(actor, user, organisation_id=organisation_id, role=role)


def good(password: str, *about: str) -> str:
    """The password itself; raises Refused if it is too short, too long or easy to guess."""
    if words := passwords.problem(password, about=about):
        raise Refused(words, field="password")
    return password


def add_user(actor, *, name: str, email: str, password_hash: str | None = None) -> User:
    """An account that belongs nowhere yet."""
    user = User(name=name, email=queries.kept_email(email), password_hash=password_hash, memberships=[])
    db.session.add(user)
    db.session.flush()
    audit.record(actor, "account.add", user)
    return user


def add_membership(actor, user: User, *, organisation_id: uuid.UUID, role: Role) -> Membership:
    """Let somebody act in `role` for an organisation; what they had there before in that role is opened again."""
    organisation = queries.organisation(organisation_id)
    if role not in ROLES_AT[organisation.kind]:
        raise Refused(f"Nobody can be a {role.words.lower()} at a {organisation.kind.words.lower()}", field="role")
    membership = next((m for m in user.memberships if (m.organisation_id, m.role) == (organisation_id, role)), None)
    if membership is None:
        membership = Membership(user=user, organisation=organisation, role=role)
        db.session.add(membership)
    elif membership.open:
        raise Refused(f"They are a {role.words.lower()} at {organisation.name} already", field="role")
    membership.ended_at = None
    db.session.flush()
    audit.record(actor, "membership.open", membership, user=str(user.id), organisation=str(organisation.id), role=role)
    return membership


def close_membership(actor, membership: Membership) -> None:
    """Let somebody no longer act under it, for a caller who has asked whether `actor` may; its sessions end at once."""
    if not membership.open:
        raise Refused("This has ended already.")
    membership.ended_at = clock.now()
    db.session.flush()
    sessions.end_of_membership(membership.id)
    if not queries.open_memberships(membership.user):
        links.void(membership.user)
    audit.record(actor, "membership.end", membership, user=str(membership.user_id), role=membership.role)


def write_to(membership: Membership) -> None:
    """Send a link to choose a password, or to somebody who has chosen one just the news."""
    if membership.user.password_hash:
        messages.tell_of_membership(membership)
    else:
        messages.invite(membership, links.make(membership.user, Purpose.INVITATION))
