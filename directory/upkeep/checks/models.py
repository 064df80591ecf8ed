"""Tables of the checks on groups: the history of each, what services ask for, and when a group was written to."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import AppendOnly, Base, Versioned, word
from directory.upkeep.checks.words import Act, Kind


class GroupCheck(AppendOnly, Base):
    """One line of the history of one check on an organization: `turn` counts them from 1, and the newest counts.

    Never the number of a certificate, nor who was checked.
    """

    __tablename__ = "group_check"
    __table_args__ = (UniqueConstraint("organization_id", "kind", "turn"),)

    organization_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[Kind] = mapped_column(word(Kind, "kind"))
    turn: Mapped[int]
    act: Mapped[Act] = mapped_column(word(Act, "act"))
    since: Mapped[dt.date | None]
    until: Mapped[dt.date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    what_was_seen: Mapped[str | None] = mapped_column(Text)
    seen_on: Mapped[dt.date | None]
    reason: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    by_name: Mapped[str] = mapped_column(String(200))


class CheckRule(Versioned, Base):
    """Which checks a social prescribing service asks for before an introduction, by their codes.

    `needed_at_home` are asked for besides where somebody of the group visits people at home.
    """

    __tablename__ = "check_rule"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    needed: Mapped[list[str]] = mapped_column(JSON)
    needed_at_home: Mapped[list[str]] = mapped_column(JSON)
    warn_only: Mapped[bool]


class CheckAsked(Base):
    """A group was written to, on a day, about checks that ended or end soon."""

    __tablename__ = "check_asked"
    __table_args__ = (UniqueConstraint("organization_id", "asked_on"),)

    organization_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organization.id"))
    asked_on: Mapped[dt.date]
