"""What a lead answered to a proposal that came out of returned referrals."""

import datetime as dt
import uuid

from sqlalchemy import Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Lesson(Base):
    """One answer: `quarter` is its first day, `reason` the code for which referrals came back."""

    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("service_id", "quarter", "reason"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    quarter: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(String(40))
    taken: Mapped[bool] = mapped_column(Boolean(name="taken"))
    decided_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
