"""Which message of a clinical system became which referral, so that the same one sent again is not another."""

import uuid

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import AppendOnly, Base
from referrals.intake.models import Referral
from referrals.messages.keys.models import ApiKey


class ReceivedMessage(Base, AppendOnly):
    """A message that was taken: the identifier that its sender gave it, and a keyed hash of what it asked."""

    __tablename__ = "received_message"
    __table_args__ = (UniqueConstraint("organisation_id", "system", "identifier"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_key.id"))
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    system: Mapped[str] = mapped_column(Text)
    identifier: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64))

    referral: Mapped[Referral] = relationship()
    key: Mapped[ApiKey] = relationship()
