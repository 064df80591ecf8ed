"""Groups that said that what a listing offers has stopped: an editor retires it."""

import uuid

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from directory.listings.models import Service


class GroupEnding(Base):
    """A group's word that it has stopped: why, and who does it now, where they said so."""

    __tablename__ = "group_ending"

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    who_now: Mapped[str] = mapped_column(Text, default="")
    service: Mapped[Service] = relationship(lazy="joined")
