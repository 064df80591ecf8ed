"""Tokens: signed by this installation for one purpose, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.upkeep.links import signing
from directory.upkeep.links.words import RULES, Purpose, Why

SECRET = "a secret for tests that is long enough"


@pytest.mark.parametrize("purpose", Purpose)
def test_a_token_is_good_for_its_purpose_and_no_other(purpose):
    token = signing.drawn(SECRET, purpose)
    assert [one for one in Purpose if signing.signed(SECRET, one, token)] == [purpose]
    assert not signing.signed("another secret that is long enough", purpose, token)


def test_no_two_tokens_are_alike_and_each_is_long_enough_not_to_be_guessed():
    drawn = {signing.drawn(SECRET, Purpose.CONFIRM) for _ in range(100)}
    assert len(drawn) == len({signing.hashed(one) for one in drawn}) == 100
    assert all(len(one.partition(".")[0]) >= 43 for one in drawn), "256 bits"
    assert all(
        len(one) <= signing.LONGEST and one.replace(".", "").replace("-", "").replace("_", "").isalnum()
        for one in drawn
    )


@given(st.text(max_size=60))
def test_nothing_typed_is_taken_for_a_token(text):
    assert not signing.signed(SECRET, Purpose.CONFIRM, text)


TOKEN = signing.drawn(SECRET, Purpose.CONFIRM)


@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="ascii"))
def test_one_letter_changed_is_another_token(at, letter):
    """Not every changed letter spoils a signature in base64; what is kept is the hash of every letter."""
    changed = TOKEN[:at] + letter + TOKEN[at + 1 :]
    same = changed == TOKEN
    assert (signing.hashed(changed) == signing.hashed(TOKEN)) is same
    if at < TOKEN.index("."):
        assert signing.signed(SECRET, Purpose.CONFIRM, changed) is same


def test_every_purpose_has_its_rule_and_every_refusal_its_words():
    assert set(RULES) == set(Purpose)
    for why in Why:
        assert why.words.endswith(".") and why.status in {404, 410}


def test_what_would_say_something_untrue_if_it_were_said_twice_works_once():
    assert {one for one, rule in RULES.items() if rule.once} == {
        *(Purpose.CONFIRM, Purpose.STOPPED, Purpose.CLAIM, Purpose.ANSWER),
    }


def test_mail_can_be_stopped_from_an_old_letter():
    rule = RULES[Purpose.NO_MAIL]
    assert not rule.newest and rule.outlives and not rule.once
    assert rule.lasts == max(one.lasts for one in RULES.values())
