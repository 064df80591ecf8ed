"""Directories that are published, made once for the tests that only read them: the demonstration's, a real feed's."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core import clock
from core.db import db, transaction
from demonstration import house, shelves
from directory.exchange.operations import Outcome, take_in
from tests.conftest import copied, make_app
from tests.directory.exchange.published import many
from tests.directory.exchange.test_normalise import REAL
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE

API = "/api/oruk/v3"
DAY = dt.date(2026, 11, 24)


class Reader:
    """Somebody else's program that reads the API of `app`."""

    def __init__(self, app) -> None:
        self.app, self.client = app, app.test_client()

    def get(self, path: str, **kwargs):
        """One answer; it finds nothing of an earlier one in `g`."""
        with self.app.app_context():
            response = self.client.get(API + path, **kwargs)
            response.get_data()
            db.session.remove()
        return response

    def json(self, path: str, **parameters) -> dict:
        """The body of an answer that is 200."""
        response = self.get(path, query_string=parameters)
        assert response.status_code == 200, (path, parameters, response.get_data(as_text=True)[:500])
        return response.get_json()

    def lines(self, path: str, **parameters) -> list[dict]:
        """Everything there, by `format=ndjson`."""
        response = self.get(path, query_string=parameters | {"format": "ndjson"})
        assert response.status_code == 200 and response.mimetype == "application/x-ndjson"
        return [json.loads(line) for line in response.get_data(as_text=True).splitlines()]

    def walk(self, path: str, **parameters) -> Iterator[dict]:
        """Every item of a list, page by page, as a reader would who keeps to the envelope."""
        number, last = 0, False
        while not last:
            number += 1
            page = self.json(path, **parameters | {"page": number})
            yield from page["contents"]
            last = page["last_page"] or page["empty"]


@contextmanager
def reading(database, folder, fill):
    """A Reader of a copy of `database` that `fill` has put listings into."""
    with copied(database, folder) as (url, _):
        app = make_app(url, folder)
        with app.app_context():
            fill()
            db.session.remove()
        yield Reader(app)
        with app.app_context():
            db.engine.dispose()


def take(records: list, source: str = "feed") -> None:
    """Take records in; every one must be good."""
    assert {report.outcome for report in take_in(EDITOR, records, source=source)} <= {Outcome.ADDED}


@pytest.fixture(scope="session")
def empty(template_database, tmp_path_factory):
    with reading(template_database, tmp_path_factory.mktemp("empty"), lambda: None) as reader:
        yield reader


def _demonstration() -> None:
    with clock.at(dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)), transaction():
        shelves.fill(house.open_house(), DAY)


@pytest.fixture(scope="session")
def demonstration(template_database, tmp_path_factory):
    """The listings of the demonstration."""
    with reading(template_database, tmp_path_factory.mktemp("demonstration"), _demonstration) as reader:
        yield reader


@pytest.fixture(scope="session")
def real(template_database, tmp_path_factory):
    """A slice of the real feed."""
    if not REAL.exists():
        pytest.skip(f"needs ../shared/data/feeds/{REAL.name} beside the repository")
    records = json.loads(REAL.read_text())[:150]
    with reading(template_database, tmp_path_factory.mktemp("real"), lambda: take(records)) as reader:
        yield reader


@pytest.fixture(scope="session")
def random(template_database, tmp_path_factory):
    """A choir, a refuge, and many listings of chance that differ in everything that can be asked for."""
    records = [CHOIR, REFUGE, *many.listings(80)]
    with reading(template_database, tmp_path_factory.mktemp("random"), lambda: take(records)) as reader:
        yield reader
