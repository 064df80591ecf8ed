"""Who may read a safeguarding note, and who is told that there is one."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import select

from accounts.roles import Permission, may
from core.db import db
from referrals.intake.safeguarding.models import SafeguardingNote
from referrals.intake.safeguarding.words import Concern

SAID = {
    Concern.NO: "The referrer knew of no safeguarding concern",
    Concern.NOT_KNOWN: "The referrer did not know whether there is a safeguarding concern",
}
# Who else knows whether a concern about a referral stands, whatever its referrer said; by wing.
STANDING: dict[str, Callable[[Any], bool]] = {}


def notes_for(actor, referral) -> list[SafeguardingNote]:
    """The notes of this referral that `actor` may read, oldest first; whoever shows them writes that down.

    Those who lead its service and the link worker who has it read them all, and whoever wrote one reads that.
    """
    if not may(actor, Permission.READ_SAFEGUARDING):
        return []
    rows = select(SafeguardingNote).where(SafeguardingNote.referral_id == referral.id)
    if not _works_it(actor, referral):
        rows = rows.where(SafeguardingNote.author_id == actor.id)
    return list(db.session.scalars(rows.order_by(SafeguardingNote.created_at)))


class Sign(NamedTuple):
    """One urgent sign as whoever looks may read it; one that is `apart` is read as the note is, and never printed."""

    words: str
    apart: bool


def signs_for(actor, referral) -> list[Sign]:
    """The urgent signs. One of safeguarding is named to those who read the note; others learn that there is one."""
    signs = [Sign(words, apart=False) for words in referral.open_urgent_words]
    if not referral.safeguarding_signs:
        return signs
    if notes_for(actor, referral):
        return signs + [Sign(sign.words, apart=True) for sign in referral.safeguarding_signs]
    ask = ": ask the lead of your service" if is_withheld(actor, referral) else ""
    return [*signs, Sign(f"Urgent need named{ask}", apart=False)]


def all_of(referral) -> list[SafeguardingNote]:
    """Every note of this referral, oldest first: to be carried on, never to be shown."""
    rows = select(SafeguardingNote).where(SafeguardingNote.referral_id == referral.id)
    return list(db.session.scalars(rows.order_by(SafeguardingNote.created_at)))


def is_withheld(actor, referral) -> bool:
    """Whether `actor` works at its service, may come to act on it, and must ask the lead about a concern."""
    if not may(actor, Permission.WORK_REFERRALS) or referral.service_id != actor.organisation_id:
        return False
    return not _works_it(actor, referral) and has_concern(referral)


def line_for(actor, referral) -> str:
    """One line beside the record: that there is a concern, what was answered, or whom to ask; empty for the others."""
    if is_withheld(actor, referral):
        return "There is a safeguarding concern: ask the lead of your service"
    notes = notes_for(actor, referral)
    works = _works_it(actor, referral)
    if any(_names(one, referral) for one in notes) or (works and _stands(referral)):
        return "There is a safeguarding concern"
    return SAID.get(notes[-1].answer, "") if notes else ""


def _works_it(actor, referral) -> bool:
    if referral.service_id != actor.organisation_id:
        return False
    return may(actor, Permission.LEAD_SERVICE) or referral.link_worker_id == actor.id


def has_concern(referral) -> bool:
    """Whether the referrer said so or named a sign of one, or one stands; what it is, `notes_for` and concerns tell."""
    return bool(named_in(referral)) or _stands(referral)


def named_in(referral) -> list[SafeguardingNote]:
    """The notes that say that there is one, oldest first: to be carried on, never to be shown."""
    return [one for one in all_of(referral) if _names(one, referral)]


def _names(note: SafeguardingNote, referral) -> bool:
    """Beside an urgent sign of it, every answer does."""
    return note.answer is Concern.YES or bool(referral.safeguarding_signs)


def _stands(referral) -> bool:
    return any(stands(referral) for stands in STANDING.values())
