"""The power goes: what had a receipt is on the disk (SQLite)."""

import contextlib

from core.db import sqlite
from tests.reliability.house import wait_until
from tests.reliability.referring import Load, check, find_out

RECEIPTS = 20


def test_power_cut(houses, disk):
    house = houses(disk.watched, **disk.environment())
    with house.inside():
        clinicians = [house.people.clinician, house.people.colleague]
        assert house.people.service_lead
    disk.settle()
    house.start(sender=True)
    load = Load([house.client(actor) for actor in clinicians])
    wait_until("there are receipts", lambda: load.acknowledged() >= RECEIPTS)
    house.kill()
    sendings = load.stop()
    disk.lose_power()
    with contextlib.closing(sqlite.connect(disk.watched / "footbridge.db")) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    check(house, sendings)
    house.start()
    find_out(house, sendings)
