"""A listing that publishes its address, and links to it."""

import pytest

from core.db import db, transaction
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.upkeep.links import operations
from tests.directory.search.conftest import document

EMAIL = "choir@footbridge.example"


@pytest.fixture
def listed(people):
    """`listed("Choir")` adds a listing with an address and returns its id."""

    def add(name="Thursday Choir", email=EMAIL):
        with transaction():
            said = document(name) | {"email": email}
            return listings.add_listing(people.directory_editor, document=said, keeper_id=people.group).id

    return add


@pytest.fixture
def linked():
    """`linked(purpose, service_id)` makes a link and returns its token."""

    def make(purpose, service_id, email=EMAIL, about_id=None):
        with transaction():
            service = db.session.get(Service, service_id)
            return operations.make(purpose, service, email=email, about_id=about_id)

    return make
