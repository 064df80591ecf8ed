"""Points and reasons: the same from both sides, and no sentence without its fact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.duplicates.score import (
    ALIKE,
    MOST_WITHOUT_NAME,
    Facts,
    dialled,
    domain,
    facts_of,
    likeness,
    score,
)
from directory.places.distances import Point
from tests.directory.listings.examples import CHOIR, REFUGE

NAMES = st.sampled_from(
    ["Tide Singers", "The Tide Singers", "Singers, Tide", "Chess", "Chess Club", "", "Ålesund & co"]
)
FACTS = st.builds(
    Facts,
    id=st.uuids().map(str),
    name=NAMES,
    organisation=NAMES,
    numbers=st.frozensets(st.sampled_from([("GB-CHC", "1234567"), ("GB-CHC", "7654321"), ("GB-COH", "12345678")])),
    postcodes=st.frozensets(st.sampled_from(["PO12DY", "PO53HN"])),
    points=st.sampled_from([(), (Point(50.79, -1.08),), (Point(50.7901, -1.08), Point(51.5, 0.0))]),
    domains=st.frozensets(st.sampled_from(["choir.example", "tide.example"])),
    telephones=st.frozensets(st.sampled_from(["01632960001", "116123"])),
    source=st.sampled_from(["", "feed", "other"]),
)
CLUB = Facts("1", "Tide Singers", "Tidemark", telephones=frozenset({"01632960001"}), postcodes=frozenset({"PO53HN"}))


@given(FACTS, FACTS)
def test_it_is_the_same_from_both_sides_and_within_a_hundred(one, other):
    assert score(one, other) == score(other, one)
    assert 0 <= score(one, other).points <= 100
    assert likeness(one.name, other.name) == likeness(other.name, one.name)


@given(FACTS)
def test_a_listing_with_a_name_is_like_its_own_copy_elsewhere(one):
    copy = one._replace(source="elsewhere")
    assert score(one, copy).points >= (50 if one.name else 0)


def test_each_reason_is_said_in_plain_words():
    other = CLUB._replace(id="2", name="The Tide Singers", numbers=frozenset({("GB-CHC", "1234567")}))
    found = score(CLUB._replace(numbers=frozenset({("GB-CHC", "1234567")})), other)
    assert found.points >= ALIKE
    assert found.reasons == [
        "The names are the same",
        "The organisations have the same number, 1234567",
        "Both are at PO5 3HN",
        "Both are rung at 01632 960001",
    ]


def test_one_organisations_several_things_are_not_the_same():
    found = score(CLUB, CLUB._replace(id="2", name="Walking football"))
    assert found.points <= MOST_WITHOUT_NAME < ALIKE


def test_what_speaks_against_it():
    far = CLUB._replace(id="2", postcodes=frozenset(), points=(Point(53.5, -0.4),), source="feed")
    near = CLUB._replace(postcodes=frozenset(), points=(Point(50.79, -1.08),), source="feed")
    reasons = score(near, far).reasons
    assert any(words.endswith("miles apart") for words in reasons)
    assert "Both come from feed, which lists them apart" in reasons
    assert score(near, far).points < score(CLUB, CLUB._replace(id="2")).points


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.Choir.example/about", "choir.example"),
        ("hello@choir.example", "choir.example"),
        ("somebody@gmail.com", ""),
        ("https://www.southampton.gov.uk/choir", ""),
        ("nonsense", ""),
        (None, ""),
    ],
)
def test_a_domain_that_thousands_share_tells_nothing(address, name):
    assert domain(address) == name


@pytest.mark.parametrize("number", ["01632 960001", "+44 1632 960001", "+44 (0)1632 960 001", "0044 1632960001"])
def test_a_number_is_one_number_however_it_is_written(number):
    assert dialled(number) == "01632960001"


def test_the_facts_of_a_record():
    found = facts_of(CHOIR, "feed")
    assert (found.name, found.organisation, found.source) == ("Tide Singers", "Tidemark", "feed")
    assert found.numbers == {("GB-CHC", "1234567")} and found.telephones == {"01632960001"}
    assert found.postcodes == {"PO53HN"} and found.domains == {"choir.example"}
    assert facts_of({"id": REFUGE["id"]}).name == ""
