"""What is asked about drafts: each is its writer's alone, acting for the practice that it was begun for."""

import uuid

from sqlalchemy import select

from accounts.queries import organisation
from core import clock
from core.db import db
from core.refusals import Missing, Refused
from referrals.intake.drafts.models import Draft


def drafts_of(actor) -> list[Draft]:
    """The actor's drafts for the practice they act for now, the latest first."""
    rows = select(Draft).where(
        Draft.user_id == actor.id, Draft.organisation_id == actor.organisation_id, Draft.ends_at > clock.now()
    )
    return list(db.session.scalars(rows.order_by(Draft.kept_at.desc(), Draft.id)))


def find(actor, draft_id: uuid.UUID) -> Draft | None:
    """The draft; None where nothing was kept under this id yet.

    Raises Missing for somebody else's, and Refused for the actor's own that was begun for another organisation.
    """
    draft = db.session.get(Draft, draft_id)
    if draft is None:
        return None
    if draft.user_id != actor.id:
        raise Missing
    if draft.organisation_id != actor.organisation_id:
        raise Refused(_begun_for(actor, organisation(draft.organisation_id).name))
    return draft


def _begun_for(actor, name: str) -> str:
    return (
        f"You began this draft for {name}, and you act for {actor.organisation_name} now. Open your account page in "
        f"another window and choose {name}. Then come back here: what was kept before is still in the draft."
    )


def kept(actor, draft_id: uuid.UUID) -> Draft:
    """The draft; raises Missing for somebody else's, and where there is none."""
    if (draft := find(actor, draft_id)) is None:
        raise Missing
    return draft
