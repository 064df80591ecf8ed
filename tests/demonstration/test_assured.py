"""The demonstration's checks: one that holds, one that ends soon, one that ran out, one that waits for an editor."""

from sqlalchemy import select

from core import clock
from core.db import db
from directory.listings.models import Service
from directory.upkeep.checks import queries
from directory.upkeep.checks.states import State
from directory.upkeep.checks.words import Kind
from tests.demonstration.conftest import A_TUESDAY


def test_every_state_is_there_to_be_seen(demonstration):
    groups = {one.url.rsplit("/", 1)[1]: one.organization_id for one in db.session.scalars(select(Service)) if one.url}
    with clock.at(A_TUESDAY):
        found = {key: queries.check(groups[key], Kind.INSURANCE).state for key in groups if key.startswith("k")}
        assert queries.check(groups["capstan-shed"], Kind.INSURANCE).state is State.VALID
        assert found["keystone-advice"] is State.EXPIRING
        assert found["keepsake-havant"] is State.EXPIRED
        assert [one.kind for one in queries.for_editors()] == [Kind.POLICY]
