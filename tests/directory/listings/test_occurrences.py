"""When sessions are really on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import LONDON
from directory.listings import occurrences
from directory.listings.occurrences import Pattern, current, days, is_on, next_session, pattern, span
from tests.directory.listings.test_recurrence import schedules

TUESDAYS = {"freq": "WEEKLY", "byday": "TU", "opens_at": "10:30", "closes_at": "12:15"}
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def numbers(schedule: dict, first=NOVEMBER[0], last=NOVEMBER[1]) -> list[int]:
    return [day.day for day in days(schedule, first, last)]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, [3, 10, 17, 24]),
        ({"dtstart": "2026-11-08"}, [10, 17, 24]),
        ({"until": "2026-11-17"}, [3, 10, 17]),
        ({"dtstart": "2026-11-03", "count": 2}, [3, 10]),
        ({"valid_from": "2026-11-10", "valid_to": "2026-11-23"}, [10, 17]),
        ({"interval": 2, "dtstart": "2026-10-27"}, [10, 24]),
        ({"interval": 2}, [3, 10, 17, 24]),
        ({"freq": "MONTHLY", "byday": "1TU,-1FR"}, [3, 27]),
        ({"freq": "MONTHLY", "byday": "", "bymonthday": "15,-1"}, [15, 30]),
        ({"freq": None, "byday": None, "dtstart": "2026-11-25"}, [25]),
        ({"notes": "April to September"}, []),
        ({"byday": None}, []),
    ],
)
def test_days(more, found):
    assert numbers(TUESDAYS | more) == found


def test_what_the_words_take_away():
    mondays = TUESDAYS | {"byday": "MO"}
    may = date(2027, 5, 1), date(2027, 5, 31)
    assert numbers(mondays, *may) == [3, 10, 17, 24, 31]
    assert numbers(mondays | {"notes": "Not on bank holidays."}, *may) == [10, 17, 24]
    assert numbers(mondays | {"description": "Term time"}, date(2027, 7, 20), date(2027, 9, 7)) == [26, 6]


def test_29_february():
    leap = {"dtstart": "2024-02-29", "freq": "MONTHLY", "interval": 12}
    assert [str(day) for day in days(leap, date(2024, 1, 1), date(2029, 1, 1))] == ["2024-02-29", "2028-02-29"]


def test_the_next_one_counts_until_it_ends():
    at = [local(f"2026-11-24T{time}") for time in ("00:00", "12:14", "12:15")]
    assert [next_session([TUESDAYS], now).date.day for now in at] == [24, 24, 1]
    assert next_session([], at[0]) is None
    assert next_session([TUESDAYS | {"until": "2026-11-23"}], at[0]) is None


def test_it_is_that_of_whichever_session_comes_first():
    later, earlier = TUESDAYS, TUESDAYS | {"opens_at": "09:00", "closes_at": "10:00"}
    found = next_session([later, earlier], local("2026-11-23T12:00"))
    assert found.schedule is earlier and (found.opens.hour, found.closes.hour, found.certain) == (9, 10, True)
    assert next_session([later, earlier], local("2026-11-24T10:00")).schedule is later


@pytest.mark.parametrize("moment", ["2026-03-29T00:30", "2026-03-29T03:00", "2026-10-25T00:59", "2026-10-25T02:00"])
def test_summer_time_never_shifts_a_session(moment):
    sundays = {"freq": "WEEKLY", "byday": "SU", "opens_at": "10:00", "closes_at": "11:00"}
    found = next_session([sundays], local(moment))
    assert (found.date, found.opens.hour) == (local(moment).date(), 10)
    ten = local(moment).replace(hour=10, minute=0)
    assert is_on([sundays], ten.astimezone(UTC)) and not is_on([sundays], ten.astimezone(UTC) - timedelta(minutes=1))


def test_a_break_takes_its_days():
    closed = {"description": "Closed", "valid_from": "2026-11-24", "valid_to": "2026-12-06"}
    now = local("2026-11-24T11:00")
    assert next_session([TUESDAYS, closed], now).date == date(2026, 12, 8)
    assert not is_on([TUESDAYS, closed], now) and is_on([TUESDAYS], now)
    elsewhere = closed | {"service_at_location_id": "b"}
    assert next_session([TUESDAYS | {"service_at_location_id": "a"}, elsewhere], now).date == now.date()
    assert occurrences.is_break(closed) and days(closed, *NOVEMBER) == []


@pytest.mark.parametrize(
    ("closed", "taken"),
    [
        ({"dtstart": "2026-12-25"}, [25]),
        ({"dtstart": "2026-12-25", "until": "2026-12-27"}, [25, 26, 27]),
        ({"valid_from": "2026-12-24", "valid_to": "2027-01-01"}, [24, 25, 26, 27, 28, 29, 30, 31]),
        ({"freq": "WEEKLY", "byday": "SU"}, [6, 13, 20, 27]),
        ({"description": "Closed on bank holidays"}, [25, 28]),
        ({"description": "Closed in December"}, list(range(1, 32))),
        ({}, []),
        ({"opens_at": "09:00"}, []),
    ],
)
def test_breaks(closed, taken):
    daily = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "10:00", "closes_at": "11:00"}
    closed = {"description": "Closed", **closed}
    december = [local(f"2026-12-{day:02}T10:30") for day in range(1, 32)]
    assert [day.day for day in december if not is_on([daily, closed], day)] == taken


def test_a_session_without_hours_that_is_closed_on_bank_holidays_is_no_break():
    session = {"freq": "WEEKLY", "byday": "FR", "description": "Closed on bank holidays"}
    assert next_session([session], local("2026-12-23T10:00")).date == date(2027, 1, 8)


def test_past_midnight():
    late = {"freq": "WEEKLY", "byday": "FR", "opens_at": "22:00", "closes_at": "02:00"}
    assert [is_on([late], local(f"2026-11-{when}")) for when in ("27T21:59", "27T22:00", "28T01:59", "28T02:00")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert next_session([late], local("2026-11-28T01:00")).date.day == 27
    assert next_session([late], local("2026-11-28T02:00")).date == date(2026, 12, 4)
    assert pattern(late) == Pattern(16, 22 * 60, 26 * 60)


def test_all_day_and_night():
    always = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}
    assert is_on([always], local("2026-11-24T23:59")) and is_on([always], local("2026-11-25T00:00"))
    assert pattern(always) == Pattern(127, 0, 1440)


def test_what_only_the_group_knows_is_not_certain():
    now = local("2026-11-24T11:00")
    assert not next_session([TUESDAYS | {"interval": 2}], now).certain
    assert not is_on([TUESDAYS | {"interval": 2}], now)
    easter = local("2027-03-22T09:00")
    assert not next_session([TUESDAYS | {"notes": "In term time only."}], easter).certain
    assert next_session([TUESDAYS | {"notes": "In term time only."}], now).certain


def test_patterns():
    assert pattern(TUESDAYS) == Pattern(2, 630, 735)
    assert pattern({"freq": "MONTHLY", "byday": "1MO,3SU", "opens_at": "14:00"}) == Pattern(65, 840, 960)
    assert pattern({"freq": "WEEKLY", "byday": "MO"}) == Pattern(1, 0, 1440)
    assert pattern({"dtstart": "2026-11-25"}) is pattern({"freq": "MONTHLY", "bymonthday": "1"}) is None
    assert pattern({"description": "Closed", "freq": "WEEKLY", "byday": "SU"}) is None


def test_spans():
    first, last = (date(2026, 11, day).toordinal() for day in (3, 17))
    assert span(TUESDAYS | {"dtstart": "2026-11-03", "count": 3}) == (first, last)
    assert span(TUESDAYS | {"valid_from": "2026-11-03", "dtstart": "2026-10-06", "until": "2026-11-17"}) == (
        first,
        last,
    )
    assert span(TUESDAYS) == (1, date.max.toordinal())
    assert occurrences.has_hours(TUESDAYS) and not occurrences.has_hours(TUESDAYS | {"closes_at": "10:30"})


def test_those_not_over():
    over = [
        TUESDAYS | {"until": "2026-11-23"},
        TUESDAYS | {"valid_to": "2026-11-23"},
        TUESDAYS | {"dtstart": "2026-11-03", "count": 3},
        {"dtstart": "2026-11-23"},
        {"description": "Closed", "dtstart": "2026-11-20", "until": "2026-11-23"},
    ]
    going_on = [TUESDAYS, {"dtstart": "2026-11-24"}, {"description": "By arrangement"}]
    assert current([*over, *going_on], date(2026, 11, 24)) == going_on


@settings(max_examples=100, deadline=None)
@given(st.lists(schedules(), max_size=4), st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)))
def test_the_next_is_the_first_of_all_days_to_come(found, moment):
    now = moment.replace(tzinfo=UTC)
    today = now.astimezone(LONDON).date()
    ahead = [day for one in found for day in days(one, today, today + timedelta(days=366))]
    assert (coming := next_session(found, now)) is None or coming.date in ahead
    assert (coming and coming.date) == min(ahead, default=None)
