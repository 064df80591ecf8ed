"""What is asked of promises: how long a queue is, how fast a service goes, which day that makes."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from core import clock
from core.db import db, hold
from core.working_days import add_working_days
from referrals.intake import clocks
from referrals.intake.models import Referral
from referrals.intake.promises import dates, figures
from referrals.intake.promises.models import PromisedDay
from referrals.intake.queries import is_staffed, link_workers_of, staffed
from referrals.profile import eligibility
from referrals.profile.queries import profile_of
from referrals.words import Priority
from referrals.workflow import ENDED, Status

BACK = dt.timedelta(weeks=dates.WEEKS_BACK)
# What ends a promise before its day; what was passed on goes on at the other service.
GONE = ENDED - {Status.REDIRECTED}
_URGENT = Referral.priority == Priority.URGENT


@dataclass(frozen=True)
class Reckoned:
    """A place in a service's queue, the next being 1, and the day by which first contact can be promised there.

    None where no day can be: the service is paused, and has not said until when.
    """

    position: int
    promised_on: dt.date | None


def reckon(service_id: uuid.UUID, priority: Priority) -> Reckoned:
    """What can be promised to somebody who is referred today: the end of the queue, and not before the clock allows.

    While the service takes nobody like that, both run from the day on which it does again.
    """
    return _first(people_ahead(service_id, priority), priority, profile_of(service_id))


def reckon_first(referral: Referral) -> Reckoned:
    """The same for somebody who waits already and was promised no day: from their own place, not from the end."""
    return _first(people_before(referral), referral.priority, profile_of(referral.service_id))


def _first(ahead: int, priority: Priority, profile) -> Reckoned:
    within = clocks.contact_days(profile, priority)
    opens = _opens(profile, priority)
    return _reckoned(ahead, priority, profile, within=within, since=opens) if opens else Reckoned(ahead + 1, None)


def reckon_again(referral: Referral) -> Reckoned:
    """When somebody who waits already can be expected to be spoken with, reckoned today from their own place."""
    profile, ahead = profile_of(referral.service_id), people_before(referral)
    return _reckoned(ahead, referral.priority, profile, within=1, since=clock.today())


def reckon_promise(referral: Referral, *, renewing: bool = False) -> Reckoned:
    """A day that can be promised anew to somebody who waits: from their own place, and never inside a pause.

    `renewing` a promise that has passed leaves the service as many days as for an urgent one. While a service is paused
    and has not said until when, whoever was promised a day keeps one, for the service goes on with those who wait.
    """
    profile, ahead = profile_of(referral.service_id), people_before(referral)
    within = profile.urgent_contact_days if renewing else 1
    since = _opens(profile, referral.priority) or clock.today()
    return _reckoned(ahead, referral.priority, profile, within=within, since=since)


def _opens(profile, priority: Priority) -> dt.date | None:
    today = clock.today()
    opens = eligibility.takes_from(profile, today, urgent=priority is Priority.URGENT)
    return opens and dates.sent_as_of(today, opens)


def _reckoned(ahead: int, priority: Priority, profile, *, within: int, since: dt.date) -> Reckoned:
    pace = pace_of(profile)
    return Reckoned(ahead + 1, dates.first_contact_by(since, ahead=ahead, priority=priority, pace=pace, within=within))


def people_ahead(service_id: uuid.UUID, priority: Priority) -> int:
    """How many wait for first contact before somebody of this priority who is referred now."""
    rows = waiting(service_id).with_only_columns(func.count())
    return db.session.scalar(rows.where(_URGENT) if priority is Priority.URGENT else rows)


def people_before(referral: Referral) -> int:
    """How many wait for first contact before this one: those who are urgent first, then by when they were sent."""
    earlier = or_(
        Referral.submitted_at < referral.submitted_at,
        and_(Referral.submitted_at == referral.submitted_at, Referral.id < referral.id),
    )
    before = and_(Referral.priority == referral.priority, earlier)
    if not referral.is_urgent:
        before = or_(_URGENT, before)
    return db.session.scalar(waiting(referral.service_id).with_only_columns(func.count()).where(before))


def waiting(service_id: uuid.UUID) -> Select[tuple[Referral]]:
    """Everybody of this service who has not been spoken with yet, in no order."""
    return select(Referral).where(*is_waiting(service_id))


def is_waiting(service_id: uuid.UUID) -> tuple:
    """What makes a referral one that waits for this service's first contact."""
    return (
        Referral.service_id == service_id,
        Referral.status.in_(clocks.BEFORE_CONTACT),
        Referral.first_contact_on.is_(None),
    )


def pace_of(profile) -> dates.Pace:
    """How fast the service goes whose profile this is."""
    urgent = func.sum(case((Referral.priority == Priority.URGENT, 1), else_=0))
    spoken = Referral.service_id == profile.service_id, Referral.first_contact_on > clock.today() - BACK
    recent, recent_urgent = db.session.execute(select(func.count(), urgent).where(*spoken)).one()
    few = recent < dates.ENOUGH
    return dates.pace(
        recent=recent,
        recent_urgent=recent_urgent or 0,
        weekly_places=profile.weekly_places,
        link_workers=len(link_workers_of(profile.service_id)) if few else 0,
        weeks_waited=_weeks_waited(profile.service_id) if few else 0.0,
    )


def _weeks_waited(service_id: uuid.UUID) -> float:
    """For how many weeks somebody has waited for this service who waits still; 0 where nobody does."""
    mine = waiting(service_id).where(Referral.status.not_in(clocks.PAUSED))
    since = db.session.scalar(mine.with_only_columns(func.min(Referral.submitted_at)))
    return (clock.now() - since) / dt.timedelta(weeks=1) if since else 0.0


def promises_of(referral: Referral) -> list[PromisedDay]:
    """Every day that was promised, the first first."""
    rows = select(PromisedDay).where(PromisedDay.referral_id == referral.id)
    return list(db.session.scalars(rows.order_by(PromisedDay.number)))


def count(referral: Referral) -> int:
    """How many promises were made about it."""
    return db.session.scalar(select(func.count()).where(PromisedDay.referral_id == referral.id))


def latest(referral: Referral) -> PromisedDay | None:
    """The promise that holds; None for a referral of the time before promises were kept."""
    rows = select(PromisedDay).where(PromisedDay.referral_id == referral.id)
    return db.session.scalar(rows.order_by(PromisedDay.number.desc()).limit(1))


def held(referral_id: uuid.UUID) -> Referral:
    """The referral, which nobody else changes until this transaction ends: for the round, which acts for nobody."""
    referral = db.session.get(Referral, referral_id)
    hold(referral)
    return referral


def was_warned(promise: PromisedDay, referral: Referral) -> bool:
    """Whether its service heard on an earlier day that this promise is in danger, or nobody works there who could."""
    if promise.service_told_at is None:
        return not is_staffed(referral.service_id)
    return promise.service_told_at.astimezone(clock.LONDON).date() < clock.today()


def is_the_services(referral: Referral) -> bool:
    """Whether first contact is still to be made and it is the service that is waited for."""
    waits = referral.contact_by is not None and referral.status in clocks.BEFORE_CONTACT
    return waits and referral.status not in clocks.PAUSED


def to_warn(within: int) -> list[uuid.UUID]:
    """The referrals whose promise breaks within so many working days and whose service has not heard of it."""
    until = add_working_days(clock.today(), within)
    return _at_risk(Referral.promised_on <= until, PromisedDay.service_told_at.is_(None))


def to_renew() -> list[uuid.UUID]:
    """The referrals whose promise has passed although their service was warned, or with nobody there to be warned."""
    warned = or_(PromisedDay.service_told_at.is_not(None), Referral.service_id.not_in(staffed()))
    return _at_risk(Referral.promised_on < clock.today(), warned)


def to_name() -> list[uuid.UUID]:
    """The referrals that were sent while no day could be promised, for the round; whether one can be now, it asks."""
    waits = Referral.status.in_(clocks.BEFORE_CONTACT - clocks.PAUSED), Referral.first_contact_on.is_(None)
    rows = select(Referral.id).where(*waits, Referral.promised_on.is_(None))
    return list(db.session.scalars(rows.order_by(Referral.submitted_at, Referral.id)))


def _at_risk(*which) -> list[uuid.UUID]:
    rows = (
        select(Referral.id)
        .join(
            PromisedDay, and_(PromisedDay.referral_id == Referral.id, PromisedDay.promised_on == Referral.promised_on)
        )
        .where(Referral.status.in_(clocks.BEFORE_CONTACT - clocks.PAUSED), Referral.first_contact_on.is_(None), *which)
    )
    return list(db.session.scalars(rows.order_by(Referral.promised_on, Referral.id)))


def last_promised(service_id: uuid.UUID) -> dt.date | None:
    """The furthest day that this service has promised to anybody; None where it has promised none."""
    return db.session.scalar(select(func.max(PromisedDay.promised_on)).where(PromisedDay.service_id == service_id))


def kept(service_id: uuid.UUID, since: dt.date, until: dt.date) -> figures.Kept:
    """What became of the promises whose day lay between `since` and `until`, both included.

    Of a referral that was passed on, what the other service did counts: passing on keeps no promise and ends none.
    """
    after, there = aliased(PromisedDay), aliased(Referral)
    following = and_(after.referral_id == PromisedDay.referral_id, after.number == PromisedDay.number + 1)
    rows = (
        select(
            PromisedDay.promised_on,
            func.coalesce(Referral.first_contact_on, there.first_contact_on),
            after.made_on,
            after.cause,
            func.coalesce(there.status, Referral.status),
            func.coalesce(there.status_changed_at, Referral.status_changed_at),
        )
        .join(Referral, Referral.id == PromisedDay.referral_id)
        .outerjoin(after, following)
        .outerjoin(there, there.redirected_from_id == Referral.id)
        .where(PromisedDay.service_id == service_id, PromisedDay.promised_on.between(since, until))
    )
    made = (
        figures.Made(day, spoken, next_on, cause, changed.astimezone(clock.LONDON).date() if status in GONE else None)
        for day, spoken, next_on, cause, status, changed in db.session.execute(rows)
    )
    return figures.tally(made, today=clock.today())
