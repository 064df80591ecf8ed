"""Housekeeping: what is old goes, what is in use stays."""

from datetime import timedelta

import pytest

from core import clock, housekeeping, limits
from core.db import db, transaction
from core.once import OnceKey, new_key


def key(age: timedelta) -> None:
    with transaction():
        made = clock.now() - age
        db.session.add(OnceKey(key=new_key(), endpoint="trial", fingerprint="x", location="/", created_at=made))


def test_old_keys_and_tries_go_and_new_ones_stay(app):
    for age in (timedelta(0), timedelta(days=29), timedelta(days=31)):
        key(age)
    for days in (0, 1, 3):
        with clock.at(clock.now() - timedelta(days=days)):
            limits.count("trial", "somebody")
    tidied = housekeeping.tidy()
    assert (tidied["once keys"], tidied["tries"]) == (1, 1)
    assert db.session.query(OnceKey).count() == 2
    assert db.session.query(limits.Attempt).count() == 2


def test_it_is_done_once_an_hour(app, monkeypatch):
    done = []
    monkeypatch.setattr(housekeeping, "tidy", lambda: done.append(1))
    monkeypatch.setattr(housekeeping, "_last_tidied", [-housekeeping.HOUR])
    monkeypatch.setattr(housekeeping.time, "monotonic", lambda: 10.0)
    housekeeping.tidy_once_an_hour()
    housekeeping.tidy_once_an_hour()
    assert len(done) == 1
    monkeypatch.setattr(housekeeping.time, "monotonic", lambda: 10.0 + housekeeping.HOUR)
    housekeeping.tidy_once_an_hour()
    assert len(done) == 2


@pytest.mark.parametrize("name", ["KEPT_KEYS", "KEPT_TRIES"])
def test_a_key_outlives_every_form_that_carries_it(name):
    assert getattr(housekeeping, name) >= timedelta(days=1)
