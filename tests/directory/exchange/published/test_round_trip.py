"""What one Footbridge publishes, another that reads it over HTTP publishes too, field by field."""

import threading
import uuid
from contextlib import contextmanager

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from core.db import transaction
from directory.exchange.feeds import operations
from directory.listings.document import to_document
from directory.listings.queries import find
from tests.conftest import ON_POSTGRES
from tests.directory.exchange.published import many
from tests.directory.exchange.published.conftest import API, reading, take
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, *_):
        """Nothing."""


@contextmanager
def served(app):
    """The address of the API of `app`, on this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{API}"
    server.shutdown()
    thread.join()
    server.server_close()


def sync(app, url: str) -> str:
    """Read the feed at `url` into `app`; what the command says at its end."""
    app.config["FEED_PRIVATE_HOSTS"] = ["127.0.0.1"]
    with app.app_context(), transaction():
        operations.add_feed(EDITOR, name="The other Footbridge", url=url)
    result = app.test_cli_runner().invoke(args=["directory", "sync"])
    assert result.exit_code == 0, result.output
    return result.output.strip().splitlines()[-1]


def comparable(record: dict) -> dict:
    """The record without its confidential places: of these another house learns nothing, not even that there are."""
    places = [place for place in record.get("service_at_locations", []) if "location" in place]
    return {name: value for name, value in record.items() if name != "service_at_locations"} | {"places": places}


def published(reader) -> list[dict]:
    records = map(comparable, reader.lines("/services", full="true"))
    return sorted(records, key=lambda one: one["id"])


@pytest.mark.parametrize("directory", ["real", "random", *([] if ON_POSTGRES else ["demonstration"])])
def test_the_same_listings_in_an_empty_house(request, template_database, tmp_path, directory):
    first = request.getfixturevalue(directory)
    expected = published(first)
    with reading(template_database, tmp_path, lambda: None) as second, served(first.app) as url:
        count = len(expected)
        assert sync(second.app, url) == f"{count} read: {count} added, 0 changed, 0 unchanged, 0 refused"
        for here, there in zip(published(second), expected, strict=True):
            assert here == there


def test_what_comes_home_changes_nothing(template_database, tmp_path):
    """The house reads what it published itself: nothing is new, nothing is lost, nobody is asked anything."""
    records = [CHOIR, REFUGE, *many.listings(40)]
    with reading(template_database, tmp_path, lambda: take(records)) as house, served(house.app) as url:
        expected = house.lines("/services", full="true")
        count = len(expected)
        assert sync(house.app, url) == f"{count} read: 0 added, 0 changed, {count} unchanged, 0 refused"
        assert house.lines("/services", full="true") == expected
        with house.app.app_context():
            assert "Secret Lane" in str(to_document(find(uuid.UUID(REFUGE["id"]))))
