"""Who may read a safeguarding note, and who is told that there is one."""

from collections.abc import Callable
from typing import Any

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
    if any(one.answer is Concern.YES for one in notes) or (_works_it(actor, referral) and _stands(referral)):
        return "There is a safeguarding concern"
    return SAID.get(notes[-1].answer, "") if notes else ""


def _works_it(actor, referral) -> bool:
    if referral.service_id != actor.organisation_id:
        return False
    return may(actor, Permission.LEAD_SERVICE) or referral.link_worker_id == actor.id


def has_concern(referral) -> bool:
    """Whether the referrer said that there is one, or one stands; what it is, only `notes_for` and concerns tell."""
    return bool(named_in(referral)) or _stands(referral)


def named_in(referral) -> list[SafeguardingNote]:
    """The notes that say that there is one, oldest first: to be carried on, never to be shown."""
    return [one for one in all_of(referral) if one.answer is Concern.YES]


def _stands(referral) -> bool:
    return any(stands(referral) for stands in STANDING.values())
