"""Proposed words: for every reason of every answer, and to the person nothing that others must not read."""

import pytest

from referrals.letters import neutral
from referrals.triage import wording
from referrals.words import Way
from referrals.workflow import REASONS

ANSWERS = ("accept", "ask", "decline", "redirect")


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_reason_has_its_words_and_the_persons_fit_a_text_message(answer):
    assert set(wording.PROPOSED[answer]) == set(REASONS[answer]) and answer in wording.LETTERS
    for said in wording.PROPOSED[answer].values():
        assert bool(said.person) is bool(said.carer)
        for to, words in zip(said._fields, said, strict=True):
            assert wording.is_ours(answer, f" {words}\n", to=to)
            assert to == "referrer" or (not neutral.gives_away(words) and len(words) <= 400), words
    assert list(Way)


def test_words_of_ones_own_are_kept():
    assert not wording.is_ours("ask", "Which hostel?")
    assert wording.is_ours("ask", "  ")
    assert wording.proposed("ask", None) == ("", "", "")
