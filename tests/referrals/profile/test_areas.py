"""Postcode areas and outward codes as somebody types them."""

import pytest

from core.identifiers import NotValid
from referrals.profile import areas


def test_codes_are_read_however_they_are_parted():
    assert areas.parse(" po1, PO12;po\nsw1a po1 ") == ["PO1", "PO12", "PO", "SW1A"]
    assert areas.parse("") == []


@pytest.mark.parametrize("wrong", ["PO1 2AB", "Portsmouth", "ZZ99", "1", "PO123", "<b>", "C1V"])
def test_what_is_no_code_is_named(wrong):
    with pytest.raises(NotValid) as problem:
        areas.parse(f"PO2, {wrong}")
    assert f"“{wrong.split()[-1]}”".upper() in str(problem.value).upper()


@pytest.mark.parametrize(
    ("codes", "postcode", "covered"),
    [
        (["PO1"], "PO1 2DY", True),
        (["PO1"], "PO12 2DY", False),
        (["PO"], "PO12 2DY", True),
        (["P"], "PO1 2DY", False),
        (["SW1A"], "SW1A 1AA", True),
        ([], "PO1 2DY", False),
    ],
)
def test_a_postcode_lies_in_its_outward_code_and_in_its_area(codes, postcode, covered):
    assert areas.covers(codes, postcode) is covered
