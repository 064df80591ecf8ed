"""What every test stands on: an application on an empty, migrated database, people of every role, browsers for them."""

import contextlib
import copy
import gc
import os
import shutil
import uuid
from contextlib import ExitStack, contextmanager
from functools import lru_cache

import pytest
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from werkzeug.routing import Rule

from accounts import passwords
from accounts.roles import Role
from app import create_app
from core.db import db, sqlite
from core.outbox import queries as outbox
from tests.support import rows
from tests.support.browsing import Browser
from tests.support.house import House
from tests.support.people import PASSWORD_COST, People
from tests.support.postgres import temporary_postgres
from tests.support.together import Together
from tests.support.world import World

ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgresql"
SETTINGS = {
    "MODE": "testing",
    "SECRET_KEY": "a secret for tests that is long enough",
    "PASSWORD_COST": PASSWORD_COST,
    "BASE_URL": "http://localhost",
    "PUBLIC_FORM_SECONDS": 0,
}


class CompiledTemplates(BytecodeCache):
    """Every test has an application of its own; what its templates compile to is found out once."""

    def __init__(self) -> None:
        self._known = {}

    def load_bytecode(self, bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


COMPILED_TEMPLATES = CompiledTemplates()
# The same few passwords are judged for the same few people again and again.
passwords._score = lru_cache(passwords._score)


def make_app(url: str, folder, **settings):
    """An application on the database at `url` that keeps its files under `folder`."""
    own = {
        "SQLALCHEMY_DATABASE_URI": url,
        "OUTBOX_FOLDER": str(folder / "outbox"),
        "FEED_FOLDER": str(folder / "feeds"),
    }
    app = create_app(SETTINGS | own | settings)
    app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    return app


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL server that this test session started; {name} is the database."""
    with temporary_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def template_database(request, tmp_path_factory):
    """A database that the migrations made once, to be copied for each test."""
    if not ON_POSTGRES:
        path = tmp_path_factory.mktemp("template") / "template.db"
        _migrate(f"sqlite:///{path}", path.parent)
        return path
    server = request.getfixturevalue("postgres")
    _run_on(server, "create database template_footbridge")
    url = server.replace("/postgres?", "/template_footbridge?")
    _migrate(url, tmp_path_factory.mktemp("template"))
    return url


def _migrate(url, folder) -> None:
    app = make_app(url, folder)
    with app.app_context():
        upgrade()
        db.engine.dispose()


def _close_wal(path) -> None:
    """Fold the write-ahead log into the file, so that copying the file copies everything."""
    with contextlib.closing(sqlite.connect(path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")


# What SQLAlchemy has once compiled for the kept database serves every later test: one engine, not one for each
# application that a test makes.
KEPT: set[str] = set()
ENGINES = {}
_make_engine = db._make_engine


def _one_engine(bind_key, options, app):
    if str(options["url"]) not in KEPT:
        return _make_engine(bind_key, options, app)
    key = repr(sorted(options.items(), key=str))
    if key not in ENGINES:
        ENGINES[key] = _make_engine(bind_key, options, app)
    return ENGINES[key]


db._make_engine = _one_engine

# Every test has an application of its own, and each has the same addresses: what they compile to is found out once.
_compile = Rule.compile
COMPILED = {}


def _compile_once(rule):
    key = rule.rule, repr(rule.defaults), rule.subdomain, rule.host, rule.merge_slashes
    if key not in COMPILED:
        _compile(rule)
        COMPILED[key] = rule
        return
    known = COMPILED[key]
    rule._parts, rule._trace, rule._converters = known._parts, known._trace, known._converters
    rule.arguments = set(known.arguments)
    rule._build, rule._build_unknown = (one.__func__.__get__(rule) for one in (known._build, known._build_unknown))


Rule.compile = _compile_once


def _run_on(server: str, statement: str) -> None:
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))


@contextmanager
def copied(database, folder):
    """A copy of a database, as (its address, what `copied` takes to copy it again); gone after the block.

    `database` is a file for SQLite, and for PostgreSQL the server's address with the database's name.
    """
    if not ON_POSTGRES:
        _close_wal(database)
        path = folder / "footbridge.db"
        shutil.copyfile(database, path)
        yield f"sqlite:///{path}", path
        return
    source = database.split("?")[0].rsplit("/", 1)[1]
    server, name = database.replace(f"/{source}?", "/postgres?"), f"t_{uuid.uuid4().hex[:16]}"
    _run_on(server, f"create database {name} template {source} strategy file_copy")
    own = server.replace("/postgres?", f"/{name}?")
    yield own, own
    _run_on(server, f"drop database if exists {name} with (force)")


@contextmanager
def keeper(database, own):
    """What makes `own`, a copy that `copied` gave, once more what `database` is; nobody may be at work in it."""
    if ON_POSTGRES:
        with rows.keeper(database, own) as put_back:
            yield put_back
    else:
        yield lambda: _copy_again(database, own)


def _copy_again(database, own) -> None:
    for end in ("-wal", "-shm"):
        own.with_name(own.name + end).unlink(missing_ok=True)
    shutil.copyfile(database, own)


@pytest.fixture(scope="session")
def staffed(template_database, tmp_path_factory):
    """A database with people of every role and listings, and who and where they are; made once."""
    with _prepared(template_database, tmp_path_factory.mktemp("staffed"), World().staff) as made:
        yield made


@pytest.fixture(scope="session")
def furnished(staffed, tmp_path_factory):
    """The same with one of every record in it."""
    database, world = staffed
    with _prepared(database, tmp_path_factory.mktemp("furnished"), copy.deepcopy(world).furnish) as made:
        yield made


@contextmanager
def _prepared(database, folder, prepare):
    with copied(database, folder) as (url, own):
        app = make_app(url, folder)
        with app.app_context():
            world = prepare()
            db.session.remove()
            db.engine.dispose()
        yield own, world


@contextmanager
def opened(prepared, folder, **settings):
    """A House on a copy of what `staffed` or `furnished` gave."""
    database, world = prepared
    with copied(database, folder) as (url, own), keeper(database, own) as put_back:
        app = make_app(url, folder, **{"GEOCODER_HOST": "127.0.0.1:9", "GEOCODER_SECONDS": 1} | settings)
        yield House(app, world, put_back)
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="module")
def house(furnished, tmp_path_factory):
    """An application with one of every record, for the tests of a module: `house.ask("other_clinician", path)`."""
    with opened(furnished, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="session")
def kept_database(template_database, tmp_path_factory):
    """One copy for all tests of a process, always at the same address: emptying it costs less than making another."""
    with copied(template_database, tmp_path_factory.mktemp("kept")) as (url, own), ExitStack() as connections:
        KEPT.add(url)
        yield url, connections.enter_context(rows.connected(url)) if ON_POSTGRES else own
        for engine in ENGINES.values():
            engine.dispose()


@pytest.fixture
def fresh_database_url(template_database, tmp_path):
    """The address of a copy of the migrated, empty database, for tests that change its tables."""
    with copied(template_database, tmp_path) as (url, _):
        yield url


@pytest.fixture
def database_url(template_database, kept_database):
    """The address of a migrated, empty database."""
    url, own = kept_database
    if ON_POSTGRES:
        rows.empty(own)
    else:
        own.unlink()
        _copy_again(template_database, own)
    return url


@pytest.fixture
def app(database_url, tmp_path):
    """The application; its context is open, so that operations and queries can be called."""
    app = make_app(database_url, tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def people(app):
    """Organisations and their people, made on first asking: `people.clinician`, `people.other_clinician`, ..."""
    return People()


@pytest.fixture
def browse(app, people):
    """A browser in which somebody has signed in: `browse(people.clinician)`, or `browse()` for a visitor."""
    with ExitStack() as open_clients:

        def as_(actor=None) -> Browser:
            return open_clients.enter_context(Browser(app, actor))

        yield as_


@pytest.fixture
def letters(app):
    """The letters written so far, latest first, as (to, kind, subject, text): `letters("a@b.example")`."""

    def written(to=None):
        found = [(one.recipient, one.kind, one.subject, one.text) for one in outbox.latest()]
        db.session.rollback()
        return [letter for letter in found if to is None or letter[0] == to]

    return written


@pytest.fixture(params=list(Role), ids=str)
def role(request):
    """Every role in turn."""
    return request.param


def pytest_collection_modifyitems(config, items):
    """With PostgreSQL only what it may answer otherwise is run: what meets a database and is not `page_only`."""
    if ON_POSTGRES:
        left_out = [item for item in items if not _meets_a_database(item) or item.get_closest_marker("page_only")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_xdist_make_scheduler(config, log):
    """By where tests stand, not by marks: what a mark adds to the name of a test does not reach every xdist."""
    return Together(config, log)


def pytest_collection_finish(session):
    """What stands now stands to the end: gone through again and again for garbage, it takes a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _meets_a_database(item) -> bool:
    return bool({"database_url", "template_database", "postgres"} & set(item.fixturenames))
