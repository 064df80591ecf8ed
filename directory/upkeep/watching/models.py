"""Who wants to hear of which listing, and up to when they have been told."""

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Moment
from directory.listings.models import Service


class Watch(Base):
    """One person's watch on one listing: `told_until` is the moment up to which they know what became of it."""

    __tablename__ = "listing_watch"
    __table_args__ = (UniqueConstraint("user_id", "service_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), index=True)
    told_until: Mapped[Moment]
    # When a letter last went to them about any of their listings: one a day at most.
    written_at: Mapped[Moment | None]
    service: Mapped[Service] = relationship(lazy="joined", innerjoin=True)
