"""The stage of the journeys: the demonstration with the real feed on top, a real server and a real browser."""

import json
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from core.db import db
from tests.conftest import copied, make_app
from tests.journeys.window import WIDE, Window
from tests.support import chromium

ROOT = Path(__file__).resolve().parents[2]
FEED = ROOT.parent / "shared" / "data" / "feeds" / "oruk-1.0-north-lincolnshire.json"
AXE = ROOT / "build" / "checks" / "axe.min.js"


@pytest.fixture(scope="session")
def furnished(template_database, tmp_path_factory):
    """A database with the demonstration and, where it is at hand, some of the real feed: filled once, by commands."""
    folder = tmp_path_factory.mktemp("furnished")
    commands = [["demo"], *([["directory", "import", str(_some_of(FEED, folder))]] if FEED.exists() else [])]
    with copied(template_database, folder) as (url, database):
        app = make_app(url, folder, MODE="demonstration")
        for command in commands:
            outcome = app.test_cli_runner().invoke(args=command)
            assert outcome.exit_code == 0, outcome.output[-2000:]
        with app.app_context():
            db.engine.dispose()
        yield database


def _some_of(feed: Path, folder: Path) -> Path:
    """A file with every fifth record: enough of a council for pages to be met in."""
    some = folder / feed.name
    some.write_text(json.dumps(json.loads(feed.read_text("utf-8"))[::5]), "utf-8")
    return some


@pytest.fixture
def site(furnished, tmp_path):
    """The application and the address of a server, on a copy of the furnished database."""
    with copied(furnished, tmp_path) as (url, _):
        app = make_app(url, tmp_path, MODE="demonstration")
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        app.config["BASE_URL"] = f"http://127.0.0.1:{server.effective_port}"
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield app
        server.trigger.pull_trigger(server.close)  # in its own thread, for it may just be listening to what closes
        thread.join(5)
        assert not thread.is_alive()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def chrome():
    """A Chromium for the whole session; where there is none the journeys fail, they are not skipped."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        yield browser
        browser.close()


@pytest.fixture
def window(chrome, site):
    """A new window for one person: `window()`, or without JavaScript, `window(script=False)`."""
    contexts = []

    def open_one(*, script: bool = True, screen=WIDE) -> Window:
        context = chrome.new_context(
            java_script_enabled=script, viewport=screen, locale="en-GB", timezone_id="Europe/London"
        )
        contexts.append(context)
        return Window(context.new_page(), site.config["BASE_URL"], AXE.read_text(), script=script, screen=screen)

    yield open_one
    for context in contexts:
        context.close()
