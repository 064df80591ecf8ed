"""What is asked about referrals. `visible_to` is the only door to them, and through them to people."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, and_, false, func, select
from sqlalchemy.orm import selectinload

from accounts.models import Membership, Organisation, User
from accounts.roles import GRANTS, Kind, Permission, Role, may
from core import clock
from core.db import db
from core.refusals import Missing, Refused
from referrals.intake import references
from referrals.intake.models import Referral

QUEUE_PAGE = 25


def visible_to(actor) -> Select[tuple[Referral]]:
    """The referrals that this actor may know of: their practice's, or their service's. Everybody else has none."""
    rows = select(Referral)
    if may(actor, Permission.FOLLOW_REFERRALS):
        return rows.where(Referral.practice_id == actor.organisation_id)
    if may(actor, Permission.WORK_REFERRALS):
        return rows.where(Referral.service_id == actor.organisation_id)
    return rows.where(false())


def find(actor, referral_id: uuid.UUID) -> Referral:
    """The referral; raises Missing, also for one that is somebody else's."""
    if (found := db.session.scalar(visible_to(actor).where(Referral.id == referral_id))) is None:
        raise Missing
    return found


def among(actor, referral_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Referral]:
    """Those of these referrals that this actor may know of, by their ids."""
    return {one.id: one for one in db.session.scalars(visible_to(actor).where(Referral.id.in_(list(referral_ids))))}


def by_reference(actor, text: str) -> Referral | None:
    """The referral whose short reference somebody read out, if there is one and this actor may know of it."""
    reference = references.parse(text)
    return db.session.scalar(visible_to(actor).where(Referral.reference == reference)) if reference else None


def is_used(reference: str) -> bool:
    """Whether some referral has this reference already."""
    return db.session.scalar(select(Referral.id).where(Referral.reference == reference)) is not None


def unused_reference() -> str:
    """A new reference that no referral has."""
    while is_used(drawn := references.new()):
        pass
    return drawn


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `number` counts from 1, `late` is how many of the whole are late."""

    items: list[Referral]
    number: int
    total: int
    late: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // QUEUE_PAGE))


def queue(actor, *, page: int = 1) -> QueuePage:
    """What waits for the service and nobody has yet, by the day on which something is due: what is late rises.

    Risks and events come with each.
    """
    rows = visible_to(actor).where(Referral.due_on.is_not(None))
    counted = rows.with_only_columns(func.count())
    total, late = db.session.scalar(counted), db.session.scalar(counted.where(Referral.due_on < clock.today()))
    number = min(max(1, page), max(1, -(-total // QUEUE_PAGE)))
    in_order = rows.order_by(Referral.due_on, Referral.submitted_at, Referral.id)
    shown = in_order.options(selectinload(Referral.risks), selectinload(Referral.events))
    found = db.session.scalars(shown.limit(QUEUE_PAGE).offset((number - 1) * QUEUE_PAGE))
    return QueuePage(list(found), number, total, late)


def services_open_to(actor) -> list[Organisation]:
    """The social prescribing services that this actor may refer to, by name: those at which somebody works."""
    if not may(actor, Permission.MAKE_REFERRALS):
        return []
    rows = select(Organisation).where(Organisation.kind == Kind.SERVICE, Organisation.id.in_(staffed()))
    return list(db.session.scalars(rows.order_by(Organisation.name, Organisation.id)))


def usual_service_id(actor) -> uuid.UUID | None:
    """The service to which the actor's organisation referred last, whether it still takes referrals or not."""
    last = select(Referral.service_id).where(Referral.practice_id == actor.organisation_id)
    return db.session.scalar(last.order_by(Referral.submitted_at.desc()).limit(1))


def role_said_by(actor) -> str | None:
    """What the actor said that they are when they referred last, if they said more than their account does."""
    rows = select(Referral.referrer_role).where(
        Referral.referrer_id == actor.id, Referral.practice_id == actor.organisation_id
    )
    last = db.session.scalar(rows.order_by(Referral.submitted_at.desc()).limit(1))
    return None if last == actor.role_words else last


def practice_of(actor) -> Organisation | None:
    """The organisation for which the actor refers, with its code and telephone."""
    return db.session.get(Organisation, actor.organisation_id) if actor.organisation_id else None


def service_open_to(actor, service_id: uuid.UUID) -> Organisation:
    """One of them; raises Refused for anything else."""
    found = next((service for service in services_open_to(actor) if service.id == service_id), None)
    if found is None:
        raise Refused("Choose a service", field="service_id")
    return found


def service(service_id: uuid.UUID) -> Organisation:
    """The social prescribing service; raises Missing for anything else."""
    rows = select(Organisation).where(Organisation.kind == Kind.SERVICE, Organisation.id == service_id)
    if (found := db.session.scalar(rows)) is None:
        raise Missing
    return found


def arrived_since(service_ids: Iterable[uuid.UUID], moment: dt.datetime) -> dict[uuid.UUID, int]:
    """How many referrals each of these services got from `moment` on; a service that got none is left out."""
    rows = select(Referral.service_id, func.count()).where(Referral.service_id.in_(list(service_ids)))
    return dict(db.session.execute(rows.where(Referral.submitted_at >= moment).group_by(Referral.service_id)).all())


def other_services(service_id: uuid.UUID) -> list[Organisation]:
    """The services that a referral of this one could be passed to, by name: those at which somebody works."""
    rows = select(Organisation).where(Organisation.kind == Kind.SERVICE, Organisation.id != service_id)
    rows = rows.where(Organisation.id.in_(staffed()))
    return list(db.session.scalars(rows.order_by(Organisation.name, Organisation.id)))


def other_service(referral: Referral, service_id: uuid.UUID | None) -> Organisation:
    """One of them; raises Refused for anything else."""
    found = next((service for service in other_services(referral.service_id) if service.id == service_id), None)
    if found is None:
        raise Refused("Choose the other service", field="service_id")
    return found


def staffed() -> Select[tuple[uuid.UUID]]:
    """The organisations at which somebody works who can be given a referral: nothing is sent to where nobody reads."""
    return _with_somebody_who_may(Permission.WORK_REFERRALS)


def led() -> Select[tuple[uuid.UUID]]:
    """The services that somebody leads now."""
    return _with_somebody_who_may(Permission.LEAD_SERVICE)


def _with_somebody_who_may(permission: Permission) -> Select[tuple[uuid.UUID]]:
    rows = select(Membership.organisation_id).join(Membership.user)
    return rows.where(*_at_work(GRANTS[permission]), User.suspended_at.is_(None))


def at_work_in(service_id: uuid.UUID) -> Select[tuple[uuid.UUID]]:
    """The ids of those at this service who can be given a referral now."""
    return staffed().where(Membership.organisation_id == service_id).with_only_columns(Membership.user_id)


def is_staffed(service_id: uuid.UUID) -> bool:
    """Whether somebody at this service can be given a referral now."""
    return db.session.scalar(staffed().where(Membership.organisation_id == service_id).limit(1)) is not None


def at_work(referral: Referral) -> User | None:
    """Its link worker, if somebody has it who can work it still: whoever has left is written to no more."""
    mine = Membership.organisation_id == referral.service_id, Membership.user_id == referral.link_worker_id
    works = referral.link_worker and db.session.scalar(staffed().where(*mine).limit(1))
    return referral.link_worker if works else None


def unstaffed_services() -> list[Organisation]:
    """The services at which nobody works who could be given a referral, by name."""
    rows = select(Organisation).where(Organisation.kind == Kind.SERVICE, Organisation.id.not_in(staffed()))
    return list(db.session.scalars(rows.order_by(Organisation.name, Organisation.id)))


def link_workers_of(service_id: uuid.UUID) -> list[User]:
    """Everybody at this service who can be given a referral now, by name: its link workers and its leads."""
    return _members(service_id, GRANTS[Permission.WORK_REFERRALS])


def leads_of(service_id: uuid.UUID) -> list[User]:
    """Those who lead this service now, by name."""
    return _members(service_id, GRANTS[Permission.LEAD_SERVICE])


def _members(organisation_id: uuid.UUID, roles: frozenset[Role]) -> list[User]:
    here = and_(Membership.organisation_id == organisation_id, *_at_work(roles))
    rows = select(User).where(User.memberships.any(here), User.suspended_at.is_(None))
    return list(db.session.scalars(rows.order_by(User.name, User.id)))


def _at_work(roles: frozenset[Role]) -> tuple:
    return Membership.role.in_(roles), Membership.ended_at.is_(None)
