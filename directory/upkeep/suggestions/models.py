"""What a group said its listing is about, and what an editor made of it."""

import uuid

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Moment, Versioned, word
from directory.listings.models import Service
from directory.upkeep.suggestions.words import State


class TopicSuggestion(Versioned, Base):
    """Topics for one listing: ids of ours, or `words` of the group's own. It stays, whatever was decided.

    `given` are the ids of the topics that an editor gave the listing because of it; `email` is where the answer goes.
    """

    __tablename__ = "topic_suggestion"
    __table_args__ = (
        Index("ix_topic_suggestion_state_created_at", "state", "created_at"),
        CheckConstraint("(state = 'open') = (decided_at is null)", name="decided"),
    )

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    topics: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    suggested_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    suggested_by_name: Mapped[str] = mapped_column(String(150))
    email: Mapped[str | None] = mapped_column(String(320))
    state: Mapped[State] = mapped_column(word(State, "state"), default=State.OPEN)
    given: Mapped[list[str]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_by_name: Mapped[str | None] = mapped_column(String(150))
    service: Mapped[Service] = relationship(lazy="select")
