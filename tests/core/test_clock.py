"""The clock: aware, movable for tests, and in England's days."""

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core import clock


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_today_is_englands_day_and_not_utcs():
    with clock.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):  # half past midnight in summer
        assert clock.today() == date(2026, 7, 2)
    with clock.at(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 1)


def test_midnight_is_when_englands_day_began():
    with clock.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert clock.midnight() == datetime(2026, 7, 1, 23, tzinfo=UTC)


def test_pretending_ends_with_its_block_even_when_that_fails():
    moment = datetime(2020, 2, 29, 12, tzinfo=timezone(timedelta(hours=2)))
    with contextlib.suppress(LookupError), clock.at(moment):
        assert clock.now() == datetime(2020, 2, 29, 10, tzinfo=UTC)
        raise LookupError
    assert clock.now().year > 2020


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):
        pass


@pytest.mark.parametrize(
    ("before", "hours"),
    [(datetime(2026, 3, 28, 12, tzinfo=clock.LONDON), 23), (datetime(2026, 10, 24, 12, tzinfo=clock.LONDON), 25)],
)
def test_a_day_on_which_the_clocks_change_is_not_24_hours(before, hours):
    after = before + timedelta(days=1)  # the same time on the wall
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=hours)
    with clock.at(after):
        assert clock.today() == after.date()
