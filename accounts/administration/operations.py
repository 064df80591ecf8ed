"""What an administrator may do: change organisations, invite people, change what they may do, put them out at once."""

import uuid

from accounts import leaving, links, messages, queries, sessions
from accounts.administration import queries as administration
from accounts.models import Membership, Organisation, Purpose, User
from accounts.operations import (
    add_membership,
    add_organisation,
    add_user,
    close_membership,
    demand,
    open_account,
    write_to,
)
from accounts.roles import Kind, Permission, Role
from core import audit, clock
from core.db import check_version, db
from core.outbox import operations as outbox
from core.outbox import queries as messages_kept
from core.refusals import Refused


def change_organisation(
    actor, organisation: Organisation, *, version: int, name: str, ods_code: str | None, telephone: str | None
) -> Organisation:
    """Change what is known of an organisation; its kind stays, because its people's roles follow from it."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    check_version(organisation, version)
    organisation.name, organisation.ods_code, organisation.telephone = name, ods_code or None, telephone or None
    db.session.flush()
    audit.record(actor, "organisation.change", organisation)
    return organisation


def invite(actor, *, name: str, email: str, organisation_id: uuid.UUID, role: Role) -> Membership:
    """Let somebody act for an organisation, and write to them: a link to choose a password, or just the news.

    A person who has an account already keeps the name that stands there.
    """
    demand(actor, Permission.MANAGE_ACCOUNTS)
    user = queries.by_email(email) or add_user(actor, name=name, email=email)
    if user.suspended_at:
        raise Refused("This person is suspended. Lift the suspension before you invite them again.", field="email")
    membership = add_membership(actor, user, organisation_id=organisation_id, role=role)
    write_to(membership)
    return membership


def invite_again(actor, user: User) -> None:
    """Send a new link to somebody who has not chosen a password yet; the one before opens nothing any more."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    usable = queries.open_memberships(user)
    if user.password_hash or not usable:
        raise Refused("Only somebody who can sign in, and has not chosen a password yet, can be invited again.")
    write_to(usable[0])
    audit.record(actor, "account.invite_again", user)


def change_role(actor, membership: Membership, *, version: int, role: Role) -> Membership:
    """Give somebody another role at the same organisation: the old membership ends, with its sessions."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    check_version(membership, version)
    if role is membership.role:
        raise Refused("They have this role already", field="role")
    _end(actor, membership)
    given = add_membership(actor, membership.user, organisation_id=membership.organisation_id, role=role)
    leaving.follow(actor, [membership])
    return given


def end_membership(actor, membership: Membership) -> None:
    """Let somebody no longer act for an organisation in this role; their sessions under it end at once.

    What they leave behind there is seen to by the rooms (leaving.py).
    """
    _end(actor, membership)
    leaving.follow(actor, [membership])


def _end(actor, membership: Membership) -> None:
    demand(actor, Permission.MANAGE_ACCOUNTS)
    if membership.open and membership.role is Role.ADMINISTRATOR:
        _leave_an_administrator(without=membership.user)
    close_membership(actor, membership)


def suspend(actor, user: User) -> None:
    """Put somebody out at once: their sessions end, their links open nothing, nothing lets them in."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    if user.id == actor.id:
        raise Refused("You cannot suspend yourself. Ask another administrator.")
    if user.suspended_at:
        raise Refused("They are suspended already.")
    _leave_an_administrator(without=user)
    user.suspended_at = clock.now()
    db.session.flush()
    leaving.follow(actor, [one for one in user.memberships if one.open])
    sessions.end_all(user.id)
    links.void(user)
    audit.record(actor, "account.suspend", user)


def lift_suspension(actor, user: User) -> None:
    """Let somebody sign in again, with the password that they had."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    if user.suspended_at is None:
        raise Refused("They are not suspended.")
    user.suspended_at = None
    db.session.flush()
    audit.record(actor, "account.lift_suspension", user)


def _leave_an_administrator(*, without: User) -> None:
    able = administration.administrators()
    if without.id in able and able == {without.id}:
        raise Refused("This is the last administrator. Make somebody else an administrator first.")


def try_message_again(actor, message_id: uuid.UUID) -> None:
    """Put a message that failed back in the queue. Raises Missing."""
    demand(actor, Permission.MANAGE_INSTALLATION)
    message = messages_kept.find(message_id)
    outbox.try_again(message)
    audit.record(actor, "message.try_again", message)


def add_first_administrator(actor, *, name: str, email: str, password: str, organisation: str) -> Membership:
    """Let the first administrator in, with an authority to belong to; refused while anybody can administer."""
    if administration.administrators():
        raise Refused("There is an administrator already. They can invite others on the administration pages.")
    authority = add_organisation(actor, name=organisation, kind=Kind.AUTHORITY)
    return open_account(
        actor, name=name, email=email, password=password, organisation_id=authority.id, role=Role.ADMINISTRATOR
    )


def make_reset(actor, user: User, *, send: bool) -> str:
    """Make a link to choose a new password, and send it or leave that to the caller; returns its token."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    if not queries.open_memberships(user):
        raise Refused("This account is suspended or acts for nobody: a new password would not let them in.")
    token = links.make(user, Purpose.RESET)
    if send:
        messages.send_reset(user, token)
    audit.record(actor, "account.reset_make", user, sent=send)
    return token
