"""What became of asking: a row for each listing that was ever asked about, and one for each address written to."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, Versioned, word
from directory.upkeep.asking.words import Answer, Told


class Mailbox(Base):
    """A published address that letters go to, in small letters: when last, and whether the last one came back."""

    __tablename__ = "asking_mailbox"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    wrote_at: Mapped[Moment | None]
    bounced_at: Mapped[Moment | None]


class Asking(Versioned, Base):
    """How asking about one listing stands: the letters since `asked_at`, what came back, and what an editor wants.

    `wrote_at` is the last letter about it; `yeses` counts “all right” in a row.
    """

    __tablename__ = "listing_asking"

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), unique=True)
    asked_at: Mapped[Moment | None]
    wrote_at: Mapped[Moment | None]
    reminders: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[Moment | None]
    told: Mapped[Told | None] = mapped_column(word(Told, "told"))
    answered_at: Mapped[Moment | None]
    answer: Mapped[Answer | None] = mapped_column(word(Answer, "answer"))
    yeses: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[dt.date | None]
