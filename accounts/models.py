"""Organisations, the people who work in them, their memberships, and the links and sessions that let them in."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.roles import Kind, Role
from core.db import Base, Moment, Versioned, word


class Organisation(Versioned, Base):
    """A practice, a social prescribing service, a community group or an authority, as somebody's employer."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("name <> ''", name="named"),)

    name: Mapped[str] = mapped_column(String(150))
    kind: Mapped[Kind] = mapped_column(word(Kind, "kind"))
    ods_code: Mapped[str | None] = mapped_column(String(9), unique=True)
    telephone: Mapped[str | None] = mapped_column(String(35))


class User(Versioned, Base):
    """Somebody with an e-mail address; what they may do comes from their memberships."""

    __tablename__ = "user_account"

    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(150))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    suspended_at: Mapped[Moment | None]
    memberships: Mapped[list["Membership"]] = relationship(back_populates="user", order_by="Membership.created_at")

    @property
    def state_words(self) -> str:
        """Whether they can sign in, as people read it."""
        if self.suspended_at:
            return "Suspended"
        return "Can sign in" if self.password_hash else "Invited, has not chosen a password"


class Membership(Versioned, Base):
    """A user's role at one organisation; ended, never deleted, because history points at it."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id", "role"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role, "role"))
    ended_at: Mapped[Moment | None]
    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(lazy="joined")

    @property
    def open(self) -> bool:
        """Whether it still lets somebody act."""
        return self.ended_at is None


class SignIn(Base):
    """A session: a row, so that signing out, suspension and a new password end it at once.

    `token_hash` is the SHA-256 of a random token that only the browser's cookie holds.
    """

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    membership_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("membership.id"))
    seen_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    user: Mapped[User] = relationship(lazy="joined")
    membership: Mapped[Membership] = relationship(lazy="joined")


class Purpose(StrEnum):
    """What a link lets somebody do, once."""

    INVITATION = "invitation"
    RESET = "reset"


class Link(Base):
    """A single-use, expiring link sent by mail; only the SHA-256 of its token is kept."""

    __tablename__ = "account_link"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[Purpose] = mapped_column(word(Purpose, "purpose"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    user: Mapped[User] = relationship(lazy="joined")

    def open_at(self, moment: datetime) -> bool:
        """Whether it can still be used at `moment`."""
        return self.used_at is None and moment < self.expires_at
