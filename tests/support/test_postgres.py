"""The throw-away PostgreSQL: it answers, keeps the settings it was given, and leaves nothing behind."""

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.support import postgres


def ask(address, question):
    with create_engine(address, poolclass=NullPool).connect() as connection:
        return connection.execute(text(question)).scalar()


def test_a_server_answers_and_leaves_nothing_behind():
    with postgres.temporary_postgres(fsync="on") as address:
        folder = Path(make_url(address).query["host"])
        assert ask(address, "show fsync") == "on"
        assert ask(address, "show server_encoding") == "UTF8"
        assert int(ask(address, "show server_version_num")) >= 150000
    assert not folder.exists()
    with pytest.raises(OperationalError):
        ask(address, "select 1")


def test_a_server_stops_when_its_test_fails():
    with pytest.raises(ZeroDivisionError), postgres.temporary_postgres() as address:
        raise ZeroDivisionError
    with pytest.raises(OperationalError):
        ask(address, "select 1")


@pytest.fixture
def closed_copy(tmp_path, monkeypatch):
    """The programs in a folder that only its owner may enter, as in a clone under root's own."""
    package = postgres.programs().parent.parent
    for part in package.parent.glob(f"{package.name}*"):
        shutil.copytree(part, tmp_path / part.name, symlinks=True)
    tmp_path.chmod(0o700)
    copied = tmp_path / package.name / "pginstall" / "bin"
    monkeypatch.setattr(postgres, "programs", lambda: copied)
    return copied


def test_programs_that_nobody_may_enter_do_not_stop_root(closed_copy):
    with postgres.temporary_postgres() as address:
        assert ask(address, "select 1") == 1
        running = Path(ask(address, "select setting from pg_config() where name = 'BINDIR'"))
    assert (running == closed_copy) is (os.geteuid() != 0)


def test_without_programs_the_person_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres, "SYSTEM_PROGRAMS", "/nowhere/*/bin")
    with pytest.raises(LookupError, match=r"dev\.py test"):
        postgres.programs()
