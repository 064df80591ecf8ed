"""What somebody watches, who is to be told of it, and what has happened since they were."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

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
    """The people who watch something that changed since they were told last, and who may still watch it."""
    may_watch = Membership.ended_at.is_(None) & Membership.role.in_(GRANTS[Permission.WATCH_LISTINGS])
    members = select(Membership.user_id).join(User).where(may_watch, User.suspended_at.is_(None))
    changed = select(Watch.user_id).join(ListingChange, _unheard()).where(Watch.user_id.in_(members))
    return sorted(db.session.scalars(changed.distinct()))


def _unheard() -> ColumnElement[bool]:
    """Of a watch and a change, that somebody else changed the listing after the watcher was told last."""
    return (
        (ListingChange.service_id == Watch.service_id)
        & (ListingChange.created_at > Watch.told_until)
        & ListingChange.actor_id.is_distinct_from(Watch.user_id)
    )


def watches_of(user_id: uuid.UUID) -> Sequence[Watch]:
    """What this person watches, by name, kept from every other writer until the transaction ends."""
    question = select(Watch).where(Watch.user_id == user_id).order_by(Watch.id).with_for_update(of=Watch)
    return sorted(db.session.scalars(question), key=lambda one: (one.service.name.lower(), str(one.id)))


def unheard_by(user_id: uuid.UUID, *, until: dt.datetime) -> dict[uuid.UUID, list[ListingChange]]:
    """What became, up to `until`, of each listing that this person watches, by its id, the oldest change first."""
    question = select(ListingChange).join(Watch, _unheard()).where(Watch.user_id == user_id)
    found: dict[uuid.UUID, list[ListingChange]] = {}
    for change in db.session.scalars(
        question.where(ListingChange.created_at <= until).order_by(ListingChange.created_at, ListingChange.id)
    ):
        found.setdefault(change.service_id, []).append(change)
    return found
