"""A person's connection with a listed group, and what became of it."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import AppendOnly, Base, Moment, Versioned, word
from directory.listings.models import Service
from referrals.intake.models import Agreement
from referrals.words import ConnectionKind, ConnectionState, DidNotStart


class Connection(Versioned, Base):
    """An introduction, or a signpost, which shares nothing about the person and so has no agreement."""

    __tablename__ = "connection"
    __table_args__ = (
        CheckConstraint("(kind = 'signpost') = (agreement_id is null)", name="introduction_has_agreement"),
    )

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    listing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), index=True)
    kind: Mapped[ConnectionKind] = mapped_column(word(ConnectionKind, "connection_kind"))
    agreement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agreement.id"))
    state: Mapped[ConnectionState] = mapped_column(word(ConnectionState, "connection_state"))
    did_not_start: Mapped[DidNotStart | None] = mapped_column(word(DidNotStart, "did_not_start"))
    note: Mapped[str | None] = mapped_column(Text)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    listing: Mapped[Service] = relationship(lazy="joined")
    agreement: Mapped[Agreement | None] = relationship(lazy="joined")
    events: Mapped[list["ConnectionEvent"]] = relationship(order_by="ConnectionEvent.recorded_at")


class ConnectionEvent(Base, AppendOnly):
    """One thing that became of a connection."""

    __tablename__ = "connection_event"

    connection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("connection.id"), index=True)
    state: Mapped[ConnectionState] = mapped_column(word(ConnectionState, "state"))
    reason: Mapped[DidNotStart | None] = mapped_column(word(DidNotStart, "reason"))
    words: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(150))
    happened_at: Mapped[Moment]
    recorded_at: Mapped[Moment]
