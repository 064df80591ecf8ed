"""Counting in memory: nothing is lost between threads, and it is written after a while or after many."""

import datetime as dt
import threading
import uuid
from itertools import count

from directory.upkeep.looks.tally import LONGEST_UNWRITTEN, MOST_UNWRITTEN, Tally

DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
ONE, OTHER = uuid.uuid4(), uuid.uuid4()


def test_it_is_time_to_write_after_a_while():
    tally = Tally()
    assert not tally.add(ONE, DAY, now=NOON)
    assert not tally.add(ONE, DAY, now=NOON + LONGEST_UNWRITTEN / 2)
    assert tally.add(OTHER, DAY, now=NOON + LONGEST_UNWRITTEN)
    assert tally.take() == {(ONE, DAY): 2, (OTHER, DAY): 1}
    assert not tally.add(ONE, DAY, now=NOON + LONGEST_UNWRITTEN)


def test_it_is_time_to_write_when_the_clock_was_put_back():
    tally = Tally()
    tally.add(ONE, DAY, now=NOON)
    assert tally.add(ONE, DAY, now=NOON - dt.timedelta(days=1))


def test_it_is_time_to_write_after_many():
    tally = Tally()
    assert next(number for number in count(1) if tally.add(ONE, DAY, now=NOON)) == MOST_UNWRITTEN


def test_what_could_not_be_written_is_kept():
    tally = Tally()
    tally.add(ONE, DAY, now=NOON)
    taken = tally.take()
    tally.add(ONE, DAY, now=NOON)
    tally.put_back(taken)
    assert tally.unwritten() == {(ONE, DAY): 2}


def test_threads_that_count_at_once_lose_nothing():
    tally, threads = Tally(), []
    for _ in range(8):
        threads.append(threading.Thread(target=lambda: [tally.add(ONE, DAY, now=NOON) for _ in range(500)]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally.take() == {(ONE, DAY): 4000}
