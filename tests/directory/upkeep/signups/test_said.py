"""What a group says of itself, as the listing that it would be."""

import datetime as dt
from types import SimpleNamespace

import pytest

from core.identifiers import NotValid
from directory.listings import shown
from directory.listings.said import Said
from directory.upkeep.signups.said import charity_number, document

EMPTY = dict.fromkeys(("times", "place", "postcode", "telephone", "website", "charity_number"), "")
KITES = {"name": "Kite Makers", "description": "We make kites.", "email": "kites@kites.example", "shows_email": False}


def said(**facts):
    return document(SimpleNamespace(**EMPTY | KITES | {"proved_at": None} | facts))


def test_it_reads_like_a_listing():
    found = said(
        times="Every Tuesday, 10am",
        place="St Brendan’s Hall, Southsea",
        postcode="PO4 0AA",
        telephone="+442392123456",
        website="https://kites.example",
        charity_number="1234567",
        shows_email=True,
        proved_at=dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC),
    )
    seen = Said(found)
    assert [one.words for one in shown.sessions(seen)] == ["Every Tuesday, 10am"]
    assert [line for place in shown.places(seen) for line in place.lines] == ["St Brendan’s Hall, Southsea", "PO4 0AA"]
    assert [phone.words for one in shown.people(seen) for phone in one.phones] == ["023 9212 3456"]
    assert (seen.email, seen.url) == ("kites@kites.example", "https://kites.example")
    assert seen.assured_date == dt.date(2026, 7, 1)  # half past midnight in London
    (number,) = seen.organization.organization_identifiers
    assert (number.identifier_scheme, number.identifier) == ("GB-CHC", "1234567")


def test_what_is_not_said_is_not_shown():
    found = said()
    assert set(found) == {"name", "description", "organization"}
    assert found["organization"] == {"name": "Kite Makers"}


def test_an_address_that_is_not_to_be_shown_stands_nowhere():
    assert "kites@kites.example" not in str(said(telephone="+442392123456"))


@pytest.mark.parametrize(("typed", "kept"), [("1234567", "1234567"), ("sc 012345", "SC012345"), ("200 000", "200000")])
def test_charity_numbers(typed, kept):
    assert charity_number(typed) == kept


@pytest.mark.parametrize("typed", ["12", "SC1", "a charity", "0123456"])
def test_no_charity_numbers(typed):
    with pytest.raises(NotValid):
        charity_number(typed)
