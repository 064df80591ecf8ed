"""What may be done with safeguarding notes: write one down with the referral that it came with."""

from core import audit
from core.db import db
from referrals.intake.safeguarding.models import SafeguardingNote
from referrals.intake.safeguarding.words import Concern


def note(actor, referral, answer: Concern, words: str | None) -> SafeguardingNote:
    """Keep what `actor` said of safeguarding; the audit entry says that, and not what."""
    made = SafeguardingNote(referral_id=referral.id, answer=Concern(answer), words=words or None, author_id=actor.id)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "safeguarding.note", made, referral=str(referral.id))
    return made
