"""The table of letters: every kind has its words, gaps are filled or left out, and a refusal always has its reason."""

import pytest

from directory.upkeep.wordings import LETTERS, NAMES, Wording, filled, first_words, gaps


def test_every_kind_of_letter_has_its_words_and_only_gaps_that_somebody_fills():
    assert set(LETTERS) == set(Wording)
    assert {"listing", "about", "reason"} == NAMES
    assert len({wording.words for wording in Wording}) == len(Wording)


@pytest.mark.parametrize("wording", Wording)
def test_a_letter_begins_with_what_is_known_and_leaves_no_empty_sentence(wording):
    subject, text = first_words(wording, {"listing": "Tide Singers"})
    assert "Tide Singers" in subject and text.startswith("Hello,")
    assert "[about]" not in text and not text.endswith(": ")
    subject, text = first_words(wording, {"listing": "Tide Singers", "about": "the time", "reason": "It is another"})
    assert gaps(subject + text) == []


@pytest.mark.parametrize("wording", [one for one in Wording if one.endswith("_refused")])
def test_whoever_is_refused_is_told_why(wording):
    assert gaps(first_words(wording, {"listing": "Tide Singers"})[1]) == ["reason"]


def test_words_of_people_are_filled_in_as_they_are():
    assert filled("To [listing]: [reason]", {"listing": "[reason] {0} %s", "reason": "no"}) == "To [reason] {0} %s: no"
    assert gaps("See [1] and [our page], or [reason]") == ["reason"]
