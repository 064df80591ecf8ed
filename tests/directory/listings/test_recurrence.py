"""The days of a rule are those that dateutil finds by going through every one."""

from datetime import date, datetime, time

from dateutil import rrule
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from directory.listings.recurrence import WEEKDAYS, between, end_of, rule_of

ordinary = st.dates(date(2022, 1, 1), date(2029, 12, 31))


@st.composite
def schedules(draw):
    """A weekly or monthly rule, as full or as bare as a schedule may be."""
    freq = draw(st.sampled_from(["WEEKLY", "MONTHLY"]))
    # "Every Monday and the first Monday" is both for RFC 5545, and neither for dateutil: not mixed here.
    numbered = freq == "MONTHLY" and draw(st.booleans())
    which = st.sampled_from(["1", "2", "3", "4", "5", "-1", "-2", "+1"] if numbered else [""])
    days = draw(st.lists(st.tuples(which, st.sampled_from(WEEKDAYS)).map("".join), max_size=3))
    numbers = draw(st.lists(st.integers(1, 31) | st.integers(-3, -1), max_size=2) if freq == "MONTHLY" else st.just([]))
    return {
        "freq": freq,
        "interval": draw(st.integers(1, 5)),
        "byday": ",".join(days),
        "bymonthday": ",".join(map(str, numbers)),
        "wkst": draw(st.sampled_from([None, *WEEKDAYS])),
        "dtstart": str(draw(ordinary)),
    }


def by_dateutil(schedule, last):
    rule = ";".join(f"{name.upper()}={value}" for name, value in schedule.items() if value and name != "dtstart")
    start = datetime.fromisoformat(schedule["dtstart"])
    return [
        found.date()
        for found in rrule.rrulestr(rule, dtstart=start).between(start, datetime.combine(last, time()), True)
    ]


@settings(max_examples=60, deadline=None)
@given(schedules(), ordinary, st.integers(0, 500))
def test_as_dateutil_does(schedule, first, length):
    last = first.toordinal() + length
    found = [date.fromordinal(day) for day in between(rule_of(**schedule), first.toordinal(), last)]
    assert found == [day for day in by_dateutil(schedule, date.fromordinal(last)) if day >= first]


@settings(max_examples=40, deadline=None)
@given(schedules(), st.integers(1, 20))
def test_so_many_times(schedule, count):
    found = by_dateutil(schedule, date(2034, 1, 1))
    assume(len(found) >= count)
    assert end_of(rule_of(**schedule), count) == found[count - 1].toordinal()


def test_what_a_rule_leaves_out_follows_from_its_first_day():
    bare = {"interval": None, "byday": None, "bymonthday": None, "wkst": None, "dtstart": "2026-11-25"}
    year = date(2026, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
    weekly, monthly, once = (
        [date.fromordinal(day).day for day in between(rule_of(freq, **bare), *year)]
        for freq in ("WEEKLY", "MONTHLY", None)
    )
    assert (weekly[:2], monthly, once) == ([25, 2], [25, 25], [25])


def test_a_rule_without_a_frequency_is_the_likely_one():
    rest = {"interval": 1, "bymonthday": None, "wkst": None, "dtstart": None}
    november = date(2026, 11, 1).toordinal(), date(2026, 11, 30).toordinal()
    assert len(list(between(rule_of(None, byday="FR", **rest), *november))) == 4
    assert len(list(between(rule_of(None, byday="2FR", **rest), *november))) == 1
    assert list(between(rule_of("MONTHLY", byday=None, **rest), *november)) == []


def test_one_in_two_is_not_known_without_a_first_day():
    rest = {"freq": "WEEKLY", "byday": "FR", "bymonthday": None, "wkst": None}
    assert not rule_of(interval=2, dtstart=None, **rest).known
    assert rule_of(interval=2, dtstart="2026-11-06", **rest).known
    assert rule_of(interval=1, dtstart=None, **rest).known
