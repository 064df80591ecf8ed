"""How little of a search is kept: no digits, no more of a place than its district."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.unmet.asked import LONGEST_FILTERS, LONGEST_WORDS, Asked, Kept, district, kept


def test_plain_words_filters_in_order_and_the_district_are_kept():
    asked = Asked("Kabaddi, for WOMEN! 07700 900982 joan@example.org", ["On now", "Free"], "po1 2dy")
    assert kept(asked) == Kept("kabaddi for women", "Free; On now", "PO1")


@pytest.mark.parametrize(
    ("near", "known", "left"),
    [
        *(("PO12DY", (), "PO1"), ("po1", (), "PO1"), ("SW1A", (), "SW1A"), ("ZZ99 3VZ", (), "")),
        *(("", (), ""), ("rubbish", (), ""), ("12 High Street", (), ""), ("50.79,-1.09", (), "")),
        *(("Southsea", ("E06000044",), "Portsmouth"), ("Portsmouth", (), "Portsmouth")),
        ("Newport", ("E06000046", "E06000044"), ""),
    ],
)
def test_a_place_is_kept_as_its_district_and_no_closer(near, known, left):
    assert district(near, frozenset(known)) == left


def test_a_filter_that_holds_a_persons_data_is_left_out():
    filters = ["Near joan@example.org", "999 000 0018", "Free"]
    assert kept(Asked("", filters)).filters == "Free"


@given(st.text(), st.lists(st.text()), st.text())
def test_whatever_is_sent_fits_its_columns(words, filters, near):
    found = kept(Asked(words, filters, near))
    assert len(found.words) <= LONGEST_WORDS
    assert len(found.filters) <= LONGEST_FILTERS
    assert not any(c in "0123456789" for c in found.words)
