"""Writing down what happened to a listing, for ever: in its history and in the audit trail."""

from core import audit, clock
from core.db import db
from directory.listings.models import ListingChange, Service
from directory.listings.words import Act


def note(actor, service: Service, act: Act, changes: dict[str, list], *, why: str = "") -> None:
    """Note that the actor did `act`; of `changes`, {path of the field: [before, after]}, audit keeps the names only."""
    db.session.flush()
    db.session.add(
        ListingChange(
            created_at=clock.now(),
            service_id=service.id,
            act=act,
            actor_id=actor.id,
            actor_name=actor.name,
            reason=why,
            source=service.source,
            changes=changes,
        )
    )
    audit.record(actor, f"listing.{act}", service, fields=sorted({path.split("[")[0] for path in changes}))
    db.session.flush()
