"""What is asked of the outbox: how it stands, which messages are in which state, who wants no more of them."""

import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from core import clock
from core.db import db
from core.outbox.models import MailStop, Message, State
from core.refusals import Missing

OUR_ID = re.compile(r"<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@footbridge\.invalid>?")


@dataclass(frozen=True)
class Standing:
    """How the outbox stands: counts, and the age in seconds of the oldest message whose time to go has come."""

    waiting: int
    failed: int
    overdue_seconds: int
    bounced: int = 0


def standing() -> Standing:
    """How many wait, how many failed, and how long the oldest due one has been waiting for a sender."""
    counts = dict(db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all())
    oldest = db.session.scalar(select(func.min(Message.due_at)).where(Message.state == State.WAITING))
    overdue = max(0, int((clock.now() - oldest).total_seconds())) if oldest else 0
    return Standing(
        *(counts.get(state, 0) for state in (State.WAITING, State.FAILED)), overdue, counts.get(State.BOUNCED, 0)
    )


def latest(state: State | None = None, limit: int = 100) -> list[Message]:
    """The latest messages, of one state or of all."""
    rows = select(Message).order_by(Message.created_at.desc()).limit(limit)
    return list(db.session.scalars(rows.where(Message.state == state) if state else rows))


def was_posted(kind: str, about_id: uuid.UUID, *, since: datetime) -> bool:
    """Whether a message of this kind about this row was written from that moment on, whatever became of it."""
    rows = select(Message.id).where(Message.about_id == about_id, Message.kind == kind, Message.created_at >= since)
    return db.session.scalar(rows.limit(1)) is not None


def find(message_id: uuid.UUID) -> Message:
    """The message; raises Missing."""
    if (message := db.session.get(Message, message_id)) is None:
        raise Missing
    return message


def sent_as(message_id: str) -> Message | None:
    """The message with this Message-ID, as a report of a mail system quotes it; None if it is none of ours."""
    found = OUR_ID.search(message_id)
    return db.session.get(Message, uuid.UUID(found.group(1))) if found else None


def has_stopped(email: str) -> bool:
    """Whether whoever reads this address wants no more of the messages that can be stopped."""
    return has_stopped_hashed(hashed(email))


def has_stopped_hashed(who: str) -> bool:
    """The same of an address of which only the hash is known."""
    return db.session.scalar(select(MailStop.id).where(MailStop.who == who)) is not None


def all_stopped() -> frozenset[str]:
    """Who wants no more of them, as `hashed` has their addresses: for whoever asks of many."""
    return frozenset(db.session.scalars(select(MailStop.who)))


def hashed(email: str) -> str:
    """What is kept of an address that wants no mail: enough to know it again, capitals aside."""
    return hashlib.sha256(email.strip().casefold().encode("utf-8", "surrogatepass")).hexdigest()
