"""What is asked about letters to people; whoever asks has been let through to the referral already."""

import uuid

from sqlalchemy import func, select

from core.db import db
from core.refusals import Missing
from referrals.letters.models import Letter, Posting

# So many are listed at once, the oldest first.
MOST = 100


def find(actor, letter_id: uuid.UUID) -> Letter:
    """A letter of the actor's own organisation; raises Missing. Its referral has a door of its own."""
    found = db.session.get(Letter, letter_id)
    if found is None or actor.organisation_id is None or found.organisation_id != actor.organisation_id:
        raise Missing
    return found


def of_referral(actor, referral_id: uuid.UUID) -> list[Letter]:
    """What the actor's organisation wrote to the person, the latest first."""
    own = Letter.referral_id == referral_id, Letter.organisation_id == actor.organisation_id
    return list(db.session.scalars(select(Letter).where(*own).order_by(Letter.created_at.desc(), Letter.id)))


def _waiting(actor) -> tuple:
    own = Posting.organisation_id.is_not(None), Posting.organisation_id == actor.organisation_id
    return *own, Posting.outcome.is_(None)


def waiting(actor) -> list[Letter]:
    """The letters and text messages of the actor's organisation that nobody has sent yet, the oldest first."""
    rows = select(Letter).join(Posting, Posting.letter_id == Letter.id).where(*_waiting(actor))
    return list(db.session.scalars(rows.order_by(Letter.created_at, Letter.id).limit(MOST)))


def how_many_wait(actor) -> int:
    """How many of them there are in all."""
    return db.session.scalar(select(func.count()).where(*_waiting(actor)))
