"""Watching a listing, ending that, and the one letter a day to everyone who watches something that changed."""

import uuid
from collections import Counter
from datetime import timedelta

from accounts import queries as accounts
from accounts.roles import Permission, may
from core import audit, clock
from core.db import db
from core.links import link
from core.outbox import operations as outbox
from core.outbox.letters import written
from core.refusals import Missing, Refused
from core.settings import setting
from directory.listings.document import to_document
from directory.listings.models import ListingChange, Service
from directory.upkeep import letters, stopping
from directory.upkeep.watching import queries
from directory.upkeep.watching.models import Watch
from directory.upkeep.watching.news import sentences

MOST = 200  # listings that one person watches
KIND = STOPS = "watching"
# A round that starts a little earlier than yesterday's still writes.
A_DAY = timedelta(hours=20)
# What was changed a moment ago may not be kept yet: it waits for the next letter, so that none is missed.
A_WHILE = timedelta(minutes=5)


def watch(actor, service: Service) -> Watch:
    """Tell this person by e-mail, from now on, what becomes of the listing; twice is once. Raises Refused, Missing."""
    if not may(actor, Permission.WATCH_LISTINGS) or actor.id is None:
        raise Missing
    if known := queries.watch_of(actor.id, service.id):
        return known
    if len(queries.watched_by(actor)) >= MOST:
        raise Refused(f"You watch {MOST} listings already. Stop watching one of them first")
    made = Watch(user_id=actor.id, service_id=service.id, told_until=clock.now())
    db.session.add(made)
    audit.record(actor, "listing.watched", service)
    return made


def stop(actor, service_id: uuid.UUID) -> None:
    """Tell this person no more of the listing; of one that they do not watch there is nothing to stop."""
    if known := queries.watch_of(actor.id, service_id):
        audit.record(actor, "listing.not-watched", known.service)
        db.session.delete(known)


def stop_all(user_id: uuid.UUID) -> int:
    """End every watch of this person, as the stop link in a letter does; returns how many ended."""
    ended = queries.watches_of(user_id)
    for one in ended:
        db.session.delete(one)
    return len(ended)


def stop_token(user_id: uuid.UUID) -> str:
    """What stands in the stop link of this person's letters."""
    return stopping.signed(setting("SECRET_KEY"), STOPS, user_id.hex)


def reader(token: str) -> uuid.UUID:
    """Whose letters this token stops. Raises Missing for one that we did not make."""
    found = stopping.read(setting("SECRET_KEY"), STOPS, token)
    if found is None:
        raise Missing
    return uuid.UUID(found)


def write_letter(_actor, user_id: uuid.UUID) -> Counter[str]:
    """A piece of the nightly round: tell this person in one letter what became of all that they watch.

    They are written to once a day at most, however often this runs.
    """
    watches, now = queries.watches_of(user_id), clock.now()
    if any(one.written_at and one.written_at > now - A_DAY for one in watches):
        return Counter()
    until = now - A_WHILE
    changes = queries.unheard_by(user_id, until=until)
    told = [part for one in watches if (part := _told(one.service, changes.get(one.service_id, [])))]
    for one in watches:
        one.told_until = max(one.told_until, until)
    if not told:
        return Counter()
    for one in watches:
        one.written_at = now
    stop = link(f"/directory/keep/not-watching/{stop_token(user_id)}")
    letter = written("watching", listings=told, page=link("/directory/watching"), stop=stop)
    outbox.post(to=accounts.user(user_id).email, kind=KIND, stop=stop, **letter.parts)
    return Counter(["told"])


def _told(service: Service, changes: list[ListingChange]) -> tuple[Service, str, list[str]] | None:
    """The listing, the address of its page and what became of it; None where that is no news."""
    said = sentences(changes, to_document(service)) if changes else []
    return (service, letters.page(service), said) if said else None
