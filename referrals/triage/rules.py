"""Which answer is suggested for a referral, and why: a table of rules, of which the first that fits decides (pure).

No rule can look at how long a referral has waited, so that nothing is ever turned away by the passing of time.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from referrals.profile.words import Ground
from referrals.triage.words import Mark, Suggested
from referrals.words import AcceptedBecause, AskedFor, NotAccepted, PassedOnBecause, Reason, RiskKind


@dataclass(frozen=True)
class Facts:
    """What rules know of a referral. `age` is in whole years; `grounds` is what speaks against it in the profile.

    `safeguarding`: a child or an adult may be at risk, as an urgent sign, an answer or an open concern says.
    """

    age: int
    reasons: frozenset[Reason] = frozenset()
    risks: frozenset[RiskKind] = frozenset()
    grounds: frozenset[Ground] = frozenset()
    marks: frozenset[Mark] = frozenset()
    safeguarding: bool = False


@dataclass(frozen=True)
class Rule:
    """If every one of `conditions` holds, `answer` is suggested, with a coded reason and words to the colleague."""

    conditions: Mapping[str, Any] = field(default_factory=dict)
    answer: Suggested = Suggested.LOOK
    reason: str | None = None
    words: str = ""
    redirect_to_id: uuid.UUID | None = None

    def fits(self, facts: Facts) -> bool:
        """Whether all its conditions hold; without any it always fits."""
        return all(CONDITIONS[name].holds(facts, wanted) for name, wanted in self.conditions.items())

    @property
    def condition_words(self) -> list[str]:
        """Its conditions as people read them."""
        return [CONDITIONS[name].words(wanted) for name, wanted in self.conditions.items()] or ["Any other referral"]


@dataclass(frozen=True)
class Suggestion:
    """What is suggested. `because` are the conditions that held; `place` counts the rule from 1."""

    answer: Suggested
    because: list[str]
    words: str = ""
    reason: str | None = None
    redirect_to_id: uuid.UUID | None = None
    place: int | None = None


class Condition(NamedTuple):
    """`holds` of the facts and what is wanted; `words` says what is wanted."""

    words: Callable[[Any], str]
    holds: Callable[[Facts, Any], bool]


def _any_of(codes, of: str, label: str) -> Condition:
    """That one of the chosen codes is among the referral's."""
    return Condition(
        lambda wanted: f"{label}: {' or '.join(codes(code).words for code in wanted)}",
        lambda facts, wanted: any(codes(code) in getattr(facts, of) for code in wanted),
    )


CONDITIONS: dict[str, Condition] = {
    "age_below": Condition(lambda age: f"Younger than {age}", lambda facts, age: facts.age < age),
    "age_above": Condition(lambda age: f"Older than {age}", lambda facts, age: facts.age > age),
    "grounds": _any_of(Ground, "grounds", "Outside what you take"),
    "marks": _any_of(Mark, "marks", "Is so"),
    "reasons": _any_of(Reason, "reasons", "Reason"),
    "risks": _any_of(RiskKind, "risks", "Risk"),
}


class Danger(NamedTuple):
    """Something for which no rule is asked; `words` say what it is, `then` what to do first."""

    holds: Callable[[Facts], bool]
    words: str
    then: str


def _risk(kind: RiskKind, then: str) -> Danger:
    return Danger(lambda facts: kind in facts.risks, CONDITIONS["risks"].words([kind]), then)


DANGERS = (
    Danger(
        lambda facts: Mark.URGENT_SIGN in facts.marks,
        Mark.URGENT_SIGN.words,
        "Ring the referrer today: has somebody acted on what is urgent?",
    ),
    Danger(
        lambda facts: facts.safeguarding,
        "Somebody may be at risk",
        "Read what was said and talk with your safeguarding lead before you answer.",
    ),
    _risk(RiskKind.SELF_HARM, "Ask the referrer who sees to it that they are safe, and whom to ring if they are not."),
    _risk(RiskKind.FROM_OTHERS, "Agree who makes contact, and how it is safe."),
    _risk(RiskKind.TO_OTHERS, "Agree how a visit is safe before anybody makes one."),
)
NO_RULE = Suggestion(Suggested.LOOK, ["No rule fits"])

# The rules of a service whose lead has changed nothing.
SHIPPED: tuple[Rule, ...] = (
    Rule(
        {"marks": [Mark.DUPLICATE.value]},
        Suggested.DECLINE,
        NotAccepted.DUPLICATE.value,
        "Open the other referral first. Decline this one only if it is the same person and asks for nothing new.",
    ),
    Rule({"grounds": [Ground.TOO_YOUNG.value]}, Suggested.DECLINE, NotAccepted.UNDER_AGE.value),
    Rule(
        {"grounds": [Ground.OUT_OF_AREA.value]},
        Suggested.REDIRECT,
        PassedOnBecause.AREA.value,
        "Ask the person whether the service where they live may have it.",
    ),
    Rule({"grounds": [Ground.REASON.value]}, Suggested.REDIRECT, PassedOnBecause.BETTER_PLACED.value),
    Rule(
        {"marks": [Mark.DOMESTIC_ABUSE.value]},
        words="Agree who makes contact, and how it is safe.",
    ),
    Rule(
        {"marks": [Mark.NO_TELEPHONE.value]},
        Suggested.ASK,
        AskedFor.CONTACT.value,
        "Is there a safe way to reach them?",
    ),
    Rule({"grounds": [Ground.CAPACITY.value]}, words="You said that you take none of these now."),
    Rule({}, Suggested.ACCEPT, AcceptedBecause.FITS.value),
)


def suggest(rules: Iterable[Rule], facts: Facts) -> Suggestion:
    """What the first rule that fits suggests. Where something is urgent or dangerous no rule is asked: look first."""
    if dangers := [one for one in DANGERS if one.holds(facts)]:
        return Suggestion(Suggested.LOOK, [one.words for one in dangers], " ".join(one.then for one in dangers))
    for place, rule in enumerate(rules, start=1):
        if rule.fits(facts):
            because = rule.condition_words
            return Suggestion(rule.answer, because, rule.words, rule.reason, rule.redirect_to_id, place)
    return NO_RULE
