"""Cells fill a document generously; what cannot be meant is refused and says why; a row comes back as it went."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.normalise import normalise
from directory.exchange.tables.filling import ages, filled, yes_or_no
from directory.exchange.tables.telling import cells
from directory.exchange.values import Unusable
from tests.directory.exchange.test_normalise import REAL, needs
from tests.directory.listings.examples import CHOIR, REFUGE


def problems(**said) -> list[tuple[str, str]]:
    return [tuple(one) for one in filled({}, {"name": "A"} | said)[1]]


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("postcode", "PO99", "“PO99” is not a full UK postcode"),
        ("email", "nobody", "“nobody” is not an email address"),
        ("url", "javascript:x", "“javascript:x” is not the address of a web page"),
        ("minimum_age", "old", "“old” is not a number"),
        ("minimum_age", "200", "“200” is not an age from 0 to 120"),
        ("ages", "some", "“some” is not an age that can be meant. Write 18+, 11 to 18, or up to 25"),
        ("latitude", "95", "“95” is not a latitude in degrees"),
        ("assured_date", "soon", "“soon” is not a date"),
        ("telephone", "ring", "“ring” is not a telephone number"),
        ("charity_number", "12", "“12” is not a charity number"),
        ("confidential", "perhaps", "“perhaps” is neither yes nor no"),
        ("status", "maybe", "“maybe” is neither running, paused, closed for now nor closed for good"),
    ],
)
def test_a_cell_that_cannot_be_taken_says_why(column, text, why):
    assert (column, why) in problems(**{column: text})


def test_cells_that_do_not_go_together():
    assert problems(minimum_age="60", maximum_age="18") == [
        ("maximum_age", "the oldest age, 18, is below the youngest, 60")
    ]
    assert problems(latitude="50.1")[0][0] == "latitude"
    assert problems(days="Monday", opens_at="4pm", closes_at="2pm")[0][0] == "closes_at"
    assert problems(name="")[0] == ("name", "there is no name")


def test_ages_and_yes():
    assert [ages(text) for text in ("18+", "11-18", "under 25", "all ages", "over 50s"[:7], "adults")] == [
        *((18, None), (11, 18), (None, 25), (None, None), (50, None), (18, None))
    ]
    assert yes_or_no("Y") and not yes_or_no("No")
    with pytest.raises(Unusable):
        yes_or_no("perhaps")


def test_days_and_times_in_columns_of_their_own():
    document, _ = filled({}, {"name": "A", "days": "Mon & Wed", "opens_at": "10:00", "closes_at": "midday"})
    assert document["schedules"] == [
        {"freq": "WEEKLY", "interval": 1, "byday": "MO,WE", "opens_at": "10:00", "closes_at": "12:00"}
    ]
    document, _ = filled({}, {"name": "A", "days": "Wednesdays 10-12"})
    assert document["schedules"][0]["opens_at"] == "10:00"


def test_a_document_is_copied_and_keeps_what_no_cell_speaks_of():
    before = copy.deepcopy(CHOIR)
    document, found = filled(CHOIR, {"town": "Southsea", "topics": "Singing; Tea", "charity_number": "7654321"})
    assert before == CHOIR and found == []
    address = document["service_at_locations"][0]["location"]["addresses"][0]
    assert address == before["service_at_locations"][0]["location"]["addresses"][0] | {"city": "Southsea"}
    assert document["attributes"][0] == CHOIR["attributes"][0] and len(document["attributes"]) == 2
    assert [one["identifier"] for one in document["organization"]["organization_identifiers"]] == ["7654321"]


def test_a_new_postcode_is_a_new_position():
    location = filled(CHOIR, {"postcode": "PO1 2DY"})[0]["service_at_locations"][0]["location"]
    assert "latitude" not in location
    location = filled(CHOIR, {"postcode": "po5 3hn"})[0]["service_at_locations"][0]["location"]
    assert location["latitude"] == 50.79


def test_a_confidential_address_is_neither_told_nor_touched():
    assert "address" not in cells(REFUGE)
    assert "confidential" in filled(REFUGE, {"address": "1 High Street"})[1][0].words
    assert filled({}, {"name": "A", "address": "7 Lane", "confidential": "yes"})[0]["service_at_locations"][0][
        "location"
    ]["confidential"]


WORDS = st.sampled_from(["Tea", "Kites and kites", "=1", "+44 1632 960001", "Zoë’s"])
ROWS = st.fixed_dictionaries(
    {"name": WORDS},
    optional={
        "organisation": WORDS,
        "description": WORDS,
        "topics": st.sampled_from(["Tea", "Tea; Kites"]),
        "place_name": WORDS,
        "town": WORDS,
        "postcode": st.sampled_from(["PO1 2DY", "SO14 7LY"]),
        "sessions": st.sampled_from(["Tuesdays 10am to midday", "by arrangement", "Tuesdays 10am; Sundays"]),
        "prices": st.sampled_from(["Free", "£2", "£2.50 per session; £1 for members", "by donation"]),
        "minimum_age": st.integers(0, 50).map(str),
        "maximum_age": st.integers(60, 90).map(str),
        "telephone": st.sampled_from(["+44 1632 960001", "01632 960001"]),
        "email": st.just("kites@footbridge.example"),
        "url": st.just("https://kites.example/"),
        "languages": st.sampled_from(["English", "English; Polish"]),
        "status": st.sampled_from(["Yes", "Paused", "Closed for now", "Closed for good"]),
        "alert": WORDS,
    },
)


@given(ROWS)
def test_a_row_comes_back_as_it_went(row):
    document, found = filled({}, row)
    assert found == [] and cells(document) == row


@needs(REAL)
def test_every_row_of_the_real_feed_comes_back_as_it_went():
    for record in json.loads(REAL.read_text()):
        row = cells(normalise(record, "feed").document)
        document, found = filled({}, row)
        assert found == [] and cells(document | {"id": row["id"]}) == row
