"""Every step has words for having happened, and questions find their answers."""

from dataclasses import dataclass

from referrals import timeline
from referrals.workflow import REASONS, STEPS, TOLD_AS


@dataclass
class Happening:
    step: str
    reason: str | None = None


def test_every_step_has_words_for_having_happened_and_no_other_has():
    assert set(timeline.HAPPENED) == timeline.BESIDE_STEPS | set(STEPS)
    assert timeline.happened(Happening("close")) == "Closed"


def test_a_coded_reason_is_read_in_words():
    for step, codes in REASONS.items():
        for code in codes:
            assert timeline.reason(Happening(step, code.value)) == TOLD_AS.get((step, code), code).words
    assert timeline.reason(Happening("accept")) == ""


def test_the_latest_question_comes_first_with_its_answer_or_none():
    ask, answer, again = Happening("ask"), Happening("answer"), Happening("ask")
    found = timeline.exchanges([Happening("submit"), ask, answer, again])
    assert [(one.question, one.answer) for one in found] == [(again, None), (ask, answer)]


def test_an_answer_without_a_question_is_left_out():
    assert timeline.exchanges([Happening("answer")]) == []
