"""What is asked about the profiles of services."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from accounts.models import Organisation
from accounts.roles import Kind
from core.db import db
from core.settings import setting
from referrals.profile.facts import PreCheck, Profile, UrgentNumber
from referrals.profile.models import ServiceProfile
from referrals.profile.words import Ground
from referrals.words import Reason

# How what the table holds is read; every other fact is as it stands there.
READ = {
    "practices": lambda ids: frozenset(map(uuid.UUID, ids)),
    "areas": tuple,
    "reasons_not_taken": lambda codes: tuple(map(Reason, codes)),
    "urgent_numbers": lambda rows: tuple(UrgentNumber(*row) for row in rows),
    "pre_checks": lambda rows: tuple(PreCheck(**row) for row in rows),
    "alternatives": lambda words: {Ground(ground): said for ground, said in words.items()},
}
FACTS = tuple(name for name in Profile.__dataclass_fields__ if name != "service_id")


def profile_of(service_id: uuid.UUID) -> Profile:
    """The service's profile, one question to the database; the defaults where it has set nothing."""
    return profiles_of([service_id])[service_id]


def profiles_of(service_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Profile]:
    """The profile of each of these services, one question to the database for all of them."""
    wanted = list(service_ids)
    rows = db.session.scalars(select(ServiceProfile).where(ServiceProfile.service_id.in_(wanted))) if wanted else ()
    kept = {row.service_id: _read(row) for row in rows}
    return {one: kept.get(one) or Profile(one, **_defaults()) for one in wanted}


def any_public_form(among) -> bool:
    """Whether any service of those whose ids `among` selects lets people ask without an account."""
    rows = select(ServiceProfile.id).where(ServiceProfile.public_form, ServiceProfile.service_id.in_(among))
    return db.session.scalar(rows.limit(1)) is not None


def row_of(service_id: uuid.UUID) -> ServiceProfile | None:
    """The row behind it; None where the service has set nothing."""
    return db.session.scalar(select(ServiceProfile).where(ServiceProfile.service_id == service_id))


def practices() -> list[Organisation]:
    """Every practice, by name: those that a service may say it serves."""
    rows = select(Organisation).where(Organisation.kind == Kind.PRACTICE)
    return list(db.session.scalars(rows.order_by(Organisation.name, Organisation.id)))


def codes_of(practice_ids: frozenset[uuid.UUID]) -> dict[str, uuid.UUID]:
    """These practices by their ODS codes; nothing is asked where there are none."""
    if not practice_ids:
        return {}
    rows = select(Organisation.ods_code, Organisation.id).where(Organisation.id.in_(list(practice_ids)))
    return dict(db.session.execute(rows.where(Organisation.ods_code.is_not(None))).all())


def _defaults() -> dict:
    return {"minimum_age": setting("MINIMUM_AGE"), "first_contact_days": setting("FIRST_CONTACT_WORKING_DAYS")}


def _read(row: ServiceProfile) -> Profile:
    held = {name: getattr(row, name) for name in FACTS}
    facts = {
        name: READ.get(name, lambda as_it_is: as_it_is)(value) for name, value in held.items() if value is not None
    }
    return Profile(row.service_id, **_defaults() | facts)
