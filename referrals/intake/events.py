"""Writing down a step in a referral's life."""

from core import clock
from core.db import db
from referrals.intake.models import Event, Referral


def note(actor, referral: Referral, step: str, *, reason: str | None = None, words: str = "") -> Event:
    """Add to the timeline what `actor` did just now; a step of the application itself has no actor's id."""
    now = clock.now()
    event = Event(
        number=len(referral.events) + 1,
        step=step,
        status=referral.status,
        actor_id=actor.id,
        actor_name=actor.name,
        organisation_id=actor.organisation_id or referral.service_id,
        reason=reason,
        words=words,
        happened_at=now,
        recorded_at=now,
    )
    referral.events.append(event)
    db.session.flush()
    return event
