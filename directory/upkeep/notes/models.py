"""A note on a listing that only those read who work for one organisation."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Moment, Versioned
from directory.listings.models import Service


class ListingNote(Versioned, Base):
    """What somebody wrote for the colleagues of their organisation; `author_name` wrote or changed it last."""

    __tablename__ = "listing_note"
    __table_args__ = (
        CheckConstraint("text <> ''", name="written"),
        Index("ix_listing_note_organisation_id_service_id", "organisation_id", "service_id"),
    )

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(150))
    written_at: Mapped[Moment]
    service: Mapped[Service] = relationship(lazy="select")
