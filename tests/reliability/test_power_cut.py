"""The power goes: what had a receipt is on the disk (SQLite)."""

import contextlib

import pytest

from core.db import sqlite
from tests.reliability.house import wait_until
from tests.reliability.referring import Load, check, find_out

# Soon, when SQLite would not yet have flushed its log by itself (it does at 1,000 pages), and later, when it has.
EARLY, LATE = 5, 20


@pytest.mark.parametrize("receipts", [EARLY, LATE])
def test_power_cut(houses, disk, receipts):
    house = houses(disk.watched, **disk.environment())
    with house.inside():
        clinicians = [house.people.clinician, house.people.colleague]
        assert house.people.service_lead
    disk.settle()
    house.start(sender=True)
    load = Load([house.client(actor) for actor in clinicians])
    wait_until("there are receipts", lambda: load.acknowledged() >= receipts)
    house.kill()
    sendings = load.stop()
    disk.lose_power()
    with contextlib.closing(sqlite.connect(disk.watched / "footbridge.db")) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    check(house, sendings)
    house.start()
    find_out(house, sendings)
