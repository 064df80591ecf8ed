"""What an administrator's pages ask: lists of organisations and people, and who is left to administer."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from core.db import db
from core.outbox import queries as outbox
from core.outbox.models import Message, State
from core.refusals import Missing

MOST_SHOWN = 100
WITH_MEMBERSHIPS = selectinload(User.memberships)


@dataclass(frozen=True)
class Found:
    """The first of what was found, and how many there are in all."""

    shown: list[Any]
    total: int


def organisations(words: str = "") -> Found:
    """Organisations whose name or ODS code holds `words`, by name."""
    return _found(_holding(select(Organisation), words, Organisation.name, Organisation.ods_code), Organisation.name)


def people(words: str = "") -> Found:
    """People whose name or e-mail address holds `words`, by name."""
    return _found(_holding(select(User).options(WITH_MEMBERSHIPS), words, User.name, User.email), User.name)


def everybody() -> list[User]:
    """All accounts, by e-mail address."""
    return list(db.session.scalars(select(User).options(WITH_MEMBERSHIPS).order_by(User.email)))


def _holding(rows: Select, words: str, *columns) -> Select:
    held = [column.icontains(words, autoescape=True) for column in columns]
    return rows.where(or_(*held)) if words else rows


def _found(rows: Select, order) -> Found:
    total = db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery()))
    return Found(list(db.session.scalars(rows.order_by(func.lower(order)).limit(MOST_SHOWN))), total)


def members(organisation: Organisation) -> list[Membership]:
    """Who belongs to an organisation or did, the open memberships first."""
    rows = select(Membership).join(User).where(Membership.organisation_id == organisation.id)
    return sorted(db.session.scalars(rows.order_by(func.lower(User.name))), key=lambda one: not one.open)


def membership(membership_id: uuid.UUID) -> Membership:
    """The membership; raises Missing."""
    if (found := db.session.get(Membership, membership_id)) is None:
        raise Missing
    return found


def administrators() -> set[uuid.UUID]:
    """The ids of the people who can administer now.

    On PostgreSQL their rows stay locked until the end of the transaction, so that two administrators who put
    each other out at the same moment do not both succeed.
    """
    return set(db.session.scalars(select(User.id).join(Membership).where(*_ADMINISTERS).with_for_update()))


def who_administers() -> list[User]:
    """The same people, by name, to be written to; nothing is locked."""
    able = select(Membership.user_id).join(User).where(*_ADMINISTERS)
    return list(db.session.scalars(select(User).where(User.id.in_(able)).order_by(User.name, User.id)))


_ADMINISTERS = (
    Membership.role == Role.ADMINISTRATOR,
    Membership.ended_at.is_(None),
    User.suspended_at.is_(None),
    User.password_hash.is_not(None),
)


def failed_messages() -> list[Message]:
    """The latest messages that could not be delivered."""
    return outbox.latest(State.FAILED)


def bounced_messages() -> list[Message]:
    """The latest messages to addresses that nobody reads."""
    return outbox.latest(State.BOUNCED)
