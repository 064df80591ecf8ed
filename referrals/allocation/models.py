"""How each link worker works at a service, when they are away, and whom a person wishes to be with."""

import datetime as dt
import uuid

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Versioned, word
from referrals.allocation.terms import Away, Terms
from referrals.allocation.words import Gender


class Post(Versioned, Base):
    """A link worker's post at a service: hours a week with people, and what they bring.

    `areas` are postcode districts (PO1), `practices` ids of organisations; an empty list means all. `skills` are
    codes of Reason. `most` is how many people they can carry at once, None for no limit but their hours.
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("user_id", "service_id"),
        CheckConstraint("weekly_hours > 0", name="hours"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    weekly_hours: Mapped[float] = mapped_column(Float)
    base_postcode: Mapped[str | None] = mapped_column(String(8))
    areas: Mapped[list[str]] = mapped_column(JSON)
    practices: Mapped[list[str]] = mapped_column(JSON)
    skills: Mapped[list[str]] = mapped_column(JSON)
    languages: Mapped[list[str]] = mapped_column(JSON)
    gender: Mapped[Gender | None] = mapped_column(word(Gender, "gender"))
    most: Mapped[int | None] = mapped_column(Integer)
    leave: Mapped[list["Leave"]] = relationship(order_by="Leave.begins_on", lazy="selectin")

    @property
    def terms(self) -> Terms:
        """The same as plain facts."""
        return Terms(
            weekly_hours=self.weekly_hours,
            base_postcode=self.base_postcode,
            areas=tuple(self.areas),
            practices=tuple(self.practices),
            skills=tuple(self.skills),
            languages=tuple(self.languages),
            gender=self.gender,
            most=self.most,
            leave=tuple(Away(one.begins_on, one.ends_on) for one in self.leave),
        )


class Leave(Base):
    """Days on which somebody is away, the first and the last included. Why is nobody's business here."""

    __tablename__ = "leave"
    __table_args__ = (CheckConstraint("begins_on <= ends_on", name="in_order"),)

    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post.id"), index=True)
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]


class Wish(Versioned, Base):
    """The gender of the link worker that a person asked for; without a row they asked for none."""

    __tablename__ = "link_worker_wish"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    gender: Mapped[Gender] = mapped_column(word(Gender, "wished_gender"))
