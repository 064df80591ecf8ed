"""What may be done with safeguarding notes: write one down with the referral that it came with."""

from sqlalchemy import select

from core import audit
from core.db import db
from referrals.intake.safeguarding.models import SafeguardingNote
from referrals.intake.safeguarding.words import Concern


def carry(referral, successor) -> None:
    """Keep what was said of safeguarding beside the referral to which this one was passed on, as it was said."""
    for row in db.session.scalars(select(SafeguardingNote).where(SafeguardingNote.referral_id == referral.id)):
        facts = {name: getattr(row, name) for name in ("created_at", "answer", "words", "author_id")}
        db.session.add(SafeguardingNote(referral_id=successor.id, **facts))
    db.session.flush()


def note(actor, referral, answer: Concern, words: str | None) -> SafeguardingNote:
    """Keep what `actor` said of safeguarding; the audit entry says that, and not what."""
    made = SafeguardingNote(referral_id=referral.id, answer=Concern(answer), words=words or None, author_id=actor.id)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "safeguarding.note", made, referral=str(referral.id))
    return made
