"""Which documents come with a referral. Who may know of the referral may know of them, and nobody else."""

import uuid

from sqlalchemy import select

from core.db import db
from core.refusals import Missing
from referrals.attachments.models import Attachment, AttachmentContent
from referrals.intake import discretion
from referrals.intake.models import Referral
from referrals.intake.queries import visible_to


def of(referral: Referral) -> list[Attachment]:
    """Its documents, in the order in which they were added; without those that were removed.

    Of one that is read discreetly, what the practice added itself: the service's may say what happened.
    """
    rows = select(Attachment).where(Attachment.referral_id == referral.id, Attachment.removed_at.is_(None))
    if referral.is_discreet:
        rows = rows.where(Attachment.organisation_id == referral.practice_id)
    return list(db.session.scalars(rows.order_by(Attachment.added_at, Attachment.id)))


def find(actor, attachment_id: uuid.UUID) -> Attachment:
    """One document; raises Missing, also for one that was removed, is of another's referral or is kept from them."""
    mine = visible_to(actor).with_only_columns(Referral.id)
    rows = select(Attachment).where(Attachment.id == attachment_id, Attachment.removed_at.is_(None))
    if (found := db.session.scalar(rows.where(Attachment.referral_id.in_(mine)))) is None:
        raise Missing
    kept = discretion.seen_by(actor, found.referral).is_discreet and found.organisation_id != actor.organisation_id
    if kept:
        raise Missing
    return found


def content(attachment: Attachment) -> bytes:
    """Its bytes."""
    rows = select(AttachmentContent.data).where(AttachmentContent.attachment_id == attachment.id)
    return db.session.scalars(rows).one()
