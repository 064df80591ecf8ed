"""The shapes of postcodes, the codes for no place, and every real postcode of two areas."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid, postcode

SHARED = Path(__file__).parents[4] / "shared" / "data" / "postcodes"
POSTCODES = st.builds(
    "{} {}".format,
    st.from_regex(
        r"(?:[A-PR-UWY][0-9]{1,2}|[A-PR-UWY][A-HK-Y][0-9]{1,2}|[A-PR-UWY][0-9][AW]|[EW]C[0-9][AMPV])", fullmatch=True
    ),
    st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True),
)


@given(POSTCODES, st.sampled_from(["", " ", "  ", "-", "."]), st.booleans())
def test_spaces_signs_and_capitals_do_not_matter(code, gap, small):
    written = code.replace(" ", gap)
    assert postcode.parse(written.lower() if small else written) == code


@given(POSTCODES)
def test_the_parts_of_a_postcode(code):
    assert code.startswith(postcode.outward(code)) and len(code) == len(postcode.outward(code)) + 4
    assert postcode.outward(code).startswith(postcode.area(code)) and 1 <= len(postcode.area(code)) <= 2
    assert postcode.area(code).isalpha() and not postcode.is_placeless(code)
    assert len(code) <= 8


@pytest.mark.parametrize(
    "code", ["SW1A 1AA", "W1A 1HQ", "EC1A 1BB", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "GIR 0AA", "ZE1 0AA"]
)
def test_one_of_each_shape(code):
    assert postcode.parse(code) == code


@pytest.mark.parametrize("code", [postcode.NO_FIXED_ABODE, postcode.NOT_KNOWN, postcode.ENGLAND_NOT_OTHERWISE_STATED])
def test_the_codes_for_no_place_are_postcodes_without_a_place(code):
    assert postcode.parse(code.replace(" ", "").lower()) == code
    assert postcode.is_placeless(code)
    assert postcode.area(code) == "ZZ"


@pytest.mark.parametrize(
    "text",
    [
        "PO1",
        "PO1 2A",
        "PO1 2ABC",
        "PO1 OAB",
        "QO1 2AB",
        "PO1 2CB",
        "PO1 2AV",
        "Z9 9AA",
        "ZZ98 3VZ",
        "BFPO 12",
        "ABC",
        "12345",
    ],
)
def test_what_is_no_full_postcode_is_refused(text):
    with pytest.raises(NotValid, match="Enter a full UK postcode, like PO1 2AB"):
        postcode.parse(text)


@pytest.mark.parametrize("area", ["PO", "HU"])
def test_every_real_postcode_of_an_area(area):
    source = SHARED / f"unit_postcodes_{area}.csv"
    if not source.exists():
        pytest.skip(f"../shared/data/postcodes/{source.name} is not here")
    with source.open(newline="") as file:
        codes = [row["postcode"] for row in csv.DictReader(file)]
    assert len(codes) > 10_000
    assert [postcode.parse(code) for code in codes] == codes
