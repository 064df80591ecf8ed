"""What may be done with the people of a group: make the group, let somebody in, put somebody out."""

import uuid
from datetime import timedelta

from accounts import queries as accounts
from accounts.groups import queries
from accounts.models import Membership, Organisation
from accounts.operations import add_membership, add_organisation, add_user, close_membership, write_to
from accounts.roles import Kind, Permission, Role, may
from core import audit, limits
from core.db import hold
from core.refusals import Missing, Refused

WITHIN = timedelta(days=1)
MOST_INVITED = 10
MANY = "Your group has invited many people today. Try again tomorrow."
LAST = (
    "You are the last person of this group who has signed in. "
    "Invite somebody else first, and wait until they have signed in for the group."
)


def open_group(actor, *, name: str) -> Organisation:
    """Add a community group that people can act for; for editors."""
    return add_organisation(actor, name=name[:150], kind=Kind.GROUP)


def let_in(actor, *, organisation_id: uuid.UUID, name: str, email: str) -> Membership:
    """Let somebody represent a group and write to them; for editors and the group's own people. Raises Missing.

    Nothing tells whether the address has an account here, nor whether that is suspended: then nothing is sent, and
    nobody can sign in. Somebody who represents the group already is written to once more.
    """
    _must_keep(actor, organisation_id)
    user = accounts.by_email(email) or add_user(actor, name=name, email=email)
    known = [one for one in user.memberships if one.open and one.organisation_id == organisation_id]
    role = Role.GROUP_REPRESENTATIVE
    membership = known[0] if known else add_membership(actor, user, organisation_id=organisation_id, role=role)
    if user.suspended_at is None:
        write_to(membership)
    return membership


def invite(actor, *, name: str, email: str) -> Membership:
    """Let somebody represent the actor's own group. Raises TooMany after ten within a day."""
    if actor.organisation_id is None:
        raise Missing
    limits.hold("invite to group", str(actor.organisation_id), most=MOST_INVITED, within=WITHIN, words=MANY)
    limits.count_here("invite to group", str(actor.organisation_id))
    return let_in(actor, organisation_id=actor.organisation_id, name=name, email=email)


def end(actor, membership: Membership) -> None:
    """Let somebody no longer represent the group; refused if nobody would be left who acts for it. Raises Missing."""
    _must_keep(actor, membership.organisation_id)
    hold(membership.organisation)  # two who end each other's in one moment must not both succeed
    if not queries.keeps_going_without(membership):
        raise Refused(LAST)
    close_membership(actor, membership)
    audit.record(actor, "group.put_out", membership.organisation, membership=str(membership.id))


def _must_keep(actor, organisation_id: uuid.UUID) -> None:
    organisation = accounts.organisation(organisation_id)
    own = may(actor, Permission.KEEP_OWN_LISTINGS) and actor.organisation_id == organisation_id
    if organisation.kind is not Kind.GROUP or not (own or may(actor, Permission.EDIT_DIRECTORY)):
        raise Missing
