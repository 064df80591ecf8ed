"""Who belongs to a group: as its own people may know it, which is less than an administrator knows."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from accounts.models import Membership, SignIn, User
from accounts.roles import Permission, Role, may
from core.db import db
from core.refusals import Missing


@dataclass(frozen=True)
class Representative:
    """Somebody of the group. Until they have acted for it, no more is told of them than what was typed to invite them.

    So nobody can find out by an invitation whether an address has an account here, or what its owner is called.
    """

    membership: Membership
    acted: bool

    @property
    def id(self) -> uuid.UUID:
        """The id of the membership, as addresses have it."""
        return self.membership.id

    @property
    def email(self) -> str:
        """Their address."""
        return self.membership.user.email

    @property
    def name(self) -> str:
        """What the group may call them: their name, or before they have come only their address."""
        return self.membership.user.name if self.acted else self.email


def people(organisation_id: uuid.UUID) -> list[Representative]:
    """The representatives of a group, those who have acted for it first, then by address."""
    rows = select(Membership).join(User).where(*_open_at(organisation_id)).order_by(User.email)
    found = [_as_told(one) for one in db.session.scalars(rows)]
    return sorted(found, key=lambda one: not one.acted)


def find(actor, representative_id: uuid.UUID) -> Representative:
    """A representative of the actor's own group. Raises Missing."""
    found = db.session.get(Membership, representative_id) if may(actor, Permission.KEEP_OWN_LISTINGS) else None
    if found is None or (found.organisation_id, found.role) != (actor.organisation_id, Role.GROUP_REPRESENTATIVE):
        raise Missing
    return _as_told(found)


def keeps_going_without(membership: Membership) -> bool:
    """Whether somebody is left who has acted for the group and is not suspended."""
    rows = select(Membership.id).join(User).where(*_open_at(membership.organisation_id), User.suspended_at.is_(None))
    acting = select(SignIn.membership_id).where(SignIn.membership_id.in_(rows), SignIn.membership_id != membership.id)
    return db.session.scalar(acting.limit(1)) is not None


def _open_at(organisation_id: uuid.UUID) -> tuple:
    return (
        Membership.organisation_id == organisation_id,
        Membership.role == Role.GROUP_REPRESENTATIVE,
        Membership.ended_at.is_(None),
    )


def _as_told(membership: Membership) -> Representative:
    acted = select(SignIn.id).where(SignIn.membership_id == membership.id).limit(1)
    return Representative(membership, db.session.scalar(acted) is not None)
