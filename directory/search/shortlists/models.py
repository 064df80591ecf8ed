"""Shared shortlists, and how often each listing was handed over; no table here has a place for a person helped."""

import uuid

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core import clock
from core.db import Base, Moment, word
from directory.listings.models import Service
from directory.search.shortlists.words import Handed


class Shortlist(Base):
    """Listings that a link shows to whoever has it: only the hash of its token is kept."""

    __tablename__ = "shortlist"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    note: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    items: Mapped[list["ShortlistItem"]] = relationship(
        order_by="ShortlistItem.sequence", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def open(self) -> bool:
        """Whether its link opens it: not withdrawn, not past its time."""
        return self.withdrawn_at is None and self.expires_at > clock.now()


class ShortlistItem(Base):
    """One listing on a shared shortlist, at its place in the order."""

    __tablename__ = "shortlist_item"
    __table_args__ = (UniqueConstraint("shortlist_id", "service_id"),)

    shortlist_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("shortlist.id", ondelete="CASCADE"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    sequence: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    service: Mapped[Service] = relationship(lazy="joined")


class Signposting(Base):
    """One listing handed over once: `key` is that of the form, so that the same form sent again counts once."""

    __tablename__ = "signposting"
    __table_args__ = (UniqueConstraint("key", "service_id"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    how: Mapped[Handed] = mapped_column(word(Handed, "how"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    key: Mapped[str] = mapped_column(String(40))
