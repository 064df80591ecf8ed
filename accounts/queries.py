"""What is asked about users and their memberships."""

import uuid

from sqlalchemy import func, select

from accounts.models import Membership, Organisation, SignIn, User
from core import clock
from core.db import db
from core.refusals import Missing
from core.settings import setting


def kept_email(email: str) -> str:
    """An address as it is kept: one mailbox is one account, however its capitals were typed."""
    return email.strip().lower()


def by_email(email: str) -> User | None:
    """The user with this address, if there is one."""
    return db.session.scalar(select(User).where(User.email == kept_email(email)))


def known(email: str) -> User:
    """The user with this address; raises Missing."""
    if (found := by_email(email)) is None:
        raise Missing
    return found


def user(user_id: uuid.UUID) -> User:
    """The user; raises Missing."""
    if (found := db.session.get(User, user_id)) is None:
        raise Missing
    return found


def organisation(organisation_id: uuid.UUID) -> Organisation:
    """The organisation; raises Missing."""
    if (found := db.session.get(Organisation, organisation_id)) is None:
        raise Missing
    return found


def open_memberships(user: User) -> list[Membership]:
    """The memberships under which this person can act, oldest first; none while they are suspended."""
    return [one for one in user.memberships if one.open] if user.suspended_at is None else []


def last_used(user: User) -> Membership | None:
    """The open membership under which they acted last, otherwise their oldest open one."""
    usable = open_memberships(user)
    latest = select(SignIn.membership_id).where(SignIn.user_id == user.id).order_by(SignIn.created_at.desc())
    before = db.session.scalar(latest.where(SignIn.membership_id.in_([one.id for one in usable])).limit(1))
    return next((one for one in usable if one.id == before), usable[0] if usable else None)


def open_elsewhere(actor) -> int:
    """How many other sessions of this person may still be open."""
    now = clock.now()
    return db.session.scalar(
        select(func.count()).where(
            SignIn.user_id == actor.id,
            SignIn.id != actor.session_id,
            SignIn.ended_at.is_(None),
            SignIn.seen_at > now - setting("SESSION_IDLE"),
            SignIn.created_at > now - setting("SESSION_LONGEST"),
        )
    )
