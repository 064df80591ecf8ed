"""A whole installation for one test: a database with people in it, the real server, the outbox's sender."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from core.db import db
from tests.conftest import make_app
from tests.reliability import nursery
from tests.reliability.client import Client, NoAnswer
from tests.support.people import PASSWORD, People

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40


class House:
    """Starts, kills and starts again. `port` is where the server listens; `settings` are environment variables."""

    def __init__(self, url: str, folder: Path, **settings: str) -> None:
        self.url, self.folder = url, folder
        self.port = free_port()
        self.people = People()
        self.processes: list[subprocess.Popen | nursery.Born] = []
        self.settings = {
            "FOOTBRIDGE_MODE": "demonstration",
            "DATABASE_URL": url,
            "SECRET_KEY": "a secret for tests that is long enough",
            "OUTBOX_FOLDER": str(folder / "outbox"),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "PYTHONUNBUFFERED": "1",
        } | settings

    @cached_property
    def _app(self):
        return make_app(self.url, self.folder, MODE="demonstration")

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """The application on this house's database, in the test's own process: for operations and queries."""
        with self._app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def start(self, *, sender: bool = False) -> "House":
        """Start the server, and the outbox's sender if asked, and wait until the server answers."""
        self._spawn("web", str(self.port))
        if sender:
            self._spawn("sender")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(NoAnswer):
                Client(self.port, timeout=5).open("/accessibility")
                return self
            assert self.processes[0].poll() is None, f"the server did not start: {self.log()[-3000:]}"
            time.sleep(0.05)
        raise AssertionError(f"the server did not answer: {self.log()[-3000:]}")

    def _spawn(self, *role: str) -> None:
        self.processes.append(self.begin(*role))

    def begin(self, *role: str) -> subprocess.Popen | nursery.Born:
        """Begin what ends by itself, as a command does: `begin("round")` is the nightly round."""
        command = [sys.executable, "-m", "tests.reliability.serve", *role]
        environment = os.environ | self.settings
        if nursery.may_bear(environment):
            return nursery.bear(list(role), environment, self.folder / "log")
        with open(self.folder / "log", "ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """Kill every process as `kill -9` does: nobody can tidy up."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
        self.wait_for_death()

    def wait_for_death(self) -> None:
        """Wait until every process is gone."""
        for process in self.processes:
            process.wait(PATIENCE_SECONDS)
        self.processes.clear()

    def log(self) -> str:
        """Everything that the processes printed."""
        return (self.folder / "log").read_text(errors="replace") if (self.folder / "log").exists() else ""

    def events(self) -> list[dict]:
        """The structured log, in order."""
        return [json.loads(line) for line in self.log().splitlines() if line.startswith("{") and line.endswith("}")]

    def failures(self) -> list[dict]:
        """What no fault may lead to: errors that nobody foresaw, and answers of 500."""
        return [one for one in self.events() if one["event"] == "failure" or one.get("status") == 500]

    def client(self, actor) -> Client:
        """A browser in which `actor` has signed in through the page."""
        return Client(self.port).sign_in(actor.email, PASSWORD)


def wait_until(what: str, true: Callable[[], object]) -> None:
    """Wait until `true` answers so; fail with the words `what` if that takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, f"it did not come about that {what}"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
