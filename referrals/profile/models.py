"""The table of what each service takes and promises; what is empty is as the installation says."""

import datetime as dt
import uuid

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import AppendOnly, Base, Versioned, word
from referrals.profile.words import Taking


class ServiceProfile(Versioned, Base):
    """What `facts.Profile` says of one service, under the same names. A fact that is null is the default."""

    __tablename__ = "service_profile"

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    minimum_age: Mapped[int | None] = mapped_column(Integer)
    maximum_age: Mapped[int | None] = mapped_column(Integer)
    practices: Mapped[list[str]] = mapped_column(JSON, default=list)
    areas: Mapped[list[str]] = mapped_column(JSON, default=list)
    area_stops: Mapped[bool] = mapped_column(Boolean(name="area_stops"), default=True)
    reasons_not_taken: Mapped[list[str]] = mapped_column(JSON, default=list)
    reason_stops: Mapped[bool] = mapped_column(Boolean(name="reason_stops"), default=True)
    state: Mapped[Taking] = mapped_column(word(Taking, "state"), default=Taking.TAKING)
    state_words: Mapped[str] = mapped_column(Text, default="")
    paused_until: Mapped[dt.date | None]
    weekly_places: Mapped[int | None] = mapped_column(Integer)
    first_contact_days: Mapped[int | None] = mapped_column(Integer)
    urgent_contact_days: Mapped[int | None] = mapped_column(Integer)
    answer_days: Mapped[int | None] = mapped_column(Integer)
    keep_in_touch_days: Mapped[int | None] = mapped_column(Integer)
    draft_days: Mapped[int | None] = mapped_column(Integer)
    urgent_numbers: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    public_form: Mapped[bool] = mapped_column(Boolean(name="public_form"), default=False)
    pre_checks: Mapped[list[dict]] = mapped_column(JSON, default=list)
    alternatives: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class PreCheckAnswer(Base, AppendOnly):
    """What was answered to a service's question before a referral was filled in: its words as they stood then."""

    __tablename__ = "pre_check_answer"
    __table_args__ = (UniqueConstraint("referral_id", "number"),)

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"))
    number: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[bool] = mapped_column(Boolean(name="answer"))
