"""What is asked about letters to people; whoever asks has been let through to the referral already."""

import uuid

from sqlalchemy import Select, func, select

from core.db import db
from core.refusals import Missing
from referrals.letters.models import Letter, LetterSent
from referrals.words import Way

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


def _waiting(actor) -> Select:
    gone = select(LetterSent.id).where(LetterSent.letter_id == Letter.id).exists()
    own = Letter.organisation_id == actor.organisation_id, Letter.organisation_id.is_not(None)
    return select(Letter).where(*own, Letter.way != Way.EMAIL, ~gone)


def waiting(actor) -> list[Letter]:
    """The letters and text messages of the actor's organisation that nobody has sent yet, the oldest first."""
    return list(db.session.scalars(_waiting(actor).order_by(Letter.created_at, Letter.id).limit(MOST)))


def how_many_wait(actor) -> int:
    """How many of them there are in all."""
    return db.session.scalar(_waiting(actor).with_only_columns(func.count()))
