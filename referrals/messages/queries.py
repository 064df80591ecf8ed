"""What is asked about messages that came in: whether one came before, and how its referral stands."""

import uuid

from sqlalchemy import select

from core.db import db
from core.refusals import Missing
from referrals.intake.models import Referral
from referrals.intake.queries import visible_to
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


def sent(actor, referral_id: uuid.UUID) -> ReceivedMessage:
    """The message that became this referral, if the actor's organisation sent it; raises Missing for any other."""
    rows = select(ReceivedMessage).join(Referral, Referral.id == ReceivedMessage.referral_id)
    own = visible_to(actor).with_only_columns(Referral.id)
    if (found := db.session.scalar(rows.where(Referral.id == referral_id, Referral.id.in_(own)))) is None:
        raise Missing
    return found
