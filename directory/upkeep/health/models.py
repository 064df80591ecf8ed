"""How true the directory was, a row a day."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class DirectoryDay(Base):
    """One day, as the nightly round found it: `counts` holds {measure: how many of the `listings`}."""

    __tablename__ = "directory_day"
    __table_args__ = (CheckConstraint("listings >= 0", name="counted"),)

    day: Mapped[dt.date] = mapped_column(unique=True)
    listings: Mapped[int]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
