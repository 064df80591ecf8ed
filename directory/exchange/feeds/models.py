"""Feeds, what became of each time that one was read, and the records that were refused."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, Versioned, word
from directory.exchange.feeds.words import FeedKind, Licence, RunState


class Feed(Versioned, Base):
    """Another directory that listings come from; `source` is what its listings carry, and never changes."""

    __tablename__ = "feed"
    __table_args__ = (
        UniqueConstraint("name"),
        UniqueConstraint("source"),
        CheckConstraint("name <> ''", name="named"),
    )

    name: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(200))
    kind: Mapped[FeedKind] = mapped_column(word(FeedKind, "kind"))
    url: Mapped[str | None] = mapped_column(Text)
    licence: Mapped[Licence] = mapped_column(word(Licence, "licence"), default=Licence.UNKNOWN)
    licence_words: Mapped[str] = mapped_column(Text, default="")
    attribution: Mapped[str] = mapped_column(Text, default="")
    # Asked for by somebody; until then no other run of it may begin; and the last complete run.
    due_at: Mapped[Moment | None]
    held_until: Mapped[Moment | None]
    fetched_at: Mapped[Moment | None]


class FeedRun(Base):
    """One reading of a feed: how it ended, and how many records became what."""

    __tablename__ = "feed_run"
    __table_args__ = (Index("ix_feed_run_feed_id_created_at", "feed_id", "created_at"),)

    feed_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("feed.id"))
    state: Mapped[RunState] = mapped_column(word(RunState, "state"), default=RunState.RUNNING)
    actor_name: Mapped[str] = mapped_column(String(150))
    finished_at: Mapped[Moment | None]
    standard: Mapped[str] = mapped_column(String(40), default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    read: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    conflicts: Mapped[int] = mapped_column(default=0)
    flagged: Mapped[int] = mapped_column(default=0)


class FeedRefusal(Base):
    """A record that could not be a listing, and why."""

    __tablename__ = "feed_refusal"

    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("feed_run.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    source_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
