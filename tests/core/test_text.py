"""Typed text: tidied without losing a word, and unprintable characters found."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import tidy, unprintable


@given(st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_tidying_loses_no_letter(text):
    def letters(words):
        return [c for c in unicodedata.normalize("NFC", words) if not c.isspace() and c not in "\r\n"]

    assert letters(tidy(text)) == letters(text)


@given(st.text())
def test_only_one_kind_of_line_end_is_left(text):
    assert "\r" not in tidy(text)


@pytest.mark.parametrize("value", [None, 3, ["a"]])
def test_what_is_no_text_is_left_alone(value):
    assert tidy(value) is value
    assert not unprintable(value)


@pytest.mark.parametrize(
    "name", ["Siân O’Neill", "Łukasz Żak", "محمد", "דוד", "李小龍", "ਹਰਪ੍ਰੀਤ", "👩🏽‍🦽 and family", "a\nb\tc"]
)
def test_names_of_all_scripts_and_line_ends_are_printable(name):
    assert not unprintable(tidy(name))


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ud83d", "\ufffe"])
@pytest.mark.parametrize("around", ["", "words"])
def test_what_cannot_be_printed_is_found(bad, around):
    assert unprintable(f"{around}{bad}{around}")
