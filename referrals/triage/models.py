"""The rules by which a service has its answers suggested, as its lead has ordered them."""

import uuid
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation
from core.db import Base, Versioned, word
from referrals.triage.words import Suggested


class TriageRule(Versioned, Base):
    """One rule of one service: if all its `conditions` hold, its answer is suggested; the lowest `place` goes first.

    A service without rows has the rules that are shipped (`rules.SHIPPED`). `reason` is a code of the answer's reasons.
    """

    __tablename__ = "triage_rule"
    __table_args__ = (Index(None, "service_id", "place"),)

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    place: Mapped[int] = mapped_column(Integer)
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer: Mapped[Suggested] = mapped_column(word(Suggested, "answer"))
    reason: Mapped[str | None] = mapped_column(String(40))
    redirect_to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    words: Mapped[str] = mapped_column(Text)

    redirect_to: Mapped[Organisation | None] = relationship(foreign_keys=[redirect_to_id], lazy="joined")
