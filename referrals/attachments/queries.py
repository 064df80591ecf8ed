"""Which documents come with a referral. Who may know of the referral may know of them, and nobody else."""

import uuid

from sqlalchemy import select

from core.db import db
from core.refusals import Missing
from referrals.attachments.models import Attachment, AttachmentContent
from referrals.intake.models import Referral
from referrals.intake.queries import visible_to


def of(referral: Referral) -> list[Attachment]:
    """Its documents, in the order in which they were added; without those that were removed."""
    rows = select(Attachment).where(Attachment.referral_id == referral.id, Attachment.removed_at.is_(None))
    return list(db.session.scalars(rows.order_by(Attachment.added_at, Attachment.id)))


def find(actor, attachment_id: uuid.UUID) -> Attachment:
    """One document; raises Missing, also for one that was removed or belongs to somebody else's referral."""
    mine = visible_to(actor).with_only_columns(Referral.id)
    rows = select(Attachment).where(Attachment.id == attachment_id, Attachment.removed_at.is_(None))
    if (found := db.session.scalar(rows.where(Attachment.referral_id.in_(mine)))) is None:
        raise Missing
    return found


def content(attachment: Attachment) -> bytes:
    """Its bytes."""
    rows = select(AttachmentContent.data).where(AttachmentContent.attachment_id == attachment.id)
    return db.session.scalars(rows).one()
