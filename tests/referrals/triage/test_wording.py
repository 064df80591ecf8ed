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
        assert not neutral.gives_away(said.person), said.person
        assert len(said.person) <= 459
        assert wording.is_ours(answer, f" {said.referrer}\n") and wording.is_ours(answer, said.person, to_person=True)
    assert list(Way)


def test_words_of_ones_own_are_kept():
    assert not wording.is_ours("ask", "Which hostel?")
    assert wording.is_ours("ask", "  ")
    assert wording.proposed("ask", None) == ("", "")
