"""Among very many referrals an index leads to what every page counts and looks for: no page reads them all."""

import pytest
from sqlalchemy import event

from core.db import db
from referrals.intake import queries
from referrals.intake.promises import queries as promises
from referrals.intake.waiting import queries as waiting
from referrals.profile.queries import profile_of
from referrals.triage.queries import neighbours


@pytest.fixture
def plan_of(app):
    """`plan_of(ask)` is how SQLite finds the answers: one line for each step of each statement about referrals."""

    def explain(ask) -> list[str]:
        asked = []
        listener = lambda *args: asked.append(args[2:4])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        ask()
        event.remove(db.engine, "before_cursor_execute", listener)
        driver = db.session.connection().connection.cursor()
        about = [(statement, given) for statement, given in asked if "FROM referral" in statement]
        steps = [driver.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall() for statement, given in about]
        return [step[3] for of_one in steps for step in of_one]

    return explain


@pytest.mark.page_only  # PostgreSQL chooses by how many rows there are
def test_an_index_leads_to_what_is_counted_and_looked_for(refer, get, people, plan_of):
    one = get(refer())
    (last,) = plan_of(lambda: queries.usual_service_id(people.clinician))
    assert "ix_referral_practice_id_submitted_at" in last
    (role,) = plan_of(lambda: queries.role_said_by(people.clinician))
    assert "ix_referral_practice_id_referrer_id_submitted_at" in role
    (pace, *_) = plan_of(lambda: promises.pace_of(profile_of(people.service)))
    assert "COVERING INDEX ix_referral_service_id_first_contact_on_priority" in pace
    (count, *_) = plan_of(lambda: waiting.waiting_list(people.link_worker))
    assert "COVERING INDEX ix_referral_waiting (service_id=? AND status=? AND first_contact_on=?)" in count
    before, after = plan_of(lambda: neighbours(people.link_worker, one))
    assert "(service_id=? AND due_on>? AND (due_on,submitted_at,id)<(?,?,?))" in before
    assert "(service_id=? AND (due_on,submitted_at,id)>(?,?,?))" in after
