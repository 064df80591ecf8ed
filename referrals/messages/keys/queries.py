"""What is asked about keys: which there are, and which one a token is."""

import uuid

from sqlalchemy import func, select

from accounts.actors import Actor
from accounts.models import Membership, Organisation, User
from accounts.roles import GRANTS, Kind, Permission
from accounts.sessions import hashed
from core.db import db
from core.refusals import Missing
from referrals.messages.keys.models import ApiKey


def every() -> list[ApiKey]:
    """Every key, by organisation, those that are open first."""
    rows = select(ApiKey).join(Organisation, Organisation.id == ApiKey.organisation_id)
    order = func.lower(Organisation.name), ApiKey.withdrawn_at.is_not(None), ApiKey.created_at
    return list(db.session.scalars(rows.order_by(*order)))


def find(key_id: uuid.UUID) -> ApiKey:
    """The key; raises Missing."""
    if (found := db.session.get(ApiKey, key_id)) is None:
        raise Missing
    return found


def find_by_token(token: str) -> ApiKey | None:
    """The key that this token is, unless it has been withdrawn; whether its clinician may still refer, it tells."""
    rows = select(ApiKey).where(ApiKey.token_hash == hashed(token), ApiKey.withdrawn_at.is_(None))
    return db.session.scalar(rows)


def actor_of(key: ApiKey) -> Actor:
    """Whoever acts when something is sent with this key: its clinician, for its organisation."""
    return Actor(key.membership)


def practice(organisation_id: uuid.UUID) -> Organisation:
    """A practice that may have keys; raises Missing for anything else."""
    found = db.session.get(Organisation, organisation_id)
    if found is None or found.kind is not Kind.PRACTICE:
        raise Missing
    return found


def clinicians_of(organisation_id: uuid.UUID) -> list[Membership]:
    """The memberships of a practice that a key may act for, by name."""
    rows = (
        select(Membership)
        .join(User)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role.in_(GRANTS[Permission.MAKE_REFERRALS]),
            Membership.ended_at.is_(None),
            User.suspended_at.is_(None),
        )
    )
    return list(db.session.scalars(rows.order_by(User.name, Membership.id)))
