"""Suggestions: the first rule that fits, the same every time, never by the passing of time, never past safeguarding."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.profile.words import Ground
from referrals.triage.rules import CONDITIONS, NO_RULE, SHIPPED, Facts, Rule, suggest
from referrals.triage.words import Mark, Suggested
from referrals.words import Reason, RiskKind
from referrals.workflow import REASONS

some = lambda codes: st.lists(st.sampled_from(codes), unique=True)  # noqa: E731
DANGEROUS = {RiskKind.SELF_HARM, RiskKind.FROM_OTHERS, RiskKind.TO_OTHERS}
FACTS = st.builds(
    Facts,
    age=st.integers(0, 120),
    reasons=some(Reason).map(frozenset),
    risks=some([kind for kind in RiskKind if kind not in DANGEROUS]).map(frozenset),
    grounds=some(Ground).map(frozenset),
    marks=some([mark for mark in Mark if mark is not Mark.URGENT_SIGN]).map(frozenset),
    safeguarding=st.just(False),
)
CODED = {"grounds": Ground, "marks": Mark, "reasons": Reason, "risks": RiskKind}
WANTED = st.fixed_dictionaries(
    {},
    optional={name: st.lists(st.sampled_from([c.value for c in codes]), min_size=1) for name, codes in CODED.items()}
    | {"age_below": st.integers(1, 120), "age_above": st.integers(0, 119)},
)
RULES = st.lists(st.builds(Rule, WANTED, st.sampled_from(Suggested), st.none(), st.just(""), st.none()), max_size=8)


@given(RULES, FACTS)
def test_the_first_rule_that_fits_decides_every_time(table, facts):
    found = suggest(table, facts)
    assert found == suggest(list(table), facts)
    first = next((place for place, rule in enumerate(table, 1) if rule.fits(facts)), None)
    assert found.place == first
    if first is None:
        assert found == NO_RULE and found.answer is Suggested.LOOK
    else:
        assert found.answer is table[first - 1].answer
        assert found == suggest([*table[:first], Rule({}, Suggested.DECLINE)], facts)


@given(RULES, FACTS)
def test_hazard_3_where_something_is_urgent_or_dangerous_no_rule_is_asked(table, facts):
    for more in (
        {"safeguarding": True},
        {"marks": facts.marks | {Mark.URGENT_SIGN}},
        *({"risks": facts.risks | {kind}} for kind in DANGEROUS),
    ):
        at_risk = dataclasses.replace(facts, **more)
        found = suggest(table, at_risk)
        assert found == suggest(SHIPPED, at_risk)
        assert found.answer is Suggested.LOOK and found.place is None and found.words


def test_nothing_is_declined_by_the_passing_of_time():
    """No fact is a day, a moment or a length of time, so that no rule can know how long a referral has waited."""
    kinds = {field.name: field.type for field in dataclasses.fields(Facts)}
    assert set(CONDITIONS) == {"age_below", "age_above", *CODED}
    assert set(kinds) == {"age", "safeguarding", *CODED}
    assert not {dt.date, dt.datetime, dt.timedelta} & set(kinds.values())
    codes = " ".join(code for codes in CODED.values() for code in codes)
    assert not any(word in codes for word in ("wait", "late", "overdue", "day"))


@given(FACTS)
def test_what_is_shipped_always_says_something_and_reasons_are_the_answers_own(facts):
    found = suggest(SHIPPED, facts)
    assert found.place and found.because
    for rule in SHIPPED:
        assert rule.reason is None if rule.answer is Suggested.LOOK else rule.reason in list(REASONS[rule.answer.value])


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, "accept"),
        ({"marks": {Mark.URGENT_SIGN, Mark.DUPLICATE}}, "look"),
        ({"marks": {Mark.DUPLICATE}}, "decline"),
        ({"grounds": {Ground.TOO_YOUNG, Ground.CAPACITY}}, "decline"),
        ({"grounds": {Ground.OUT_OF_AREA}}, "redirect"),
        ({"grounds": {Ground.CAPACITY}}, "look"),
        ({"marks": {Mark.DOMESTIC_ABUSE, Mark.NO_TELEPHONE}}, "look"),
        ({"marks": {Mark.NO_TELEPHONE}}, "ask"),
        ({"risks": {RiskKind.TO_OTHERS}}, "look"),
    ],
)
def test_what_is_shipped(facts, answer):
    assert suggest(SHIPPED, Facts(40, **{name: frozenset(some) for name, some in facts.items()})).answer == answer


def test_conditions_are_all_wanted_and_of_codes_one_is_enough():
    rule = Rule({"age_below": 25, "reasons": ["housing", "money"]})
    assert rule.fits(Facts(24, frozenset({Reason.MONEY})))
    assert not rule.fits(Facts(25, frozenset({Reason.MONEY})))
    assert not rule.fits(Facts(24, frozenset({Reason.CARER})))
    assert rule.condition_words == ["Younger than 25", "Reason: Housing or homelessness or Money, debt or benefits"]
    assert Rule({"age_above": 64}).fits(Facts(65)) and not Rule({"age_above": 64}).fits(Facts(64))
