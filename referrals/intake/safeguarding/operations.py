"""What may be done with safeguarding notes: write one down with its referral, give it to the service that gets that."""

from collections.abc import Callable
from typing import Any

from core import audit
from core.db import db
from referrals.intake.safeguarding import queries
from referrals.intake.safeguarding.models import SafeguardingNote
from referrals.intake.safeguarding.words import Concern

# What else follows where a concern is named: (actor, referral, words).
ON_CONCERN: dict[str, Callable[[Any, Any, str | None], None]] = {}


def note(actor, referral, answer: Concern, words: str | None) -> SafeguardingNote:
    """Keep what `actor` said of safeguarding; the audit entry says that, and not what."""
    made = _keep(referral, Concern(answer), words or None, actor.id)
    audit.record(actor, "safeguarding.note", made, referral=str(referral.id))
    _follow(actor, referral, made)
    return made


def carry(actor, referral, successor) -> None:
    """Give the referral that another service gets the same notes, said when and by whom they were.

    Safeguarding needs no agreement to be passed on. The concern that a note named goes along by itself (concerns).
    """
    for given in queries.all_of(referral):
        made = _keep(successor, given.answer, given.words, given.author_id, created_at=given.created_at)
        audit.record(actor, "safeguarding.carry", made, referral=str(successor.id))


def _keep(referral, answer: Concern, words: str | None, author_id, **said) -> SafeguardingNote:
    made = SafeguardingNote(referral_id=referral.id, answer=answer, words=words, author_id=author_id, **said)
    db.session.add(made)
    db.session.flush()
    return made


def _follow(actor, referral, made: SafeguardingNote) -> None:
    """An urgent sign of safeguarding is a concern, whatever was answered: with it goes what was named and answered."""
    named = "; ".join(sign.words for sign in referral.safeguarding_signs)
    for follow in ON_CONCERN.values() if named or made.answer is Concern.YES else ():
        follow(actor, referral, _beside(named, made) if named else made.words)


def _beside(named: str, made: SafeguardingNote) -> str:
    answered = f"Named as urgent: {named}. Is there a safeguarding concern? {made.answer.words}"
    return f"{answered}: {made.words}" if made.words else answered
