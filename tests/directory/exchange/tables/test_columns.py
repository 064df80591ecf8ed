"""Columns are guessed from plain words, each of ours once, and our own export needs no help."""

from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.tables.columns import COLUMNS, guess
from directory.exchange.tables.export import WRITTEN
from directory.exchange.tables.filling import FILL


def test_what_other_tables_call_them():
    theirs = [
        "Group name",
        "E-mail",
        "Tel.",
        "Post Code",
        "Venue",
        "Day",
        "Start time",
        "Cost (£)",
        "Post held",
        "Ages",
    ]
    assert guess(theirs) == [
        "name",
        "email",
        "telephone",
        "postcode",
        "place_name",
        "days",
        "opens_at",
        "prices",
        "",
        "ages",
    ]


def test_our_own_export_is_matched_without_help():
    assert guess([COLUMNS[name].words for name in WRITTEN]) == list(WRITTEN)


def test_every_column_but_the_id_fills_a_field():
    assert set(COLUMNS) == {*FILL, "id"}


@given(st.lists(st.sampled_from(["Name", "name of group", "Title", "Postcodes", "x", "", "Website", "web"])))
def test_none_of_ours_is_guessed_twice(header):
    found = [name for name in guess(header) if name]
    assert len(found) == len(set(found))
