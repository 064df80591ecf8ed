"""A whole installation for one test: a database with people in it, the real server, the outbox's sender."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from core.db import db
from tests.conftest import make_app
from tests.reliability.client import Client, NoAnswer
from tests.support.people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40


class House:
    """Starts, kills and starts again. `port` is where the server listens; `settings` are environment variables."""

    def __init__(self, url: str, folder: Path, **settings: str) -> None:
        self.url, self.folder = url, folder
        self.port = free_port()
        self.processes: list[subprocess.Popen] = []
        self.settings = {
            "FOOTBRIDGE_MODE": "demonstration",
            "DATABASE_URL": url,
            "SECRET_KEY": "a secret for tests that is long enough",
            "OUTBOX_FOLDER": str(folder / "outbox"),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "PYTHONUNBUFFERED": "1",
        } | settings

    @contextlib.contextmanager
    def inside(self):
        """The application on this house's database, in the test's own process."""
        app = make_app(self.url, self.folder, MODE="demonstration")
        with app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def start(self, *, sender: bool = False) -> "House":
        """Start the server and wait until it answers."""
        self._spawn([sys.executable, "-m", "tests.reliability.serve", str(self.port)])
        if sender:
            self._spawn([sys.executable, "-m", "flask", "--app", "app", "outbox", "send", "--watch"])
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(NoAnswer):
                Client(self.port, timeout=5).open("/accessibility")
                return self
            time.sleep(0.1)
        raise AssertionError(f"the server did not start: {self.log()[-3000:]}")

    def _spawn(self, command: list[str]) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}}
        with open(self.folder / "log", "ab") as log:
            self.processes.append(
                subprocess.Popen(command, cwd=ROOT, env=environment | self.settings, stdout=log, stderr=log)
            )

    def kill(self) -> None:
        """Kill every process as `kill -9` does: nobody can tidy up."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
        for process in self.processes:
            process.wait()
        self.processes.clear()

    def log(self) -> str:
        """Everything that the processes printed."""
        return (self.folder / "log").read_text(errors="replace") if (self.folder / "log").exists() else ""

    def client(self, actor) -> Client:
        """A browser in which `actor` has signed in through the page."""
        return Client(self.port).sign_in(actor.email, PASSWORD)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
