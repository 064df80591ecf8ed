"""Pairs of listings that may be the same: their points, the reasons, and what an editor decided."""

import uuid

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, Versioned, word
from directory.exchange.duplicates.words import State


class DuplicatePair(Versioned, Base):
    """Two listings, the smaller id on the left; a decision stays for ever."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("left_id", "right_id"),
        Index("ix_duplicate_pair_state_points", "state", "points"),
    )

    left_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"))
    right_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"))
    points: Mapped[int]
    reasons: Mapped[list] = mapped_column(JSON)
    state: Mapped[State] = mapped_column(word(State, "state"), default=State.OPEN)
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[Moment | None]
