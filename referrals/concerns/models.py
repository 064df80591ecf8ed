"""A safeguarding concern about a referral, what was written about it, and who at a service is to look at it."""

import uuid

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core import clock
from core.db import AppendOnly, Base, Moment, Versioned, word
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.intake.models import Referral


class Concern(Versioned, Base):
    """Somebody's worry that a person or a child may come to harm.

    `look_by` is when a lead must have looked at it. It is open until it is settled, whatever becomes of the referral.
    """

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("(outcome is null) = (settled_at is null)", name="settled"),
        Index("ix_concern_service_id_settled_at", "service_id", "settled_at"),
    )

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[ConcernKind | None] = mapped_column(word(ConcernKind, "concern_kind"))
    raised_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    raised_by_name: Mapped[str] = mapped_column(String(150))
    raised_at: Mapped[Moment]
    look_by: Mapped[Moment]
    looked_at: Mapped[Moment | None]
    looked_by_name: Mapped[str | None] = mapped_column(String(150))
    reminded_at: Mapped[Moment | None]
    outcome: Mapped[ConcernOutcome | None] = mapped_column(word(ConcernOutcome, "concern_outcome"))
    further_outcomes: Mapped[list[str]] = mapped_column(JSON, default=list)
    settled_at: Mapped[Moment | None]
    settled_by_name: Mapped[str | None] = mapped_column(String(150))
    referral: Mapped[Referral] = relationship(lazy="joined")
    notes: Mapped[list["ConcernNote"]] = relationship(order_by="ConcernNote.number", lazy="selectin")

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return self.settled_at is None

    @property
    def came_along(self) -> bool:
        """Whether it was raised at another service, and came with the referral."""
        return self.referral.redirected_from_id is not None and self.raised_at <= self.referral.submitted_at

    @property
    def is_late(self) -> bool:
        """Whether a lead should have looked at it by now and has not."""
        return self.is_open and self.looked_at is None and clock.now() > self.look_by

    @property
    def outcome_words(self) -> list[str]:
        """Everything that came of it, as people read it; empty while it is open."""
        return [ConcernOutcome(code).words for code in (self.outcome, *self.further_outcomes) if code]

    @property
    def what(self) -> str:
        """What it is about, as people read it."""
        return self.kind.words if self.kind else "Not said yet"


class ConcernNote(Base, AppendOnly):
    """What somebody wrote about a concern. Never changed: a mistake is mended by another note."""

    __tablename__ = "concern_note"

    concern_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("concern.id"), index=True)
    number: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(150))
    written_at: Mapped[Moment]


class SafeguardingLead(Versioned, Base):
    """Whom a service has named to look at its concerns first."""

    __tablename__ = "safeguarding_lead"

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    lead_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    lead: Mapped[User] = relationship(lazy="joined")
