"""What was looked for in vain, and what people told of it; neither knows a moment, a person or a full postcode."""

import datetime as dt

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class UnmetNeed(Base):
    """One search that found nothing, and how many `times` it was made in the `month` (its first day)."""

    __tablename__ = "unmet_need"
    __table_args__ = (UniqueConstraint("month", "words", "filters", "district"),)

    created_at = None  # the moment would tell more than the month

    month: Mapped[dt.date]
    words: Mapped[str] = mapped_column(String(100))
    filters: Mapped[str] = mapped_column(String(400))
    district: Mapped[str] = mapped_column(String(60))
    times: Mapped[int]


class ToldNeed(Base):
    """What somebody wrote of a search that found nothing: what was needed, and what would have helped."""

    __tablename__ = "told_need"

    created_at = None

    month: Mapped[dt.date] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(String(100))
    filters: Mapped[str] = mapped_column(String(400))
    district: Mapped[str] = mapped_column(String(60))
    need: Mapped[str] = mapped_column(Text)
    would_help: Mapped[str] = mapped_column(Text)
