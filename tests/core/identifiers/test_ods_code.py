"""What is taken as an ODS code, and what only hints at its kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid, ods_code


@given(st.from_regex(r"[A-Z0-9]{1,9}", fullmatch=True), st.booleans())
def test_every_code_of_one_to_nine_letters_and_digits_is_taken(code, small):
    assert ods_code.parse(code.lower() if small else code) == code


@pytest.mark.parametrize("text", ["A81001001X", "A81/001", "A81_01", "", "Á81001"])
def test_everything_else_is_refused(text):
    with pytest.raises(NotValid, match="Enter an ODS code, like A81001 or G7H8J"):
        ods_code.parse(text)


@pytest.mark.parametrize(
    ("code", "practice", "branch"),
    [
        ("A81001", True, False),
        ("G7H8J", True, False),
        ("K81003001", False, True),
        ("RYR", False, False),
        ("G7H8", False, False),
        ("7G8H7", False, False),
    ],
)
def test_shapes_hint_at_the_kind(code, practice, branch):
    assert ods_code.looks_like_practice(code) is practice
    assert ods_code.looks_like_branch(code) is branch
