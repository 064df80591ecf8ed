"""A group with a listing, and the answers that make a check."""

import datetime as dt

import pytest

from core.db import db, transaction
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.listings.parts import Organization
from directory.upkeep.checks import operations
from directory.upkeep.checks.words import Kind
from tests.directory.search.conftest import document

TODAY = dt.date(2026, 11, 25)
NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
INSURED = {"insurer": "Harbour Mutual", "pounds": 5_000_000, "until": dt.date(2027, 5, 3)}
SEEN = {"what_was_seen": "The certificate of this year", "seen_on": dt.date(2026, 11, 20)}


@pytest.fixture
def choir(people):
    """The id of a listing that the group keeps."""
    with transaction():
        given = document("Thursday Choir", email="choir@footbridge.example")
        return listings.add_listing(people.directory_editor, document=given, keeper_id=people.group).id


@pytest.fixture
def group(choir):
    """The id of the organization behind it."""
    return db.session.get(Service, choir).organization_id


@pytest.fixture
def do(people, group):
    """`do("record", version=0, ...)` does it, as the editor or as the group for an offer; insurance unless said."""

    def act(name, /, actor=None, kind=Kind.INSURANCE, **facts):
        who = people.group_representative if name == "offer" else people.directory_editor
        with transaction():
            organization = db.session.get(Organization, group)
            return getattr(operations, name)(actor or who, organization, kind=kind, **facts).id

    return act
