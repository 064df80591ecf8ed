"""The reference on the telephone: always readable, forgiving of how it is said, and no slip goes unnoticed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.intake import references
from referrals.intake.references import ALPHABET, MEANT

stems = st.text(ALPHABET, min_size=7, max_size=7)
whole = stems.map(references.completed)
LOOK_ALIKE = {chr(seen): chr(meant) for seen, meant in MEANT.items()}


def letters(reference: str) -> str:
    return reference.removeprefix("FB").replace("-", "")


@given(whole)
def test_what_is_written_is_read(reference):
    assert references.parse(reference) == reference


@given(whole, st.sampled_from([str.lower, str.title, lambda t: t.replace("-", " "), lambda t: t.replace("-", ""),
                               lambda t: t[3:], lambda t: f"  {t}\n", lambda t: " ".join(t)]))  # fmt: skip
def test_however_it_is_said(reference, said):
    assert references.parse(said(reference)) == reference


@given(whole, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(reference, place, wrong):
    right = letters(reference)
    if right[place] != wrong:
        assert references.parse(right[:place] + wrong + right[place + 1 :]) is None


@given(whole, st.integers(0, 7), st.integers(0, 7))
def test_any_two_characters_that_changed_places_are_always_noticed(reference, one, other):
    swapped = list(letters(reference))
    if swapped[one] != swapped[other]:
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert references.parse("".join(swapped)) is None


@given(whole, st.integers(0, 7))
def test_a_character_too_few_or_too_many_is_noticed(reference, place):
    right = letters(reference)
    assert references.parse(right[:place] + right[place + 1 :]) is None
    assert references.parse(right[:place] + right[place] + right[place:]) is None


@given(st.text(max_size=60))
def test_anything_else_is_none_or_a_reference(text):
    found = references.parse(text)
    assert found is None or references.parse(found) == found


@given(whole, st.data())
def test_letters_that_look_like_ours_are_read_as_ours(reference, data):
    right = letters(reference)
    looks = {meant: seen for seen, meant in LOOK_ALIKE.items()}
    seen = "".join(looks.get(c, c) if data.draw(st.booleans()) else c for c in right)
    assert references.parse(seen) == reference


def test_no_vowel_and_no_two_that_look_alike():
    assert not set(ALPHABET) & set("AEIOU01")
    assert not set(ALPHABET) & set(LOOK_ALIKE)
    assert set(LOOK_ALIKE.values()) <= set(ALPHABET)
    assert set(ALPHABET) < set(string.ascii_uppercase + string.digits)
    assert all(len(ALPHABET) % n for n in range(2, len(ALPHABET))), "the check needs a prime number of characters"


def test_new_ones_fit_their_column_and_differ():
    drawn = {references.new() for _ in range(500)}
    assert len(drawn) == 500
    assert all(len(reference) == 12 and references.parse(reference) == reference for reference in drawn)


@pytest.mark.parametrize("text", ["", "FB", "FB-", "FB-AAAA-AAAA", "K" * 10_000, "FB-K7M2-Q9X8\x00", "ＦＢ-K7M2-Q9X8"])
def test_strange_texts_are_none(text):
    assert references.parse(text) is None
