"""Guessing: what slows it down, and that nobody is locked out for good."""

from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Thread

import pytest

from accounts import guessing
from accounts.guessing import FREE, LONGEST_WAIT, Place
from core import clock
from core.db import db, transaction
from core.refusals import TooMany
from tests.conftest import make_app

HERE, ELSEWHERE = Place("192.0.2.1"), Place("198.51.100.7")
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ADDRESS = "somebody@footbridge.example"


def let_through(email=ADDRESS, place=HERE) -> bool:
    try:
        guessing.begin(email, place)
    except TooMany:
        return False
    return True


def wait(email=ADDRESS, place=HERE) -> int:
    with pytest.raises(TooMany) as refused:
        guessing.begin(email, place)
    return refused.value.retry_after


def test_five_tries_are_free_and_the_sixth_waits(app):
    assert [let_through() for _ in range(8)] == [True] * FREE + [False] * 3


def test_each_wrong_try_doubles_the_wait_up_to_a_quarter_of_an_hour(app):
    waits, now = [], NOON
    for _ in range(FREE):
        with clock.at(now):
            assert let_through()
    for _ in range(8):
        with clock.at(now):
            waits.append(wait())
        now += timedelta(seconds=waits[-1])
        with clock.at(now):
            assert let_through(), "after the wait, the next try is let through"
    assert waits == [33, 65, 129, 257, 513, 901, 901, 901]
    assert max(waits) <= LONGEST_WAIT.total_seconds() + 1


def test_tries_that_came_too_soon_do_not_lengthen_the_wait(app):
    with clock.at(NOON):
        [let_through() for _ in range(50)]
        assert wait() == 33


def test_the_same_account_from_another_address_is_not_held_up(app):
    [let_through() for _ in range(60)]
    assert let_through(place=ELSEWHERE)


def test_a_browser_that_knows_the_account_is_not_held_up_by_others_at_its_address(app):
    [let_through() for _ in range(60)]
    assert let_through(place=Place(HERE.network, browser="known"))


def test_a_known_browser_is_slowed_down_by_its_own_wrong_tries(app):
    known = Place(HERE.network, browser="known")
    assert [let_through(place=known) for _ in range(7)] == [True] * FREE + [False] * 2


def test_one_address_cannot_try_one_password_on_everybody(app):
    through = [let_through(email=f"{n}@footbridge.example") for n in range(60)]
    assert through == [True] * guessing.MOST_FROM_ONE_ADDRESS + [False] * 10


def test_many_addresses_cannot_guess_at_one_account_without_end(app):
    through = [let_through(place=Place(f"203.0.113.{n}")) for n in range(110)]
    assert through == [True] * guessing.MOST_ON_ONE_ACCOUNT + [False] * 10
    assert let_through(place=Place("203.0.113.200", browser="known")), "its owner still gets in"


def test_a_right_password_forgets_the_wrong_ones(app):
    for _ in range(FREE - 1):
        guessing.begin(ADDRESS, HERE)
    with transaction():
        guessing.begin(ADDRESS, HERE).was_right()
    assert [let_through() for _ in range(FREE + 1)] == [True] * FREE + [False]


def test_capitals_do_not_make_another_account(app):
    numbers = count()
    assert sum(let_through(email=ADDRESS.upper() if next(numbers) % 2 else ADDRESS) for _ in range(20)) == FREE


def test_tries_are_counted_across_processes(app, database_url, tmp_path):
    second = make_app(database_url, tmp_path)
    passed = 0
    for n in range(12):
        with (second if n % 2 else app).app_context():
            passed += let_through()
    assert passed == FREE
    with second.app_context():
        db.engine.dispose()


def test_tries_at_the_same_moment_are_all_counted(app):
    passed = []

    def one() -> None:
        with app.app_context():
            passed.append(let_through())

    threads = [Thread(target=one) for _ in range(16)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(passed) == 16
    assert sum(passed) <= FREE


def test_a_clock_put_back_locks_nobody_out(app):
    with clock.at(NOON + timedelta(days=365)):
        [let_through() for _ in range(20)]
    with clock.at(NOON):
        assert let_through()


def test_yesterdays_wrong_tries_are_forgotten(app):
    with clock.at(NOON):
        [let_through() for _ in range(20)]
    with clock.at(NOON + timedelta(hours=25)):
        assert [let_through() for _ in range(6)] == [True] * FREE + [False]


def test_a_new_password_by_mail_ends_the_wait(app):
    [let_through() for _ in range(20)]
    with transaction():
        guessing.forgive(ADDRESS, HERE)
    assert let_through()
