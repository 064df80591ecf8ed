"""The counts of looks: a row for each listing and day on which its page was opened."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class ListingLook(Base):
    """How many `times` the listing's page was opened on that `day` in London; it knows no moment and no person."""

    __tablename__ = "listing_look"
    __table_args__ = (UniqueConstraint("service_id", "day"),)

    created_at = None

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    day: Mapped[dt.date] = mapped_column(index=True)
    times: Mapped[int]
