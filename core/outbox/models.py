"""The outbox: one row a message, from waiting to sent, failed or bounced; and who wants no more of them."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, word


class State(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DISCARDED = "discarded"
    # The mail system says that nobody can be reached at this address.
    BOUNCED = "bounced"


class Message(Base):
    """A message; what it says is cleared once it has gone, because it may hold a link that opens something.

    `html` says the same as `text`, for those who read mail as pages; `stop` is the whole address at which the reader
    can stop such messages.
    """

    __tablename__ = "outbox_message"

    recipient: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    stop: Mapped[str | None] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(60))
    about: Mapped[str | None] = mapped_column(String(60))
    about_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    state: Mapped[State] = mapped_column(word(State, "state"), default=State.WAITING, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Moment] = mapped_column(index=True)
    claimed_until: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    bounced_at: Mapped[Moment | None] = mapped_column(index=True)
    problem: Mapped[str | None] = mapped_column(String(200))

    @property
    def message_id(self) -> str:
        """The same at every try, so that a mail system can recognise a message that it was given twice."""
        return f"<{self.id}@footbridge.invalid>"

    def age(self, now: datetime) -> float:
        """Seconds since it was written."""
        return (now - self.created_at).total_seconds()

    def clear(self) -> None:
        """Keep no longer what it says."""
        self.text = self.html = self.stop = None


class MailStop(Base):
    """Somebody who wants no more of the messages that can be stopped; known by the hash of their address."""

    __tablename__ = "mail_stop"

    who: Mapped[str] = mapped_column(String(64), unique=True)
