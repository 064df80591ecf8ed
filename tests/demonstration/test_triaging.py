"""The demonstration's rules: its lead's own before those that are shipped."""

from sqlalchemy import select

from core.db import db
from demonstration.triaging import ADDED
from referrals.triage import queries
from referrals.triage.models import TriageRule


def test_the_leads_own_rules_are_asked_first(demonstration):
    service_id = db.session.scalar(select(TriageRule.service_id).limit(1))
    own = queries.rules_for(service_id)
    assert [rule.answer for rule in own[: len(ADDED)]] == [facts["answer"] for facts in reversed(ADDED)]
    assert own[len(ADDED) :] == list(queries.SHIPPED)
