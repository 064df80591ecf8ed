"""Words with somebody who waits for first contact: they do not begin the work, so they stop no clock."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import AppendOnly, Base, word
from referrals.words import Method


class WordWhileWaiting(Base, AppendOnly):
    """One letter or call to say that somebody is not forgotten; `words` are a note for the service's own people."""

    __tablename__ = "word_while_waiting"
    __table_args__ = (Index(None, "referral_id", "had_on"),)

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"))
    had_on: Mapped[dt.date]
    method: Mapped[Method] = mapped_column(word(Method, "method"))
    words: Mapped[str] = mapped_column(Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(150))
