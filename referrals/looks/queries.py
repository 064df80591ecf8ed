"""Whether a queue was looked through, and which queues nobody looked through."""

import datetime as dt
import uuid

from sqlalchemy import func, select

from core import clock
from core.db import db
from core.settings import setting
from core.working_days import is_working_day
from referrals.intake.models import Referral
from referrals.intake.queries import staffed
from referrals.looks.models import QueueLook
from referrals.workflow import WAITING


def on(service_id: uuid.UUID, day: dt.date) -> QueueLook | None:
    """What is known of this queue on `day`; None if nobody looked and nobody was told."""
    return db.session.scalar(select(QueueLook).where(QueueLook.service_id == service_id, QueueLook.day == day))


def is_time_to_remind(now: dt.datetime) -> bool:
    """Whether people who should have looked by now hear of it: on a working day, from QUEUE_LOOK_HOUR in London on."""
    local = now.astimezone(clock.LONDON)
    return is_working_day(local.date()) and local.hour >= setting("QUEUE_LOOK_HOUR")


def unseen(now: dt.datetime) -> list[uuid.UUID]:
    """The services in whose queue somebody waits, and which nobody has looked through or heard of on this day.

    None before QUEUE_LOOK_HOUR, in London, and none on a day that is no working day.
    """
    if not is_time_to_remind(now):
        return []
    done = select(QueueLook.service_id).where(QueueLook.day == now.astimezone(clock.LONDON).date())
    rows = select(Referral.service_id).where(Referral.status.in_(WAITING), ~Referral.service_id.in_(done))
    return list(db.session.scalars(rows.distinct().order_by(Referral.service_id)))


def unowned(now: dt.datetime) -> list[uuid.UUID]:
    """The services in whose queue somebody waits and at which nobody works, when people hear of such things."""
    if not is_time_to_remind(now):
        return []
    rows = select(Referral.service_id).where(Referral.status.in_(WAITING), Referral.service_id.not_in(staffed()))
    return list(db.session.scalars(rows.distinct().order_by(Referral.service_id)))


def waiting(service_id: uuid.UUID) -> int:
    """How many wait in one queue."""
    rows = select(func.count()).where(Referral.status.in_(WAITING), Referral.service_id == service_id)
    return db.session.scalar(rows)


def oldest(service_id: uuid.UUID, most: int) -> list[Referral]:
    """Those that have waited longest in one queue, `most` at most."""
    rows = select(Referral).where(Referral.status.in_(WAITING), Referral.service_id == service_id)
    return list(db.session.scalars(rows.order_by(Referral.submitted_at, Referral.id).limit(most)))
