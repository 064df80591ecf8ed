"""The safeguarding note, in a table of its own: nothing that reads a referral reads it by the way."""

import uuid

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core.db import AppendOnly, Base, word
from referrals.intake.safeguarding.words import Concern


class SafeguardingNote(Base, AppendOnly):
    """The answer that came with a referral, and what was said of the concern. Never in a message, export or print."""

    __tablename__ = "safeguarding_note"

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    answer: Mapped[Concern] = mapped_column(word(Concern, "answer"))
    words: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    author: Mapped[User] = relationship(lazy="joined")
