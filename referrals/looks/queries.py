"""Whether a queue was looked through, and which queues nobody looked through."""

import datetime as dt
import uuid

from sqlalchemy import func, select

from core.db import db
from referrals.intake.models import Referral
from referrals.looks.models import QueueLook
from referrals.workflow import WAITING


def on(service_id: uuid.UUID, day: dt.date) -> QueueLook | None:
    """What is known of this queue on `day`; None if nobody looked and nobody was told."""
    return db.session.scalar(select(QueueLook).where(QueueLook.service_id == service_id, QueueLook.day == day))


def unseen(day: dt.date) -> dict[uuid.UUID, int]:
    """How many wait in each queue that nobody looked through on `day` and whose leads have not heard so."""
    done = select(QueueLook.service_id).where(QueueLook.day == day)
    rows = select(Referral.service_id, func.count()).where(Referral.status.in_(WAITING), ~Referral.service_id.in_(done))
    return dict(db.session.execute(rows.group_by(Referral.service_id)).all())


def oldest(service_id: uuid.UUID, most: int) -> list[Referral]:
    """Those that have waited longest in one queue, `most` at most."""
    rows = select(Referral).where(Referral.status.in_(WAITING), Referral.service_id == service_id)
    return list(db.session.scalars(rows.order_by(Referral.submitted_at, Referral.id).limit(most)))
