"""The claim of a listing: who says that it is their group's, how that can be checked, and what was decided."""

import uuid

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Moment, Versioned, word
from directory.listings.models import Service
from directory.upkeep.claims.words import Proof, State


class ListingClaim(Versioned, Base):
    """Somebody who wants to keep a listing; `part` is what they do in the group, `words` how an editor can check."""

    __tablename__ = "listing_claim"

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    email: Mapped[str] = mapped_column(String(320))
    part: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    proof: Mapped[Proof] = mapped_column(word(Proof, "proof"))
    state: Mapped[State] = mapped_column(word(State, "state"), index=True)
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    service: Mapped[Service] = relationship(lazy="joined")
