"""Sessions out of words and back into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.tables.sessions import DAYS, NotSaid, cell, days, read, time, times


def weekly(byday: str, opens: str | None = None, closes: str | None = None, **more) -> dict:
    found = {"freq": "WEEKLY", "interval": 1, "byday": byday} | more
    return found | ({"opens_at": opens} if opens else {}) | ({"closes_at": closes} if closes else {})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wednesdays 10-12", weekly("WE", "10:00", "12:00")),
        ("Weds 1030-1200", weekly("WE", "10:30", "12:00")),
        ("every Tuesday, 2pm to 4.30pm", weekly("TU", "14:00", "16:30")),
        ("Tuesday from 2 to 4pm", weekly("TU", "14:00", "16:00")),
        ("Mon, Wed & Fri 9-5", weekly("MO,WE,FR", "09:00", "17:00")),
        ("Monday to Friday", weekly("MO,TU,WE,TH,FR")),
        ("Fri 10pm to midnight", weekly("FR", "22:00", "00:00")),
        ("Every other Thursday 14:00-16:00", weekly("TH", "14:00", "16:00", interval=2)),
        ("Thursday (fortnightly) 2pm", weekly("TH", "14:00", interval=2)),
        ("First Monday of the month 6-8", weekly("1MO", "18:00", "20:00", freq="MONTHLY")),
        ("last Friday of each month", weekly("-1FR", freq="MONTHLY")),
        ("weekdays 8am - noon", weekly("MO,TU,WE,TH,FR", "08:00", "12:00")),
    ],
)
def test_what_people_write(text, found):
    assert read(text) == [found]


@pytest.mark.parametrize("text", ["by arrangement", "Thursday 7-9", "1st and 3rd Friday of the month", "Monday 25-26"])
def test_what_is_not_sure_stays_as_it_is(text):
    assert read(text) == [{"description": text}]


def test_several_in_one_cell():
    assert [one["byday"] for one in read("Tuesdays 10am; Thursdays 2pm\nSundays")] == ["TU", "TH", "SU"]


TIMES = st.tuples(st.integers(0, 22), st.integers(0, 59)).map(lambda one: f"{one[0]:02}:{one[1]:02}")


@given(st.lists(st.sampled_from(list(DAYS)), min_size=1, unique=True), TIMES, TIMES, st.sampled_from([1, 2]))
def test_what_we_write_we_read(named, one, other, interval):
    opens, closes = sorted((one, other))
    session = weekly(",".join(sorted(named, key=list(DAYS).index)), opens, closes if closes > opens else None)
    session["interval"] = interval
    assert read(cell([session])) == [session]


@given(st.sampled_from(["1", "2", "3", "4", "-1"]), st.sampled_from(list(DAYS)), TIMES)
def test_months_too(which, day, opens):
    session = weekly(f"{which}{day}", opens, freq="MONTHLY")
    assert read(cell([session])) == [session]


@given(st.text(max_size=80))
def test_no_text_is_an_error(text):
    for session in read(text):
        assert session.get("description") or session["byday"]


def test_times_and_days_alone():
    assert (time("10"), time("2.30"), time("02:30"), time("noon")) == ("10:00", "14:30", "02:30", "12:00")
    assert times("10", "12pm") == ("10:00", "12:00")
    assert days("Tues/Thurs") == "TU,TH"
    for wrong in ("7", "25:00", "13pm", "soon"):
        with pytest.raises(NotSaid):
            time(wrong)
    with pytest.raises(NotSaid):
        days("whenever")
