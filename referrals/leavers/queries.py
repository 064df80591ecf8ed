"""Who has left a service, or is suspended, and still has people there."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import aliased

from accounts.models import Membership, User
from accounts.roles import GRANTS, Permission
from core.db import db
from referrals.caseload.queries import HELD
from referrals.intake.models import Referral
from referrals.intake.queries import visible_to

WORKING = GRANTS[Permission.WORK_REFERRALS]


class Left(NamedTuple):
    """Somebody who cannot work here any more, and how many people are still with them."""

    user: User
    people: int


def left_behind(actor) -> list[Left]:
    """Everybody who has left the actor's service, or is suspended, and whose people nobody else has, by name.

    Begins from who has left, so that a long caseload is not looked through where nobody has.
    """
    gone = set(gone_from(actor.organisation_id))
    if not gone:
        return []
    mine = visible_to(actor).where(*HELD, Referral.link_worker_id.in_(gone)).with_only_columns(Referral.id)
    rows = select(User, func.count()).join(Referral, Referral.link_worker_id == User.id).where(Referral.id.in_(mine))
    rows = rows.group_by(User.id).order_by(User.name, User.id)
    return [Left(user, people) for user, people in db.session.execute(rows)]


def gone_from(service_id: uuid.UUID) -> Iterable[uuid.UUID]:
    """The ids of those who could be given a referral here once, and cannot now."""
    once = select(Membership.user_id).where(Membership.organisation_id == service_id, Membership.role.in_(WORKING))
    return db.session.scalars(once.where(~_works_at(service_id, Membership.user_id)).distinct())


def has_gone(referral: Referral) -> bool:
    """Whether the link worker who has this referral cannot work it any more."""
    if referral.link_worker_id is None or not referral.is_open:
        return False
    return not db.session.scalar(select(_works_at(referral.service_id, referral.link_worker_id)))


def with_somebody(user_id: uuid.UUID, service_id: uuid.UUID) -> list[str]:
    """The references of the people whom this link worker has at this service, in their order."""
    rows = select(Referral.reference).where(*HELD, Referral.link_worker_id == user_id)
    return list(db.session.scalars(rows.where(Referral.service_id == service_id).order_by(Referral.reference)))


def without_anybody(service_id: uuid.UUID) -> list[str]:
    """The references at this service whose link worker cannot work there any more."""
    rows = select(Referral.reference).where(*_abandoned(), Referral.service_id == service_id)
    return list(db.session.scalars(rows.order_by(Referral.reference)))


def services() -> list[uuid.UUID]:
    """The services that have such people, for the round."""
    rows = select(Referral.service_id).where(*_abandoned()).distinct()
    return list(db.session.scalars(rows.order_by(Referral.service_id)))


def _abandoned() -> tuple:
    return *HELD, ~_works_at(Referral.service_id, Referral.link_worker_id)


def _works_at(service_id, user_id):
    """Whether this user can be given a referral of this service now; both are ids, or columns with them."""
    at_work = aliased(Membership)
    here = at_work.organisation_id == service_id, at_work.role.in_(WORKING), at_work.ended_at.is_(None)
    mine = and_(at_work.user_id == user_id, User.id == at_work.user_id, User.suspended_at.is_(None))
    return exists().where(*here, mine)
