"""What is asked of sign-ups: what a link shows, which of them wait, what is in the directory already."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from accounts.roles import Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from directory.listings import queries as listings
from directory.listings.models import Service
from directory.listings.to_settle import ToSettle
from directory.upkeep.signups.models import GroupSignUp
from directory.upkeep.signups.words import State

PROVED_WITHIN = timedelta(days=7)
MOST_ALIKE = 5


def hashed(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def find_by_token(token: str) -> GroupSignUp:
    """What the link shows. Raises Missing, also a week after it was sent if nobody has proved the address by then."""
    found = db.session.scalar(select(GroupSignUp).where(GroupSignUp.token_hash == hashed(token)))
    if found is None or (found.state is State.UNPROVED and found.created_at < clock.now() - PROVED_WITHIN):
        raise Missing
    return found


def find(actor, sign_up_id: uuid.UUID) -> GroupSignUp:
    """One sign-up whose address is proved, for an editor. Raises Missing."""
    found = db.session.get(GroupSignUp, sign_up_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None or found.state is State.UNPROVED:
        raise Missing
    return found


def waiting() -> Sequence[GroupSignUp]:
    """The sign-ups that wait for an editor, the oldest first."""
    rows = select(GroupSignUp).where(GroupSignUp.state == State.WAITING)
    return db.session.scalars(rows.order_by(GroupSignUp.proved_at, GroupSignUp.id)).all()


def alike(actor, sign_up: GroupSignUp) -> list[Service]:
    """Listings that have every word of its name in theirs, or in their organisation's."""
    return listings.index(actor, words=sign_up.name)[0][:MOST_ALIKE]


def for_editors() -> list[ToSettle]:
    """What waits for an editor, the longest first."""
    return [ToSettle(one.id, None, one.proved_at, one.name) for one in waiting()]


def how_many() -> int:
    """How many sign-ups wait."""
    return db.session.scalar(select(func.count(GroupSignUp.id)).where(GroupSignUp.state == State.WAITING))
