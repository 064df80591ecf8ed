"""What may be done with keys: make one, withdraw it, and note that it was used."""

import secrets
import uuid
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from accounts.operations import demand
from accounts.roles import Permission
from accounts.sessions import hashed
from core import audit, clock
from core.db import check_version, db, own_transaction
from core.refusals import Refused
from referrals.messages.keys import queries
from referrals.messages.keys.models import ApiKey

# What a key begins with, so that one which has got about is known for what it is.
PREFIX = "fbk_"
# How often a key in use is written down.
USED_EVERY = timedelta(minutes=1)


def make_key(actor, *, organisation_id: uuid.UUID, membership_id: uuid.UUID, name: str) -> tuple[ApiKey, str]:
    """A new key of a practice, and its token: 256 random bits that are kept nowhere. Raises Missing and Refused."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    practice = queries.practice(organisation_id)
    membership = next((one for one in queries.clinicians_of(practice.id) if one.id == membership_id), None)
    if membership is None:
        raise Refused("Choose a clinician of this practice", field="membership_id")
    token = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(name=name, organisation=practice, membership=membership, token_hash=hashed(token), made_by_id=actor.id)
    db.session.add(key)
    db.session.flush()
    audit.record(actor, "key.make", key, organisation=str(practice.id), acts_for=str(membership.user_id))
    return key, token


def withdraw_key(actor, key: ApiKey, *, version: int) -> ApiKey:
    """Let a key open nothing any more, at once. Raises Refused if that was done before."""
    demand(actor, Permission.MANAGE_ACCOUNTS)
    if not key.is_open:
        raise Refused("This key has been withdrawn already.")
    check_version(key, version)
    key.withdrawn_at, key.withdrawn_by_id = clock.now(), actor.id
    db.session.flush()
    audit.record(actor, "key.withdraw", key, organisation=str(key.organisation_id))
    return key


def note_used(key: ApiKey) -> None:
    """Write down that a key is in use, about once a minute; a busy database must not keep anything from coming in."""
    now = clock.now()
    if key.last_used_at and now - key.last_used_at < USED_EVERY:
        return
    used = update(ApiKey).where(ApiKey.id == key.id).values(last_used_at=now)
    try:
        with own_transaction():
            db.session.execute(used)
    except OperationalError:
        db.session.rollback()
