"""Which words of a service area name a district, and which do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places import districts
from directory.places.district_names import district_named, districts_named


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Portsmouth", "E06000044"),
        ("Portsmouth City Council", "E06000044"),
        ("City of Portsmouth", "E06000044"),
        ("http://statistics.data.gov.uk/id/statistical-geography/E06000044", "E06000044"),
        (" E06000044 ", "E06000044"),
        ("E08000019", "E08000039"),
        ("W06000022", "W06000022"),
        ("Havant Borough", "E07000090"),
        ("Havant BC", "E07000090"),
        ("East Hampshire District Council", "E07000085"),
        ("Kingston upon Hull, City of", "E06000010"),
        ("Hull City Council", "E06000010"),
        ("County of Herefordshire", "E06000019"),
        ("Durham County Council", "E06000047"),
        ("County Durham", "E06000047"),
        ("London Borough of Hackney", "E09000012"),
        ("The Royal Borough of Kensington and Chelsea", "E09000020"),
        ("City of Bradford Metropolitan District Council", "E08000032"),
        ("City of London Corporation", "E09000001"),
        ("St Helens", "E08000013"),
        ("Brighton & Hove", "E06000043"),
        ("King’s Lynn & West Norfolk", "E07000146"),
        ("BCP Council", "E06000058"),
    ],
)
def test_a_district_by_its_names(words, code):
    assert district_named(words) == code


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Hampshire",
        "Hampshire County Council",
        "England",
        "London",
        "the north of the city",
        "Portsmouth and Havant",
        "south Portsmouth",
        "Newport",  # in Wales a district, on the Isle of Wight a town
        "E10000014",  # the county of Hampshire
        "http://statistics.data.gov.uk/id/statistical-geography/E92000001",
        "E07999999",
        "Nationwide",
        "Council",
    ],
)
def test_anything_else_is_none(words):
    assert district_named(words) is None


def test_every_district_by_its_official_name_and_with_a_council():
    for district in districts.by_code().values():
        assert district_named(district.name) == district.code
        assert district_named(f"{district.name.upper()} COUNCIL") in {district.code, None}


@given(st.text(max_size=60))
def test_any_text(text):
    assert district_named(text) is None or len(district_named(text)) == 9


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Portsmouth and Havant", {"E06000044", "E07000090"}),
        ("Portsmouth, Havant & Fareham", {"E06000044", "E07000090", "E07000087"}),
        ("Kingston upon Hull, City of", {"E06000010"}),
        ("Havant and the villages around", set()),
        ("the north of the city", set()),
        ("", set()),
    ],
)
def test_several_districts_in_one_text(text, named):
    assert districts_named(text) == named


def test_a_county_and_postcodes_from_one_to_another_are_the_districts_they_touch():
    assert {"E07000090", "E07000087"} <= districts_named("Hampshire")
    assert districts_named("PO1") >= {"E06000044"}
    assert districts_named("PO1 to PO11") >= {"E06000044", "E07000090"}
    assert districts_named("PO1-PO3") == districts_named("po1 to 3")
    assert districts_named("ZX1 to ZX9") == set()
