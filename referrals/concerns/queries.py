"""Which safeguarding concerns somebody may read, which are open, and who at a service looks at them."""

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import Select, and_, false, func, or_, select

from accounts.models import User
from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from referrals.concerns.models import Concern, SafeguardingLead
from referrals.intake.models import Referral
from referrals.intake.queries import at_work, at_work_in, leads_of, led, link_workers_of
from referrals.workflow import Step

OPEN = Concern.settled_at.is_(None)
# The steps by which a service ends all work for a person: none while a concern is open. What is passed to another
# service goes on there, and every open concern with it; the first lead keeps theirs until it is settled too. What the
# service does in the stead of a referrer without an account is one of them.
ENDING = frozenset({"close", "decline"})
# The steps by which a referrer ends it. They are not hindered: a wrong person’s record must not be worked on, and a
# refusal would tell a whole practice of the concern. It stands, and those who look at it are told.
BY_REFERRER = frozenset({"withdraw", "void"})
HINDRANCE = "There is an open safeguarding concern. A lead has to settle it first."


def visible_to(actor) -> Select[tuple[Concern]]:
    """Concerns of the actor's service: all of them for a lead, else those they raised and those about their people.

    At a service without a lead whoever works there reads what is open about somebody who has no link worker: an open
    concern is always for somebody to read.
    """
    rows = select(Concern).join(Concern.referral)
    if not may(actor, Permission.WORK_REFERRALS):
        return rows.where(false())
    rows = rows.where(Concern.service_id == actor.organisation_id)
    if may(actor, Permission.LEAD_SERVICE):
        return rows
    mine = Concern.raised_by_id == actor.id, Referral.link_worker_id == actor.id
    return rows.where(or_(*mine, and_(OPEN, *_is_nobodys(actor.organisation_id))))


def _is_nobodys(service_id: uuid.UUID) -> tuple:
    away = Referral.link_worker_id.not_in(at_work_in(service_id))
    return Concern.service_id.not_in(led()), or_(Referral.link_worker_id.is_(None), away)


def find(actor, concern_id: uuid.UUID) -> Concern:
    """One concern; raises Missing, also for one that is not for this actor's eyes."""
    if (found := db.session.scalar(visible_to(actor).where(Concern.id == concern_id))) is None:
        raise Missing
    return found


def open_ones(actor) -> list[Concern]:
    """What is not settled, the soonest to be looked at first."""
    return list(db.session.scalars(visible_to(actor).where(OPEN).order_by(Concern.look_by, Concern.id)))


def count_open(actor) -> int:
    """How many are not settled."""
    return db.session.scalar(select(func.count()).select_from(visible_to(actor).where(OPEN).subquery()))


def settled_ones(actor, most: int = 50) -> list[Concern]:
    """What was settled, the latest first, `most` at most."""
    rows = visible_to(actor).where(~OPEN).order_by(Concern.settled_at.desc(), Concern.id)
    return list(db.session.scalars(rows.limit(most)))


def about(actor, referral: Referral) -> list[Concern]:
    """Concerns about one referral that this actor may read, open ones first."""
    rows = visible_to(actor).where(Concern.referral_id == referral.id)
    return list(db.session.scalars(rows.order_by(Concern.settled_at.is_not(None), Concern.raised_at, Concern.id)))


def has_open(referral_id: uuid.UUID) -> bool:
    """Whether something about this referral is not settled."""
    return db.session.scalar(select(Concern.id).where(Concern.referral_id == referral_id, OPEN).limit(1)) is not None


def open_about(referral: Referral) -> list[Concern]:
    """Everything about this referral that is not settled, the oldest first: to be carried on, never to be shown."""
    rows = select(Concern).where(Concern.referral_id == referral.id, OPEN)
    return list(db.session.scalars(rows.order_by(Concern.raised_at, Concern.id)))


def stands(referral: Referral) -> bool:
    """Whether something about this referral is not settled."""
    return has_open(referral.id)


def there(concern: Concern) -> Concern | None:
    """The same concern at the service to which the referral was passed with it."""
    same = Concern.raised_by_id == concern.raised_by_id, Concern.raised_at == concern.raised_at
    after = Referral.redirected_from_id == concern.referral_id
    return db.session.scalar(select(Concern).join(Concern.referral).where(after, *same).limit(1))


def hindrance(referral: Referral, step: Step) -> str | None:
    """Why `step` cannot be taken: a service does not end its part while a concern is open."""
    ends = step.name in ENDING or (step.stand_in is not None and not referral.has_account)
    return HINDRANCE if ends and has_open(referral.id) else None


def late_ones(now: dt.datetime) -> list[uuid.UUID]:
    """At every service: what a lead should have looked at by `now`, has not, and was not reminded of."""
    rows = select(Concern.id).where(OPEN, Concern.looked_at.is_(None), Concern.look_by < now)
    return list(db.session.scalars(rows.where(Concern.reminded_at.is_(None)).order_by(Concern.look_by, Concern.id)))


def named_lead(service_id: uuid.UUID) -> SafeguardingLead | None:
    """Whom the service has named, as it was written down: they may have left since."""
    return db.session.scalar(select(SafeguardingLead).where(SafeguardingLead.service_id == service_id))


def lead_of(service_id: uuid.UUID) -> User | None:
    """Who looks at this service's concerns first: the lead that it named, or the first of its leads by name."""
    leads = leads_of(service_id)
    named = named_lead(service_id)
    return next((one for one in leads if named and one.id == named.lead_id), next(iter(leads), None))


def to_tell(concern: Concern, *, everyone: bool = False) -> Iterable[User]:
    """Who hears of a concern: the named lead, or every lead; and the link worker whose person it is about.

    Where there is neither, everybody who works there.
    """
    leads = leads_of(concern.service_id) if everyone else [lead_of(concern.service_id)]
    people = {one.id: one for one in (*leads, at_work(concern.referral)) if one is not None}
    return people.values() or link_workers_of(concern.service_id)
