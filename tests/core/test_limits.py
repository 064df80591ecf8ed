"""Counts of tries: seen by every worker, kept without the name, forgotten in time."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from core import clock, limits
from core.db import db, transaction
from core.refusals import TooMany

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hold(who="a@footbridge.example") -> None:
    limits.hold("sign in", who, most=3, within=HOUR, words="Wait a little.")


def count(*moments: datetime, who="a@footbridge.example", scope="sign in") -> None:
    for moment in moments:
        with clock.at(moment):
            limits.count(scope, who)


def test_so_many_and_no_more(app):
    count(NOON, NOON)
    with clock.at(NOON):
        hold()
    count(NOON)
    with clock.at(NOON), pytest.raises(TooMany, match="Wait a little"):
        hold()


def test_it_says_how_long_to_wait_and_then_lets_go(app):
    count(NOON, NOON + timedelta(minutes=10), NOON + timedelta(minutes=20))
    with clock.at(NOON + timedelta(minutes=30)), pytest.raises(TooMany) as refused:
        hold()
    assert refused.value.retry_after == pytest.approx(30 * 60, abs=1)
    with clock.at(NOON + HOUR + timedelta(seconds=1)):
        hold()


def test_others_and_other_things_are_counted_apart(app):
    count(NOON, NOON, NOON)
    with clock.at(NOON):
        hold("b@footbridge.example")
        limits.hold("reset", "a@footbridge.example", most=1, within=HOUR, words="")


def test_capital_letters_do_not_make_somebody_else(app):
    count(NOON, NOON, NOON, who="A@Footbridge.example")
    with clock.at(NOON), pytest.raises(TooMany):
        hold("a@footbridge.EXAMPLE")


def test_many_at_the_same_moment_are_counted_one_by_one(app):
    """Two workers ask before either has kept what it counted: the second waits for the first, and is one too many."""

    def try_once() -> None:
        hold()
        limits.count_here("sign in", "a@footbridge.example")

    def too_late() -> str | None:
        with app.app_context():
            try:
                with transaction():
                    try_once()
            except TooMany as refused:
                return refused.words
            finally:
                db.session.remove()
        return None

    limits.count_all([("sign in", "a@footbridge.example")] * 2)
    with ThreadPoolExecutor(1) as pool:
        with transaction():
            try_once()
            db.session.flush()
            second = pool.submit(too_late)
            time.sleep(0.5)  # the second has begun, and must wait for the first to be kept
            assert not second.done()
        assert second.result(timeout=30) == "Wait a little."


@pytest.mark.parametrize("who", ["", "é" * 500, "\ud800", "\x00"])
def test_whoever_it_is_can_be_counted(app, who):
    count(NOON, NOON, NOON, who=who)
    with clock.at(NOON), pytest.raises(TooMany):
        hold(who)


def test_the_name_is_not_kept(app):
    count(NOON)
    (row,) = db.session.query(limits.Attempt)
    assert "footbridge" not in row.who


def test_tries_are_told_latest_first(app):
    count(NOON, NOON + HOUR)
    found = limits.tries("sign in", "a@footbridge.example", since=NOON - HOUR)
    assert found == [NOON + HOUR, NOON]


def test_forgiven_is_forgotten(app):
    count(NOON, NOON, NOON)
    limits.forgive("sign in", "a@footbridge.example")
    with clock.at(NOON):
        hold()


def test_a_clock_that_jumps_back_locks_nobody_out_for_ever(app):
    count(*[NOON + timedelta(days=365)] * 3)
    with clock.at(NOON), pytest.raises(TooMany) as refused:
        hold()
    assert refused.value.retry_after > 0
    assert limits.forget_before(NOON + timedelta(days=366)) == 3
