"""What was noticed in the demonstration: problems that wait, one that is settled, notes, and what is watched."""

from sqlalchemy import select

from core.db import db
from directory.upkeep.notes.models import ListingNote
from directory.upkeep.reports import queries
from directory.upkeep.reports.models import ProblemReport, Promise
from directory.upkeep.reports.words import Outcome, Reason
from directory.upkeep.watching.models import Watch


def test_there_is_something_to_settle_and_nobody_is_named(demonstration):
    assert {row.reason for row in queries.for_editors()} == set(Reason)
    assert db.session.scalars(select(ProblemReport.outcome).where(ProblemReport.outcome.is_not(None))).all() == [
        Outcome.RIGHT
    ]
    assert db.session.scalar(select(Promise)) is None
    assert len(db.session.scalars(select(ListingNote)).all()) == len(db.session.scalars(select(Watch)).all()) == 2
