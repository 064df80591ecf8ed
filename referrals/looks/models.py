"""Who looked through a service's queue on which day."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment


class QueueLook(Base):
    """One day of one service's queue: the first who looked through it, and when its leads heard that nobody had."""

    __tablename__ = "queue_look"
    __table_args__ = (UniqueConstraint("service_id", "day"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    day: Mapped[dt.date]
    looked_at: Mapped[Moment | None]
    looked_by_name: Mapped[str | None] = mapped_column(String(150))
    told_at: Mapped[Moment | None]
