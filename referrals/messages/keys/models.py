"""A key for a clinical system: of one organisation, and of the clinician who answers for what is sent with it."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Membership, Organisation, User
from accounts.roles import GRANTS, Permission
from core.db import Base, Moment, Versioned


class ApiKey(Versioned, Base):
    """A key; only the SHA-256 of it is kept, so that nobody can read it here again.

    Whoever has `membership` is the referrer of everything that is sent with it, and gets the service's answers.
    """

    __tablename__ = "api_key"

    name: Mapped[str] = mapped_column(String(100))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    membership_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("membership.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    last_used_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    withdrawn_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id], lazy="joined")
    membership: Mapped[Membership] = relationship(foreign_keys=[membership_id], lazy="joined")
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])

    @property
    def is_open(self) -> bool:
        """Whether it has not been withdrawn."""
        return self.withdrawn_at is None

    @property
    def can_refer(self) -> bool:
        """Whether the clinician that it acts for may still refer for this organisation."""
        member = self.membership
        at_work = member.open and member.user.suspended_at is None
        return at_work and member.role in GRANTS[Permission.MAKE_REFERRALS]

    @property
    def state_words(self) -> str:
        """Whether it lets anything in, as people read it."""
        if not self.is_open:
            return "Withdrawn"
        return "In use" if self.can_refer else "Lets nothing in: the clinician no longer works there"
