"""A masked address."""

import pytest

from directory.upkeep.claims.masks import masked


@pytest.mark.parametrize(
    ("email", "shown"),
    [("secretary@choir.example", "s…@choir.example"), ("a@b.example", "a…@b.example"), ("nothing", "…nothing")],
)
def test_it_can_be_known_again(email, shown):
    assert masked(email) == shown
