"""Drafts of referrals: whose each is and until when, and the answers, sealed."""

import uuid

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment


class Draft(Base):
    """What one clinician has written for one practice and not sent. Nothing of the person stands outside `sealed`."""

    __tablename__ = "referral_draft"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[Moment]
    ends_at: Mapped[Moment] = mapped_column(index=True)


class Prefill(Base):
    """What a practice's clinical system has handed over for a referral, until one of its clinicians fetches it."""

    __tablename__ = "referral_prefill"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    ends_at: Mapped[Moment] = mapped_column(index=True)
