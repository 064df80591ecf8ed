"""What somebody watches, who is to be told of it, and what has happened since they were."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from accounts.models import Membership, User
from accounts.roles import GRANTS, Permission
from core.db import db
from directory.listings.models import ListingChange, Service
from directory.upkeep.watching.models import Watch


def watched_by(actor) -> list[Watch]:
    """What this person watches, by name."""
    question = select(Watch).join(Watch.service).where(Watch.user_id == actor.id)
    return list(db.session.scalars(question.order_by(func.lower(Service.name), Service.id)))


def watch_of(user_id: uuid.UUID | None, service_id: uuid.UUID) -> Watch | None:
    """This person's watch on this listing, if they have one."""
    return db.session.scalar(select(Watch).where(Watch.user_id == user_id, Watch.service_id == service_id))


def watches_anything(user_id: uuid.UUID) -> bool:
    """Whether this person watches any listing."""
    return db.session.scalar(select(Watch.id).where(Watch.user_id == user_id).limit(1)) is not None


def readers() -> list[uuid.UUID]:
    """The people who watch something and may still do so."""
    may_watch = Membership.ended_at.is_(None) & Membership.role.in_(GRANTS[Permission.WATCH_LISTINGS])
    members = select(Membership.user_id).join(User).where(may_watch, User.suspended_at.is_(None))
    return list(db.session.scalars(select(Watch.user_id).where(Watch.user_id.in_(members)).distinct()))


def watches_of(user_id: uuid.UUID) -> Sequence[Watch]:
    """What this person watches, by name, kept from every other writer until the transaction ends."""
    question = select(Watch).where(Watch.user_id == user_id).order_by(Watch.id).with_for_update(of=Watch)
    return sorted(db.session.scalars(question), key=lambda one: (one.service.name.lower(), str(one.id)))


def changes_since(watch: Watch, *, until: dt.datetime) -> list[ListingChange]:
    """What others did to the listing after this person was told last and up to `until`, the oldest first."""
    question = select(ListingChange).where(
        ListingChange.service_id == watch.service_id,
        ListingChange.created_at > watch.told_until,
        ListingChange.created_at <= until,
        ListingChange.actor_id.is_distinct_from(watch.user_id),
    )
    return list(db.session.scalars(question.order_by(ListingChange.created_at, ListingChange.id)))
