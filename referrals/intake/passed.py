"""What one service may know of a referral that was passed on: where it went, or what happened before it came."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from core.db import db
from referrals.intake.discretion import Discreet
from referrals.intake.models import Event, Referral
from referrals.workflow import Status

# Of a life at one service, the steps that the referrer too was told of: no conversation, and nothing noted for oneself.
CARRIED_STEPS = ("submit", "accept", "ask", "answer", "decline", "redirect")


@dataclass(frozen=True)
class Passed:
    """A referral at the service before or after this one: as much of it as goes with the request.

    `first_sent_at` is when the person was first referred, to whichever service that was; `promised_on` the day that was
    named for first contact there.
    """

    id: uuid.UUID
    reference: str
    service: str
    events: list[Event]
    first_sent_at: dt.datetime
    promised_on: dt.date | None


def to(referral: Referral) -> Passed | None:
    """Where the referral was passed, without what became of it there."""
    rows = select(Referral).where(Referral.redirected_from_id == referral.id)
    found = db.session.scalar(rows) if referral.status is Status.REDIRECTED else None
    return found and _passed(found, [], first=referral)


def before(referral: Referral) -> Passed | None:
    """Where the referral came from, with what happened there, of every service before, the oldest first.

    Whoever is not told what happened to this one is not told it of those before either.
    """
    events: list[Event] = []
    last = first = earlier = _before(referral)
    while earlier:
        events = [event for event in earlier.events if event.step in CARRIED_STEPS] + events
        first, earlier = earlier, _before(earlier)
    return last and _passed(last, events, first=first)


def first_sent(referrals: Iterable[Referral]) -> dict[uuid.UUID, dt.datetime]:
    """When the person was first referred of each of these that was passed on, by its id: one question for them all."""
    ids = [referral.id for referral in referrals if referral.redirected_from_id]
    if not ids:
        return {}
    columns = Referral.redirected_from_id, Referral.submitted_at
    walk = select(Referral.id.label("newest_id"), *columns).where(Referral.id.in_(ids)).cte("walk", recursive=True)
    back = select(walk.c.newest_id, *columns).join(walk, Referral.id == walk.c.redirected_from_id)
    walk = walk.union_all(back)
    firsts = select(walk.c.newest_id, walk.c.submitted_at).where(walk.c.redirected_from_id.is_(None))
    return dict(db.session.execute(firsts).all())


def _passed(found: Referral, events: list[Event], *, first: Referral) -> Passed:
    return Passed(found.id, found.reference, found.service.name, events, first.submitted_at, found.promised_on)


def _before(referral: Referral) -> Referral | None:
    found = db.session.get(Referral, referral.redirected_from_id) if referral.redirected_from_id else None
    return Discreet(found) if found and referral.is_discreet else found
