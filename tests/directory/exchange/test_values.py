"""One value of a feed at a time."""

import pytest

from directory.exchange.values import Unusable, tidied, weekdays
from directory.listings.shape import Kind
from directory.listings.words import Frequency, Status


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (Kind.LINE, "  St\n Mary&#39;s ", "St Mary's"),
        (Kind.LINE, 42, "42"),
        (Kind.TEXT, "<p>a</p>", "a"),
        (Kind.LINK, "www.choir.example", "https://www.choir.example"),
        (Kind.EMAIL, "mailto:a@b.example", "a@b.example"),
        (Kind.NUMBER, "£3.50", 3.5),
        (Kind.NUMBER, 18.0, 18),
        (Kind.NUMBER, float("nan"), None),
        (Kind.WHOLE, "2", 2),
        (Kind.DATE, "2026-09-10T00:00:00.000Z", "2026-09-10"),
        (Kind.DATE, "10/09/2026", "2026-09-10"),
        (Kind.TIME, "10:00:00", "10:00"),
        (Kind.TIME, "9.30am", "09:30"),
        (Kind.TIME, "12:15 AM", "00:15"),
        (Kind.TIME, "18:00Z", "18:00"),
        (Kind.TIME, "2026-09-10T09:30:00+01:00", "09:30"),
        (Kind.MOMENT, "2026-07-01", "2026-06-30T23:00:00.000Z"),
        (Kind.MOMENT, "2023-03-15T10:30:45.123Z", "2023-03-15T10:30:45.123Z"),
        (Kind.YES_NO, "0", None),
        (Kind.YES_NO, True, True),
        (Status, "Temporarily_Closed", "temporarily closed"),
        (Frequency, "week", "WEEKLY"),
        (Kind.LINE, "", None),
        (Kind.LINE, None, None),
        (Kind.LINE, [], None),
    ],
)
def test_kept(kind, value, kept):
    assert tidied(kind, value) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.LINK, "javascript:alert(1)"),
        (Kind.LINK, "see poster"),
        (Kind.EMAIL, "a at b"),
        (Kind.NUMBER, "three"),
        (Kind.NUMBER, True),
        (Kind.NUMBER, 1e300),
        (Kind.WHOLE, 2.5),
        (Kind.WHOLE, 10**11),
        (Kind.DATE, "soon"),
        (Kind.DATE, "0001-01-01"),
        (Kind.TIME, "25:00"),
        (Kind.TIME, "10"),
        (Kind.MOMENT, "9999-12-31T23:59:59"),
        (Kind.ID, "7"),
        (Status, "open"),
        (Kind.LINE, {"a": 1}),
    ],
)
def test_left_out(kind, value):
    with pytest.raises(Unusable):
        tidied(kind, value)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("Thursday", "TH"),
        ("TH,FR", "TH,FR"),
        ("2MO,-1FR", "2MO,-1FR"),
        ("+1TU", "1TU"),
        (4, "TH"),
        ("mon; wed", "MO,WE"),
        ("", None),
    ],
)
def test_days(value, days):
    assert weekdays(value) == days


def test_days_that_are_none():
    with pytest.raises(Unusable):
        weekdays("every day")
