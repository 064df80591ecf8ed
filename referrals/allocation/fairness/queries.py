"""The referrals of a year by practice, without anything of the people."""

import datetime as dt

from accounts.models import Organisation
from core import clock
from core.db import db
from referrals.allocation.fairness.rates import Sent
from referrals.intake.models import Referral
from referrals.intake.queries import visible_to
from referrals.words import Priority

BACK = dt.timedelta(days=365)


def sent(actor) -> list[Sent]:
    """What was sent to the actor's service in the last 365 days."""
    columns = (Organisation.name, Referral.status, Referral.submitted_at, Referral.first_contact_on, Referral.priority)
    rows = visible_to(actor).outerjoin(Organisation, Organisation.id == Referral.practice_id)
    rows = rows.where(Referral.submitted_at >= clock.now() - BACK).with_only_columns(*columns)
    return [
        Sent(practice, status, moment.astimezone(clock.LONDON).date(), first_on, priority is Priority.URGENT)
        for practice, status, moment, first_on, priority in db.session.execute(rows)
    ]
