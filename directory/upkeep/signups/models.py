"""What a group that is not in the directory says of itself, and what an editor answered."""

import uuid

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, Versioned, word
from directory.upkeep.signups.words import State


class GroupSignUp(Versioned, Base):
    """A group's own words about itself; the link that shows them is known here by its SHA-256 only."""

    __tablename__ = "group_sign_up"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(word(State, "state"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    times: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(10))
    telephone: Mapped[str] = mapped_column(String(35))
    website: Mapped[str] = mapped_column(Text)
    charity_number: Mapped[str] = mapped_column(String(20))
    contact_name: Mapped[str] = mapped_column(String(150))
    email: Mapped[str] = mapped_column(String(320))
    shows_email: Mapped[bool]
    proved_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"), index=True)
