"""Documents of a referral: what they are called and who added them, and apart from that their bytes."""

import uuid

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Moment, Versioned
from referrals.attachments.contents import ENDINGS
from referrals.intake.models import Referral


class Attachment(Versioned, Base):
    """One document. `size` is in bytes. What was removed keeps its row, and loses its bytes."""

    __tablename__ = "attachment"

    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Integer)
    added_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    added_by_name: Mapped[str] = mapped_column(String(150))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    added_at: Mapped[Moment]
    removed_at: Mapped[Moment | None]
    removed_by_name: Mapped[str | None] = mapped_column(String(150))
    referral: Mapped[Referral] = relationship(lazy="joined")

    @property
    def kind(self) -> str:
        """PDF, JPG or PNG."""
        return ENDINGS[self.media_type][1:].upper()

    @property
    def kilobytes(self) -> int:
        """Its size in kilobytes, at least 1."""
        return max(1, round(self.size / 1024))


class AttachmentContent(Base):
    """The bytes of one document, in a table of their own: lists do not read them."""

    __tablename__ = "attachment_content"

    attachment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attachment.id"), unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
