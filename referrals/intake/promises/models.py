"""Every day that was promised for first contact, in its order: what became of each can be told from the next."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, word
from referrals.intake.promises.words import Cause


class PromisedDay(Base):
    """One day that was promised. `number` counts a referral's promises from 1; the last is the one that holds.

    `position` is the place in the queue that it was reckoned from, the next being 1. `service_told_at` is when the
    service was warned that it is about to be broken.
    """

    __tablename__ = "referral_promise"
    __table_args__ = (UniqueConstraint("referral_id", "number"), Index(None, "service_id", "promised_on"))

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    number: Mapped[int] = mapped_column(Integer)
    promised_on: Mapped[dt.date]
    cause: Mapped[Cause] = mapped_column(word(Cause, "cause"))
    position: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text, default="")
    made_on: Mapped[dt.date]
    made_by_name: Mapped[str] = mapped_column(String(150))
    service_told_at: Mapped[Moment | None]
