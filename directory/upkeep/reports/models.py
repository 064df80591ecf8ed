"""The tables of reports: what is wrong, and the addresses of those whom the end of it was promised."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Moment, Versioned, word
from directory.listings.models import Service
from directory.upkeep.reports.words import Answer, Outcome, Reason


class ProblemReport(Versioned, Base):
    """Something that is wrong with a listing, said `times` times; nothing here tells who said so."""

    __tablename__ = "problem_report"
    __table_args__ = (
        CheckConstraint("times > 0", name="counted"),
        CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        Index("ix_problem_report_service_id_settled_at", "service_id", "settled_at"),
    )

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"))
    reason: Mapped[Reason] = mapped_column(word(Reason, "reason"))
    words: Mapped[str] = mapped_column(Text, default="")
    times: Mapped[int] = mapped_column(default=1)
    # When the group and when the editors were written to about it; a letter tells of all that had come by then.
    group_told_at: Mapped[Moment | None]
    editors_told_at: Mapped[Moment | None]
    # What the group says.
    answer: Mapped[Answer | None] = mapped_column(word(Answer, "answer"))
    answer_words: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[Moment | None]
    # What an editor did.
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome, "outcome"))
    settled_at: Mapped[Moment | None] = mapped_column(index=True)
    settled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    settled_by_name: Mapped[str | None] = mapped_column(String(150))
    service: Mapped[Service] = relationship(lazy="joined", innerjoin=True)
    promises: Mapped[list["Promise"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class Promise(Base):
    """An address to which the end of a report was promised; deleted as soon as it has been told."""

    __tablename__ = "problem_report_promise"
    __table_args__ = (UniqueConstraint("report_id", "email"),)

    report_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("problem_report.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(320))
