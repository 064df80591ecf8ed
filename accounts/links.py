"""Single-use links: made with a random token, found again by it, used once, void when a newer one is sent."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from accounts.models import Link, Purpose, User
from accounts.sessions import hashed
from core import clock
from core.db import db

LASTS = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}


def make(user: User, purpose: Purpose) -> str:
    """A new link's token (256 random bits); links sent to this person before it open nothing any more."""
    void(user)
    token = secrets.token_urlsafe(32)
    db.session.add(Link(token_hash=hashed(token), purpose=purpose, user=user, expires_at=clock.now() + LASTS[purpose]))
    db.session.flush()
    return token


def find(token: str) -> Link | None:
    """The link with this token while it opens something: not used, not expired, its person not suspended."""
    link = db.session.scalar(select(Link).where(Link.token_hash == hashed(token)))
    return link if link and link.open_at(clock.now()) and link.user.suspended_at is None else None


def use(link: Link) -> bool:
    """Use it up; False if somebody else has done so in the meantime."""
    now = clock.now()
    still_open = update(Link).where(Link.id == link.id, Link.used_at.is_(None), Link.expires_at > now)
    return db.session.execute(still_open.values(used_at=now)).rowcount == 1


def void(user: User) -> None:
    """Let no link that was sent to this person open anything any more."""
    waiting = update(Link).where(Link.user_id == user.id, Link.used_at.is_(None), Link.expires_at > clock.now())
    db.session.execute(waiting.values(expires_at=clock.now()))
