"""How quick is Footbridge? One command measures its pages, the bare database's answers and Datasette's, side by side.

python -m benchmarks.measure --help tells the choices; README.md beside this file, what is measured and how.
"""

import argparse
import contextlib
import gc
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from app import create_app
from benchmarks import generate, profiles, report
from benchmarks.asking import Question, Truth, drawn, path
from benchmarks.bare import Bare, naive
from benchmarks.figures import Figures, timed
from benchmarks.servers import Client, Server, answer_of, datasette, datasette_path, footbridge, peak_memory, variables
from core.config import ROOT
from core.db import db, sqlite
from tests.support.postgres import temporary_postgres

WHOLE = ("near", "word", "common", "all")
AT_HOME = ("near, at home", "word, at home", "all, at home")
CHECKED = 20
WARM = 30
SERVICES = "/api/oruk/v3/services"
EVERYTHING = f"{SERVICES}?format=ndjson&full=true"
DEEP = 5_000
# By how many metres at five miles a place may be off where the ground is taken as flat, as Datasette's filter does.
FLAT = 25
FEWER = 10


class Choices(NamedTuple):
    """What the command was told."""

    sizes: list[int]
    kinds: list[str]
    asked: int
    naively: int
    imported: int
    folder: Path


class Database(NamedTuple):
    """An empty database of one kind, and what stands in it once it is filled."""

    kind: str
    url: str

    def connect(self):
        """The driver's own connection."""
        if self.kind == "sqlite":
            return sqlite.connect(make_url(self.url).database)
        return psycopg.connect(make_url(self.url).set(drivername="postgresql").render_as_string(False), autocommit=True)

    @property
    def file(self) -> Path:
        return Path(make_url(self.url).database)

    @contextlib.contextmanager
    def app(self, folder: Path) -> Iterator:
        """An application on it in this process, on the newest migration."""
        settings = {"MODE": "testing", "SECRET_KEY": "x" * 40, "OUTBOX_FOLDER": str(folder / "outbox")}
        app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": self.url})
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


def main(words: list[str] | None = None) -> None:
    """Measure, print the tables, and where it is asked for put them into docs/performance.md."""
    told = _arguments(words)
    if told.folder:
        told.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=told.folder and told.folder.resolve()) as folder:
        choices = _choices(told, Path(folder))
        found: dict[str, list[Figures]] = {}
        for kind in choices.kinds:
            with databases(kind, choices.folder) as fresh:
                found[kind] = [_measure(fresh, size, size == choices.sizes[-1], choices) for size in choices.sizes]
            tables = report.section(kind, found[kind], found.get("sqlite", found[kind])[-1])
            print(tables, flush=True)
            if told.write:
                report.write(kind, tables)


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="numbers of listings")
    parser.add_argument("--sqlite", action="store_true", help="SQLite alone")
    parser.add_argument("--postgresql", action="store_true", help="PostgreSQL alone, on a server that it starts itself")
    parser.add_argument("--quick", action="store_true", help="fewer questions: to see that it runs")
    parser.add_argument("--imported", type=int, default=2_000, help="how many services are imported; 0 for none")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--folder", type=Path, default=None, help="where the databases are while it runs")
    return parser.parse_args(words)


def _choices(told: argparse.Namespace, folder: Path) -> Choices:
    kinds = [kind for kind in ("sqlite", "postgresql") if getattr(told, kind)] or ["sqlite", "postgresql"]
    asked, naively = (40, 1) if told.quick else (200, 2)
    return Choices(sorted(told.sizes), kinds, asked, naively, told.imported, folder)


@contextlib.contextmanager
def databases(kind: str, folder: Path) -> Iterator[Callable[[str], Database]]:
    """A function that makes an empty database with a name."""
    if kind == "sqlite":
        yield lambda name: Database(kind, f"sqlite:///{folder / f'{name}.db'}")
        return
    with temporary_postgres() as server:

        def fresh(name: str) -> Database:
            with create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(text(f"create database {name}"))
            return Database(kind, server.replace("/postgres?", f"/{name}?"))

        yield fresh


def _measure(fresh: Callable[[str], Database], size: int, largest: bool, choices: Choices) -> Figures:
    """A directory of this size: filled, checked, and then timed; all of it where it is the largest."""
    database, found, truth = fresh(f"listings_{size}"), Figures(size), Truth()
    _tell(database.kind, size, "filling")
    with _noting(found, "fill"), database.app(choices.folder):
        generate.fill(size, look=truth.add)
    bare = Bare(database.connect(), database.kind)
    bare.prepare(truth)
    # What is known of the listings stays; looking through it again and again would stand in every time measured here.
    gc.collect()
    gc.freeze()
    _tell(database.kind, size, "asking")
    questions = drawn(truth, choices.asked, f"{size} {database.kind}")
    _pages(database, truth, questions, bare, found, choices, largest)
    _tell(database.kind, size, "exporting")
    _export_memory(database, found, choices.folder)
    if largest:
        _dumps(bare, found)
        _naively(bare, truth, questions["all"][: choices.naively], found)
        _profile(database, truth, questions, found, choices.folder)
        _tell(database.kind, choices.imported, "importing")
        _imports(fresh, found, choices)
    return found


def _tell(*words) -> None:
    print(f"{time.strftime('%H:%M:%S')}", *words, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _noting(found: Figures, name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    found.seconds[name] = time.perf_counter() - started


# --- pages ----------------------------------------------------------------------------------------


def _pages(database, truth, questions, bare, found: Figures, choices: Choices, largest: bool) -> None:
    ids = {number: tag for tag, number in truth.tags.items()}
    numbers = {str(listing): number for number, listing in enumerate(truth.ids, 1)}
    kinds = (*WHOLE, *AT_HOME) if largest else AT_HOME
    ways: dict[str, Callable[[Question], tuple]] = {"bare": bare.answer}
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(footbridge(database.url, choices.folder))
        client = server.client()
        ways["ours"] = lambda question: answer_of(client.get(path(question, ids)), numbers)
        if database.kind == "sqlite" and largest:
            theirs = stack.enter_context(datasette(database.file, choices.folder))
            asking = theirs.client()
            ways["datasette"] = lambda question: answer_of(asking.get(datasette_path(database.file, question)), None)
        _check(ways, kinds, questions, truth)
        _time(server, "ours", lambda question: path(question, ids), kinds, questions, found)
        for kind in kinds:
            found.times["bare", kind] = timed(bare.answer, questions[kind])
        if largest:
            _other_pages(client, truth, found, choices)
            _meanwhile(server, client, [path(question, ids) for question in questions["near"]], found)
        if "datasette" in ways:
            there = database.file
            _time(theirs, "datasette", lambda question: datasette_path(there, question), WHOLE, questions, found)
            pages = [f"/{there.stem}/listing_text/{number}" for number in range(1, choices.asked + 1)]
            found.times["datasette", "listing"] = timed(theirs.client().get, pages)
        found.mebibytes["server"] = server.peak()


def _time(server: Server, who: str, address, kinds, questions, found: Figures) -> None:
    """The page alone, not our reading of it; over a new connection, for Datasette's server ends one that rests."""
    client = server.client()
    for kind in kinds:
        addresses = [address(question) for question in questions[kind]]
        for one in addresses[:WARM]:
            client.get(one)
        found.times[who, kind] = timed(client.get, addresses)


def _check(ways, kinds, questions, truth: Truth) -> None:
    """Stop where any of them does not answer as reading every listing does; Datasette has an order of its own."""
    for who, answer in ways.items():
        slack = {"slack": FLAT} if who == "datasette" else {}
        for question in (one for kind in kinds for one in questions[kind][:CHECKED]):
            total, numbers = answer(question)
            if problem := truth.problem(question, total, [] if slack else numbers, **slack):
                sys.exit(f"{who}, {question}: {problem}; nothing was timed")


def _other_pages(client: Client, truth: Truth, found: Figures, choices: Choices) -> None:
    """One listing's page, and of the published services the first page and page 5,000."""
    step = max(1, len(truth.ids) // choices.asked)
    listings = [f"/directory/listings/{one}" for one in truth.ids[::step]]
    for one in listings[:WARM]:
        client.get(one)
    found.times["ours", "listing"] = timed(client.get, listings)
    size = max(1, min(20, len(truth.ids) // DEEP))
    deep = min(DEEP, len(truth.ids) // size)
    for name, page in (("page 1", 1), ("page 5,000", deep)):
        addresses = [f"{SERVICES}?per_page={size}&page={page}"] * choices.asked
        client.get(addresses[0])
        found.times["ours", name] = timed(client.get, addresses)


def _meanwhile(server: Server, client: Client, addresses: list[str], found: Figures) -> None:
    """The same searches alone, and while somebody takes everything as quickly as they can."""
    stop = threading.Event()

    def take() -> None:
        while not stop.is_set():
            other = server.client()
            for _piece in other.stream(EVERYTHING):
                if stop.is_set():
                    return

    found.times["ours", "searches alone"] = timed(client.get, addresses)
    taking = threading.Thread(target=take)
    taking.start()
    time.sleep(0.5)
    found.times["ours", "searches meanwhile"] = timed(client.get, addresses)
    stop.set()
    taking.join()


def _export_memory(database: Database, found: Figures, folder: Path) -> None:
    """Everything, from a server that has done nothing else."""
    with footbridge(database.url, folder) as server:
        server.client().get("/health")
        found.mebibytes["before export"] = server.peak()
        with _noting(found, "export"):
            size = sum(map(len, server.client().stream(EVERYTHING)))
        found.mebibytes["export"], found.mebibytes["exported"] = server.peak(), size / 1024**2


def _dumps(bare: Bare, found: Figures) -> None:
    """json.dumps alone over the same prepared records, some at a time so that this process stays small."""
    taken, last = 0.0, 0
    lot = bare.sql("select number, record from listing_entry where number > ? order by number limit 1000")
    while rows := bare.all(lot, [last]):
        records = [json.loads(record) for _, record in rows]
        started = time.perf_counter()
        for record in records:
            json.dumps(record)
        taken += time.perf_counter() - started
        last = rows[-1][0]
    found.seconds["dumps"] = taken


def _naively(bare: Bare, truth: Truth, questions: list[Question], found: Figures) -> None:
    for question in questions:
        problem = truth.problem(question, *naive(bare, question))
        if problem:
            sys.exit(f"naive, {question}: {problem}")
    found.times["naive", "all"] = timed(lambda question: naive(bare, question), questions)


def _profile(database: Database, truth: Truth, questions, found: Figures, folder: Path) -> None:
    ids = {number: tag for tag, number in truth.tags.items()}
    addresses = {kind: [path(question, ids) for question in questions[kind]] for kind in WHOLE}
    addresses["listing"] = [f"/directory/listings/{one}" for one in truth.ids[:40]]
    addresses["page 1"] = [f"{SERVICES}?per_page=20"] * 20
    with database.app(folder) as app:
        found.profiles = profiles.of(app, addresses)


# --- import ---------------------------------------------------------------------------------------


def _imports(fresh: Callable[[str], Database], found: Figures, choices: Choices) -> None:
    """So many services into an empty database, the same file again, and a tenth as many to compare the memory."""
    for name, size in (("import", choices.imported), ("small import", choices.imported // FEWER)):
        if not size:
            return
        database, feed = fresh(f"into_{size}"), choices.folder / f"feed_{size}.json"
        generate.write_feed(feed, size)
        environment = variables(database.url, FEED_FOLDER=str(choices.folder / "feeds"))
        _flask(["db", "upgrade"], environment)
        for time_of_it in ("first", "again"):
            with _noting(found, f"{name}, {time_of_it}"):
                found.mebibytes[f"{name}, {time_of_it}"] = _flask(["directory", "import", str(feed)], environment)


def _flask(words: list[str], environment: dict[str, str]) -> float:
    """Run a command; returns the most memory that it had at once, in MiB."""
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=told)
        # Asked while it runs: what the system says afterwards counts this process, from which it was started, too.
        peak = 0.0
        while process.poll() is None:
            with contextlib.suppress(OSError, TypeError):
                peak = max(peak, peak_memory(process.pid))
            time.sleep(0.05)
        if process.returncode:
            told.seek(0)
            sys.exit(f"{' '.join(command)}: {told.read()[-2000:]}")
    return peak


if __name__ == "__main__":
    main()
