"""Conversations with the person, and the attempts at one that failed."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core.db import AppendOnly, Base, Moment, word
from referrals.words import Attendance, Method


class Conversation(Base, AppendOnly):
    """One conversation or attempt: when it happened, when it was written down, how, who was there, what was said.

    `minutes` is its length, 0 to 600. A mistake is mended by another entry, which `corrects` this one, never by
    changing it; only the latest entry about a conversation counts.
    """

    __tablename__ = "conversation"

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("conversation.id"), unique=True)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    happened_at: Mapped[Moment] = mapped_column(index=True)
    recorded_at: Mapped[Moment]
    method: Mapped[Method] = mapped_column(word(Method, "method"))
    attendance: Mapped[Attendance] = mapped_column(word(Attendance, "attendance"))
    who_was_there: Mapped[str | None] = mapped_column(String(200))
    minutes: Mapped[int | None] = mapped_column(Integer)
    what_matters: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    next_step: Mapped[str | None] = mapped_column(Text)
    next_step_on: Mapped[dt.date | None]
    author: Mapped[User] = relationship(lazy="joined")
