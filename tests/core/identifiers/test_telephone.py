"""Telephone numbers as people write them, as they are kept, and as they are read out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import NotValid, telephone

DRAMA = st.builds("{}{:03d}".format, st.sampled_from(["07700900", "01632960", "02079460"]), st.integers(0, 999))
EXTENSIONS = st.one_of(st.just(""), st.integers(0, 9_999_999).map(str))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("07700 900123", "+447700900123"),
        ("(01632) 960-001", "+441632960001"),
        ("+44 (0)1632 960001", "+441632960001"),
        ("0044 1632 960 001", "+441632960001"),
        ("020 7946 0000", "+442079460000"),
        ("+33 1 42 68 53 00", "+33142685300"),
        ("01632 960001 ext. 4", "+441632960001;ext=4"),
        ("01632 960001 extension 0042", "+441632960001;ext=0042"),
        ("01632 960001, x7", "+441632960001;ext=7"),
        ("01632 960001#7", "+441632960001;ext=7"),
    ],
)
def test_the_ways_in_which_people_write_a_number(written, kept):
    assert telephone.parse(written) == kept


@given(DRAMA, EXTENSIONS)
def test_what_is_read_out_reads_back(number, extension):
    kept = telephone.parse(f"{number} ext {extension}" if extension else number)
    assert len(kept) <= telephone.LONGEST
    assert telephone.parse(telephone.spoken(kept)) == kept
    assert telephone.spoken(kept).replace(" ", "").startswith(number)
    assert telephone.link(kept) == f"tel:{kept}"


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("+441632960001;ext=4", "01632 960001 extension 4"),
        ("+447700900123", "07700 900123"),
        ("+33142685300", "+33 1 42 68 53 00"),
        ("116123", "116 123"),
        ("111", "111"),
    ],
)
def test_how_a_number_is_read_out(kept, words):
    assert telephone.spoken(kept) == words


@pytest.mark.parametrize("number", ["111", "999", "101", "116 123"])
def test_short_numbers_are_for_listings_only(number):
    assert telephone.parse(number, short=True) == number.replace(" ", "")
    with pytest.raises(NotValid):
        telephone.parse(number)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("01632 960001 or 01632 960002", "one telephone number"),
        ("0800 FLOWERS", "one telephone number"),
        ("01632 960001 x12345678", "one telephone number"),
        ("tel:01632960001;phone-context=+1", "one telephone number"),
        ("07700 9001", "not complete"),
        ("07700 901234 5", "not complete"),
        ("+44 116123", "not complete"),
        ("+999 1234567", "not a telephone number"),
        ("٠٧٧٠٠٩٠٠١٢٣", "English keyboard"),
    ],
)
def test_the_answer_says_what_is_wrong(text, words):
    with pytest.raises(NotValid, match=words):
        telephone.parse(text)
