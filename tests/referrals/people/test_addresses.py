"""The lines of an address: whatever is typed fits the five lines of a letter, loses no word, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid
from referrals.people.addresses import LONGEST_LINE, MOST_LINES, lines


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        (" , \n ", []),
        ("4 Beach Road", ["4 Beach Road"]),
        ("4 Beach Road,\n  Southsea ", ["4 Beach Road", "Southsea"]),
        ("4 Beach Road, Southsea, Portsmouth, Hampshire", ["4 Beach Road", "Southsea", "Portsmouth", "Hampshire"]),
        ("The Old Harbourmaster’s House at Broad Street", ["The Old Harbourmaster’s House at", "Broad Street"]),
        ("Flat 2\nA House\n4 Beach Road\nHove\nHants\nUK", ["Flat 2, A House, 4 Beach Road, Hove", "Hants, UK"]),
    ],
)  # fmt: skip
def test_what_is_typed_is_broken_where_it_may_be(typed, read):
    assert lines(typed) == read


@given(st.text(alphabet="ab1 ,\n’", max_size=260))
def test_every_line_fits_and_no_word_is_lost(typed):
    try:
        read = lines(typed)
    except NotValid:
        return
    assert len(read) <= MOST_LINES and all(0 < len(line) <= LONGEST_LINE for line in read)
    assert " ".join(read).replace(",", " ").split() == typed.replace(",", " ").split()


def test_what_fits_no_letter_is_refused():
    for typed in ("w" * 36, "\n".join(["thirty characters and some more"] * 6)):
        with pytest.raises(NotValid, match="Shorten"):
            lines(typed)
