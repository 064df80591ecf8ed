"""The demonstration, built once for the tests that only read it, and the real postcodes."""

import csv
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core import clock
from core.db import db, transaction
from demonstration import operations
from tests.conftest import copied, make_app

POSTCODES = Path(__file__).parents[3] / "shared" / "data" / "postcodes" / "unit_postcodes_PO.csv"
A_TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SEED = 2026


@pytest.fixture(scope="session")
def real_postcodes():
    """Every located postcode of the PO area."""
    if not POSTCODES.exists():
        pytest.skip("needs ../shared/data/postcodes/unit_postcodes_PO.csv")
    with POSTCODES.open(newline="") as lines:
        return {row["postcode"] for row in csv.DictReader(lines) if row["latitude"]}


@pytest.fixture(scope="session")
def built(template_database, tmp_path_factory):
    """Build the demonstration in a database of its own: `with built(seed) as app:`."""

    @contextmanager
    def build(seed=SEED, moment=A_TUESDAY):
        folder = tmp_path_factory.mktemp("demonstration")
        with copied(template_database, folder) as (url, _):
            app = make_app(url, folder)
            with app.app_context(), clock.at(moment), transaction():
                assert operations.fill(seed)
            yield app
            with app.app_context():
                db.engine.dispose()

    return build


@pytest.fixture(scope="session")
def filled(built):
    """An application that holds the demonstration of Tuesday 24 November 2026."""
    with built() as app:
        yield app


@pytest.fixture
def demonstration(filled):
    """The same, with its context open, only to be read."""
    with filled.app_context():
        yield filled
        db.session.remove()
