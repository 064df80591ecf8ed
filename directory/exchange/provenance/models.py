"""What each source said of a listing last, and the fields where it and the directory say different things."""

import uuid
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, word
from directory.exchange.provenance.words import Choice


class ListingSource(Base):
    """What one source said last of one listing, whatever it says here by now.

    `document` is in the directory's own shape. `dates` holds {field: when the source first said what it says now}, for
    the fields on top; `said_hash` tells the source's record, as it came, from any other. `missed` counts the complete
    fetches in a row in which it was not; from two on it is flagged.
    """

    __tablename__ = "listing_source"
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(200))
    source_id: Mapped[str] = mapped_column(String(200))
    said_hash: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict] = mapped_column(JSON)
    dates: Mapped[dict] = mapped_column(JSON)
    missed: Mapped[int] = mapped_column(default=0)
    flagged_at: Mapped[Moment | None]


class FieldConflict(Base):
    """One field that was changed here and, to something else, by its source; open until somebody settles it."""

    __tablename__ = "field_conflict"
    __table_args__ = (Index("ix_field_conflict_service_id_settled_at", "service_id", "settled_at"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(200))
    path: Mapped[str] = mapped_column(Text)
    ours: Mapped[Any] = mapped_column(JSON)
    theirs: Mapped[Any] = mapped_column(JSON)
    choice: Mapped[Choice | None] = mapped_column(word(Choice, "choice"))
    settled_at: Mapped[Moment | None]
    settled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    settled_by_name: Mapped[str | None] = mapped_column(String(150))
