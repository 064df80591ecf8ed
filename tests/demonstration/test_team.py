"""The demonstration's team: everybody's hours are written down, the load differs, and one goes on leave soon."""

from types import SimpleNamespace

from sqlalchemy import select

from accounts.models import Membership
from accounts.roles import Role
from core import clock
from core.db import db
from demonstration.team import POSTS
from referrals.allocation import queries
from referrals.intake.queries import queue
from tests.demonstration.conftest import A_TUESDAY


def test_the_team_has_hours_people_and_a_leave_to_come(demonstration):
    lead = db.session.scalar(select(Membership).where(Membership.role == Role.SERVICE_LEAD))
    actor = SimpleNamespace(id=lead.user_id, organisation_id=lead.organisation_id, role=lead.role)
    with clock.at(A_TUESDAY):
        members = [one for one in queries.members(actor) if one.terms.said]
        assert len(members) == len(POSTS) and all(one.load.people for one in members)
        assert len({one.load.percent for one in members}) > 1
        assert [one.user.name for one in members if one.next_away] == ["Grace Adeyemi"]
        found = queries.suggest(actor, queue(actor).items[0])
        assert found[0].best and found[0].reasons
