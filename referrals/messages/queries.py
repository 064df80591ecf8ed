"""What is asked about messages that came in: whether one came before, and what it called the referral."""

from sqlalchemy import select

from core.db import db
from referrals.intake.models import Referral
from referrals.messages.models import ReceivedMessage


def came_before(actor, system: str, identifier: str) -> ReceivedMessage | None:
    """The message with this identifier that the actor's organisation has sent, if there is one."""
    return db.session.scalar(
        select(ReceivedMessage).where(
            ReceivedMessage.organisation_id == actor.organisation_id,
            ReceivedMessage.system == system,
            ReceivedMessage.identifier == identifier,
        )
    )


def identifiers_of(actor, referral: Referral) -> list[dict[str, str]]:
    """What the actor's organisation called this referral when it sent it; nothing where it was made on the pages."""
    rows = select(ReceivedMessage).where(
        ReceivedMessage.referral_id == referral.id, ReceivedMessage.organisation_id == actor.organisation_id
    )
    found = db.session.scalars(rows.order_by(ReceivedMessage.created_at))
    return [{"system": one.system, "value": one.identifier} for one in found]
