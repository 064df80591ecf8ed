"""Sessions as rows: begun at sign-in with a new token, seen, and ended at once."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from accounts.actors import Actor
from accounts.models import Membership, SignIn
from core import clock
from core.db import db, own_transaction
from core.settings import setting

# How often a session in use is written down; its idle limit is exact to within this.
SEEN_EVERY = timedelta(minutes=1)

# What the browser's own cookie may carry over a sign-in: names of things that belong to nobody. Rooms above add theirs.
CARRIED_ON: set[str] = set()


def hashed(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def begin(membership: Membership) -> Actor:
    """A new session for this membership, with a new token."""
    token = secrets.token_urlsafe(32)
    row = SignIn(token_hash=hashed(token), user_id=membership.user_id, membership_id=membership.id, seen_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return Actor(membership, token=token, session_id=row.id)


def actor_of(token: str) -> Actor | None:
    """Who the token's session belongs to, if it is open: not ended, not idle, not too old, nobody suspended."""
    row = db.session.scalar(select(SignIn).where(SignIn.token_hash == hashed(token)))
    if row is None or not _is_open(row):
        return None
    actor = Actor(row.membership, token=token, session_id=row.id)
    if clock.now() - row.seen_at >= SEEN_EVERY:
        _note_seen(row.id)
    return actor


def _is_open(row: SignIn) -> bool:
    now = clock.now()
    return (
        row.ended_at is None
        and row.user.suspended_at is None
        and row.membership.open
        and now - row.seen_at < setting("SESSION_IDLE")
        and now - row.created_at < setting("SESSION_LONGEST")
    )


def _note_seen(session_id: uuid.UUID) -> None:
    """Write down that the session is in use; a busy database must not keep anybody from reading."""
    try:
        with own_transaction():
            db.session.execute(update(SignIn).where(SignIn.id == session_id).values(seen_at=clock.now()))
    except OperationalError:
        db.session.rollback()


def end(session_id: uuid.UUID) -> None:
    """End one session."""
    db.session.execute(
        update(SignIn).where(SignIn.id == session_id, SignIn.ended_at.is_(None)).values(ended_at=clock.now())
    )


def end_all(user_id: uuid.UUID, *, but: uuid.UUID | None = None) -> None:
    """End every session of a user, or every other one than `but`."""
    ended = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    db.session.execute((ended.where(SignIn.id != but) if but else ended).values(ended_at=clock.now()))


def end_of_membership(membership_id: uuid.UUID) -> None:
    """End the sessions that act under one membership."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.membership_id == membership_id, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
