"""Installations for the faults: on the tests' database, on a disk that fails, by a clock that is moved."""

import sys
from contextlib import ExitStack

import pytest

from tests.conftest import ON_POSTGRES, copied
from tests.reliability.house import House
from tests.reliability.machine import Clock, Disk

# The failing disk and the moved clock are libraries preloaded into a process, which is Linux's way; and the disk's
# faults are those of SQLite's file: how PostgreSQL's server keeps its own promise to the disk is not tested here.
ON_LINUX = sys.platform == "linux"
SQLITES_DISK = ["test_power_cut.py", "test_full_disk.py"]
collect_ignore = [
    *(SQLITES_DISK if ON_POSTGRES or not ON_LINUX else []),
    *([] if ON_LINUX else ["test_clock.py", "test_mail.py"]),
]


@pytest.fixture
def houses(template_database, tmp_path):
    """Makes a house on a fresh copy of the database in `folder`; in the end all run and no log tells of a failure."""
    made: list[House] = []
    with ExitStack() as databases:

        def make(folder=tmp_path, **settings) -> House:
            url, _ = databases.enter_context(copied(template_database, folder))
            made.append(House(url, tmp_path, **settings))
            return made[-1]

        try:
            yield make
            stopped = [process.args for house in made for process in house.processes if process.poll() is not None]
        finally:
            for house in made:
                house.kill()
        assert stopped == [], "these stopped by themselves"
        for house in made:
            assert house.failures() == []


@pytest.fixture
def house(houses):
    """A house like any other."""
    return houses()


@pytest.fixture
def disk(tmp_path):
    """A disk that can lose its power and be full."""
    return Disk(tmp_path)


@pytest.fixture
def clock(tmp_path):
    """A clock that can be moved."""
    return Clock(tmp_path)
