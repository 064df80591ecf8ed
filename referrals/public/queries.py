"""What is asked about requests from people without an account."""

import datetime as dt
import uuid
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from accounts.models import Organisation
from accounts.roles import Kind, Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from referrals.intake import queries as intake
from referrals.intake import references
from referrals.looks.queries import is_time_to_remind
from referrals.profile import queries as profiles
from referrals.profile.facts import Profile
from referrals.public import clocks, codes
from referrals.public.models import Enquiry
from referrals.public.words import State

# How long the page by which somebody sees what became of their request can be opened.
OPENS_FOR = timedelta(days=90)


class Asked(NamedTuple):
    """A service that people may ask without an account, and what it takes."""

    service: Organisation
    profile: Profile


def services() -> list[Asked]:
    """The services with a public form at which somebody works, by name."""
    rows = select(Organisation).where(Organisation.kind == Kind.SERVICE, Organisation.id.in_(intake.staffed()))
    found = list(db.session.scalars(rows.order_by(Organisation.name, Organisation.id)))
    kept = profiles.profiles_of(one.id for one in found)
    return [Asked(one, kept[one.id]) for one in found if kept[one.id].public_form]


def is_open() -> bool:
    """Whether any service has a public form; not while the database is away, for its error page asks too."""
    try:
        return profiles.any_public_form(intake.staffed())
    except SQLAlchemyError:
        return False


def service(service_id: uuid.UUID) -> Asked:
    """One of them; raises Missing for anything else, a service without a public form or without staff among it."""
    found = intake.service(service_id)
    profile = profiles.profile_of(service_id)
    if not profile.public_form or not intake.is_staffed(service_id):
        raise Missing
    return Asked(found, profile)


def by_token(token: str) -> Enquiry:
    """The request whose page this is. Raises Missing, also when the page is too old."""
    found = db.session.scalar(select(Enquiry).where(Enquiry.token_hash == codes.hashed(token)))
    if found is None or found.created_at < clock.now() - OPENS_FOR:
        raise Missing
    return found


def looked_at_by(enquiry: Enquiry) -> dt.date:
    """The day by which its service is to check it, as the service itself reads it."""
    days = profiles.profile_of(enquiry.service_id).answer_days
    return clocks.check_by(enquiry.arrived_on, urgent=bool(enquiry.urgent_signs), answer_days=days)


def is_used(reference: str) -> bool:
    """Whether some request has this reference already."""
    return db.session.scalar(select(Enquiry.id).where(Enquiry.reference == reference)) is not None


def visible_to(actor):
    """The requests that this actor may know of: what was sent to the service that they work for."""
    if not may(actor, Permission.WORK_REFERRALS):
        raise Missing
    return select(Enquiry).where(Enquiry.service_id == actor.organisation_id, Enquiry.state != State.UNPROVEN)


def find(actor, enquiry_id: uuid.UUID) -> Enquiry:
    """One of them; raises Missing, also for one whose code nobody has typed yet."""
    if (found := db.session.scalar(visible_to(actor).where(Enquiry.id == enquiry_id))) is None:
        raise Missing
    return found


def by_reference(actor, text: str) -> Enquiry | None:
    """The request whose short reference somebody read out, if there is one and this actor may know of it."""
    reference = references.parse(text)
    return db.session.scalar(visible_to(actor).where(Enquiry.reference == reference)) if reference else None


class ToCheck(NamedTuple):
    """A request that waits to be checked, and the day by which it should be."""

    enquiry: Enquiry
    due_on: dt.date

    @property
    def why_late(self) -> str:
        """What is late and by how much; empty where nothing is."""
        return clocks.why_late(self.due_on, clock.today())


def waiting(actor) -> list[ToCheck]:
    """What waits to be checked, by the day on which it should be: what is late rises, and what is urgent."""
    return _by_day(visible_to(actor), profiles.profile_of(actor.organisation_id))


def _by_day(rows, profile: Profile) -> list[ToCheck]:
    found = db.session.scalars(rows.where(Enquiry.state == State.WAITING).order_by(Enquiry.created_at, Enquiry.id))
    to_check = [
        ToCheck(one, clocks.check_by(one.arrived_on, urgent=bool(one.urgent_signs), answer_days=profile.answer_days))
        for one in found
    ]
    return sorted(to_check, key=lambda one: one.due_on)


def unchecked(service_id: uuid.UUID) -> list[ToCheck]:
    """What this service should have checked by an earlier day, the oldest first, but what is urgent: see below."""
    rows = select(Enquiry).where(Enquiry.service_id == service_id)
    return [
        one for one in _by_day(rows, profiles.profile_of(service_id)) if one.why_late and not one.enquiry.urgent_signs
    ]


def services_to_remind(now: dt.datetime) -> list[uuid.UUID]:
    """The services at which somebody waits to be checked; none before QUEUE_LOOK_HOUR or on a day off."""
    if not is_time_to_remind(now):
        return []
    rows = select(Enquiry.service_id).where(Enquiry.state == State.WAITING)
    return list(db.session.scalars(rows.distinct().order_by(Enquiry.service_id)))


def urgent_to_remind(now: dt.datetime) -> list[uuid.UUID]:
    """What names an urgent sign and nobody has checked; none before QUEUE_LOOK_HOUR or on a day off."""
    if not is_time_to_remind(now):
        return []
    rows = select(Enquiry).where(Enquiry.state == State.WAITING).order_by(Enquiry.created_at, Enquiry.id)
    return [one.id for one in db.session.scalars(rows) if one.urgent_signs]


def answered(actor) -> list[Enquiry]:
    """What was answered in words, the latest first, for as long as it is kept."""
    rows = visible_to(actor).where(Enquiry.state == State.ANSWERED)
    return list(db.session.scalars(rows.order_by(Enquiry.settled_at.desc(), Enquiry.id)))


def has_form(actor) -> bool:
    """Whether the service that the actor works for has a public form, or still has requests from one."""
    return profiles.profile_of(actor.organisation_id).public_form or how_many_wait(actor) > 0


def how_many_wait(actor) -> int:
    """How many wait to be checked."""
    rows = visible_to(actor).where(Enquiry.state == State.WAITING)
    return db.session.scalar(select(func.count()).select_from(rows.with_only_columns(Enquiry.id).subquery()))
