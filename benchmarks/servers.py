"""Servers in processes of their own, Footbridge's and Datasette's, and the one client that asks them."""

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.asking import MILES, Question
from benchmarks.bare import Answer, cell
from core.config import ROOT
from directory.places.distances import Point, box, metres, metres_per_degree

PATIENCE = 120  # seconds
WAITRESS = ["-m", "waitress", "--threads=8"]
DATASETTE = ROOT / "build" / "datasette"
PINS = Path(__file__).with_name("requirements-datasette.txt")
# Datasette measures a page's own statements by this; a second would stop some of them.
DATASETTE_SETTINGS = {"suggest_facets": "off", "sql_time_limit_ms": "20000"}
# The search page says how many there are, and links each listing, as Datasette's table page does.
OURS = re.compile(r">([\d,]+) groups?[ <]"), re.compile(r'href="/directory/listings/([0-9a-f-]{36})"')
THEIRS = re.compile(r"([\d,]+) rows?\s"), re.compile(r'href="/[^"/]+/listing_text/(\d+)"')


class Server(NamedTuple):
    """A running server: its port, and the number of its process."""

    port: int
    process: int

    def peak(self) -> float:
        """The most memory that it has had at once, in MiB."""
        return peak_memory(self.process)

    def client(self) -> "Client":
        return Client(self.port)


def peak_memory(process: int) -> float:
    """The most memory that a process has had at once, in MiB (Linux: proc_pid_status(5), VmHWM)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


class Client:
    """One client with one connection, kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, address: str) -> bytes:
        """The body of a page. Raises RuntimeError where the answer is not 200."""
        self._connection.request("GET", address)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{address}: {response.status} {body[:300]!r}")
        return body

    def stream(self, address: str) -> Iterator[bytes]:
        """The body of a page as it comes, in pieces."""
        self._connection.request("GET", address)
        response = self._connection.getresponse()
        while piece := response.read(1 << 16):
            yield piece


def said(body: bytes, what: tuple[re.Pattern, re.Pattern]) -> tuple[int, list[str]]:
    """How many a page says there are, and the listings that it names, in order."""
    total, names = what
    page = body.decode()
    count = total.search(page)
    return int(count[1].replace(",", "")) if count else 0, list(dict.fromkeys(names.findall(page)))


def variables(url: str, **more: str) -> dict[str, str]:
    """The environment of an installation on this database."""
    own = {
        "DATABASE_URL": url,
        "SECRET_KEY": "a secret for benchmarks that is long enough",
        "PYTHONUTF8": "1",
        "BASE_URL": "https://footbridge.example",
    }
    return {**os.environ, "FOOTBRIDGE_MODE": "production", **own, **more}


@contextlib.contextmanager
def footbridge(url: str, folder: Path) -> Iterator[Server]:
    """Footbridge as the README starts it, on this database."""
    port = _free_port()
    environment = variables(url, OUTBOX_FOLDER=str(folder / "outbox"))
    command = [sys.executable, *WAITRESS, f"--listen=127.0.0.1:{port}", "--call", "app:create_app"]
    with _running(command, port, folder / "footbridge.log", environment) as server:
        yield server


@contextlib.contextmanager
def datasette(file: Path, folder: Path) -> Iterator[Server]:
    """Datasette over the same SQLite file, with the full-text table of the listings' words named."""
    tables = {"listing_text": {"fts_table": "listing_fts", "fts_pk": "number", "size": 20}}
    metadata = folder / "metadata.json"
    metadata.write_text(json.dumps({"databases": {file.stem: {"tables": tables}}}))
    port = _free_port()
    settings = [word for pair in DATASETTE_SETTINGS.items() for word in ("--setting", *pair)]
    command = [_datasette_python(), "-m", "datasette", "serve", file, "-p", port, "-m", metadata, *settings]
    with _running(list(map(str, command)), port, folder / "datasette.log", dict(os.environ)) as server:
        yield server


def _datasette_python() -> Path:
    """The Python of Datasette's own environment, made at the first asking."""
    python = DATASETTE / "bin" / "python"
    stamp = DATASETTE / "stamp"
    if not stamp.exists() or stamp.read_text() != PINS.read_text():
        venv.create(DATASETTE, with_pip=True, clear=True)
        pip = [
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
            "--only-binary",
            ":all:",
        ]
        subprocess.run([python, *pip, "-r", PINS], check=True)
        stamp.write_text(PINS.read_text())
    return python


def datasette_path(file: Path, question: Question) -> str:
    """The address of the table page that answers `question`: the same filter, in Datasette's own order."""
    asked = {"_search": question.word} if question.word else {}
    if question.spot:
        asked["_where"] = f"number in ({_near(question)})"
    return f"/{file.stem}/listing_text?{urlencode(asked)}"


def _near(question: Question) -> str:
    """The numbers within the circle, on the covering cells, the ground taken as flat where the question is asked."""
    point = question.spot.point
    around = box(point, metres(MILES))
    (south, west), (north, east) = (
        cell(Point(*at)) for at in ((around.south, around.west), (around.north, around.east))
    )
    northwards, eastwards = metres_per_degree(point.latitude)
    up, along = f"(lat - {point.latitude}) * {northwards}", f"(lon - ({point.longitude})) * {eastwards}"
    return (
        f"select number from bench_cell where tag = {question.tag} "  # noqa: S608 - numbers of our own
        f"and cell_y in ({','.join(map(str, range(south, north + 1)))}) and cell_x between {west} and {east} "
        f"and {up} * {up} + {along} * {along} <= {metres(MILES) ** 2}"
    )


def answer_of(body: bytes, numbers: dict[str, int] | None) -> Answer:
    """What a page answers; `numbers` are the listings' own, by id, of a page of ours, and None of Datasette's."""
    total, names = said(body, OURS if numbers else THEIRS)
    return total, [numbers[name] if numbers else int(name) for name in names]


@contextlib.contextmanager
def _running(command: list[str], port: int, log: Path, environment: dict[str, str]) -> Iterator[Server]:
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait(process, port, log)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{log.name}: no answer\n{log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
