"""What waits for the demonstration's editors: something of nearly every kind, told by those who would tell it."""

from sqlalchemy import select

from core.db import db
from directory.upkeep.answers.models import GroupEnding
from directory.upkeep.claims.models import ListingClaim
from directory.upkeep.queue.kinds import Kind
from directory.upkeep.queue.sources import SOURCES
from directory.upkeep.signups.models import GroupSignUp


def test_the_queue_has_something_of_each_kind_that_people_bring(demonstration):
    kinds = {row.kind for source in SOURCES.values() for row in source.rows()}
    assert kinds >= set(Kind) - {Kind.SILENT, Kind.CONFLICT}


def test_nobody_who_asks_is_anybody(demonstration):
    asking = [*db.session.scalars(select(ListingClaim)), *db.session.scalars(select(GroupSignUp))]
    assert asking and all(one.email.endswith("@footbridge.example") for one in asking)
    (ending,) = db.session.scalars(select(GroupEnding))
    assert ending.service.name == "Sunday Sketchers" and not ending.service.retired_at
