"""A listing that somebody may report, and reports of it made through the operations that people use."""

import pytest

from accounts.actors import Visitor
from core.db import db, transaction
from directory.listings import operations as listings
from directory.listings import queries
from directory.upkeep.reports import operations
from directory.upkeep.reports.models import ProblemReport
from directory.upkeep.reports.words import Reason
from tests.directory.search.conftest import document, listing

__all__ = ["listing"]

GROUP = "choir@groups.example"


@pytest.fixture
def choir(people):
    """The id of a listing whose group can be written to."""
    with transaction():
        given = document("Thursday Choir", email=GROUP)
        return listings.add_listing(people.directory_editor, document=given, keeper_id=people.group).id


@pytest.fixture
def say(choir):
    """`say(Reason.MOVED, words=…, email=…)` reports the choir as a visitor; returns the report's id."""

    def report(reason=Reason.MOVED, network="here", service_id=choir, **said):
        with transaction():
            found = queries.find(service_id)
            return operations.report(Visitor(), found, reason=reason, network=network, **said).id

    return report


@pytest.fixture
def read(choir):
    """`read(id)` reads a report afresh."""

    def fresh(report_id) -> ProblemReport:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get(ProblemReport, report_id)

    return fresh
