"""What is asked for triage: the rules of a service."""

import uuid

from sqlalchemy import select

from core.db import db
from referrals.triage.models import TriageRule


def rules_of(service_id: uuid.UUID) -> list[TriageRule]:
    """The service's own rules in their order; none while it has those that are shipped."""
    rows = select(TriageRule).where(TriageRule.service_id == service_id)
    return list(db.session.scalars(rows.order_by(TriageRule.place, TriageRule.id)))
