"""What returned referrals teach: counted by reason, and what could be asked first so that fewer come back. Pure."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from referrals import workflow
from referrals.profile.facts import Profile
from referrals.profile.lines import ALTERNATIVES
from referrals.profile.words import Ground
from referrals.words import NotAccepted

# Fewer than three are chance, and less than a tenth of what was sent is not worth everybody's time.
FEWEST, SHARE = 3, 0.1


class Return(NamedTuple):
    """One referral came back once: by which step, for which coded reason, and to which service it went instead."""

    referral_id: uuid.UUID
    step: str
    reason: str
    instead: str = ""


@dataclass(frozen=True)
class Count:
    """How many referrals came back for one reason; `instead` says where they should have gone."""

    step: str
    words: str
    number: int
    instead: tuple[str, ...]

    @property
    def nowhere(self) -> str:
        """What stands in the place of where they should have gone, if that was nowhere else."""
        return NOWHERE.get(self.step, "Nothing was said")

    @property
    def what(self) -> str:
        """The step, where the reason says more than that."""
        return "" if self.words == STEPS[self.step] else STEPS[self.step]


class Topic(NamedTuple):
    """A question that would have kept referrals from coming back for these reasons, each a step with its code."""

    key: str
    because: str
    question: str
    if_no: str
    reasons: frozenset[tuple[str, str]]


class Proposal(NamedTuple):
    """Ask `topic.question` first, because `number` of the `sent` referrals came back for it."""

    topic: Topic
    number: int
    sent: int


STEPS = {"ask": "Question asked", "decline": "Not accepted", "redirect": "Passed to another service"}
NOWHERE = {"ask": "The same service, with the answer", "redirect": "The service that it was passed to"}
# Where somebody should have gone, by the reason for which a service did not take them.
GROUNDS = {
    NotAccepted.OUT_OF_AREA: Ground.OUT_OF_AREA,
    NotAccepted.UNDER_AGE: Ground.TOO_YOUNG,
    NotAccepted.NO_CAPACITY: Ground.CAPACITY,
}
# A service that has no room says that one may send all the same: whom it has turned away is helped elsewhere.
INSTEAD = {Ground.CAPACITY: "groups and advice that the directory shows"}
ELSEWHERE = {
    NotAccepted.CLINICAL_OR_URGENT: "The practice’s own team; 111 or 999 if it is urgent",
    NotAccepted.SAFEGUARDING: "The council’s safeguarding team",
    NotAccepted.OTHER_SERVICE: "The service that they have already",
}
TOPICS = {
    topic.key: topic
    for topic in (
        Topic(
            "area",
            "out of area",
            "Does the person live in our area, or are they registered with a practice that we serve?",
            "",
            frozenset({("decline", "out_of_area"), ("redirect", "area")}),
        ),
        Topic(
            "clinical",
            "for a need that is clinical or urgent",
            "Is it support in daily life that they need, rather than treatment or urgent help?",
            "Ask the practice’s own team first; 111 or 999 if it is urgent.",
            frozenset({("decline", "clinical_or_urgent")}),
        ),
        Topic(
            "wish",
            "because the person did not want it or had not agreed",
            "Has the person said that they want this?",
            "Talk with the person first.",
            frozenset({("decline", "person_declined"), ("ask", "agreement")}),
        ),
        Topic(
            "need",
            "because too little was known",
            "Can you say what the person wants help with?",
            "Ask the person first: a sentence in their own words is enough.",
            frozenset({("decline", "insufficient"), ("ask", "details"), ("ask", "need")}),
        ),
        Topic(
            "contact",
            "because nobody knew how to reach the person safely",
            "Do you know how and when they can be reached safely?",
            "Ask the person first.",
            frozenset({("ask", "contact")}),
        ),
        Topic(
            "risk",
            "because a risk was not clear",
            "Do you know of the risks to the person, and to somebody who visits them?",
            "Look into the record and ask the person first.",
            frozenset({("ask", "risk")}),
        ),
        Topic(
            "again",
            "because the person was with a service already",
            "Is the person without a link worker or another support worker now?",
            "Ask the service that they have already.",
            frozenset({("decline", "duplicate"), ("decline", "other_service"), ("ask", "duplicate")}),
        ),
    )
}


def counted(returns: Iterable[Return], profile: Profile | None = None) -> list[Count]:
    """How many referrals came back by each step for each reason, most first; a referral counts once for each."""
    found: dict[tuple[str, str], set[uuid.UUID]] = {}
    instead: dict[tuple[str, str], set[str]] = {}
    for one in returns:
        key = one.step, one.reason
        found.setdefault(key, set()).add(one.referral_id)
        instead.setdefault(key, set()).update(filter(None, [one.instead or elsewhere(one, profile)]))
    counts = [
        Count(step, words(step, code), len(ids), tuple(sorted(instead[step, code])))
        for (step, code), ids in found.items()
    ]
    return sorted(counts, key=lambda count: (-count.number, count.words))


def words(step: str, code: str) -> str:
    """A coded reason as people read it, or the step where none was given."""
    codes = workflow.REASONS.get(step)
    return codes(code).words if codes and code in list(codes) else STEPS[step]


def elsewhere(one: Return, profile: Profile | None) -> str:
    """Where it should have gone, as far as the reason and the service's own words tell."""
    if one.step != "decline":
        return ""
    ground = GROUNDS.get(one.reason)
    if ground is None:
        return ELSEWHERE.get(one.reason, "")
    said = (profile.alternatives.get(ground) if profile else None) or INSTEAD.get(ground) or ALTERNATIVES[ground]
    return said[:1].upper() + said[1:].rstrip(".")


def came_back(returns: Iterable[Return]) -> int:
    """How many referrals came back, each counted once however often it did."""
    return len({one.referral_id for one in returns})


def proposals(returns: Collection[Return], sent: int, profile: Profile, answered: Collection[str]) -> list[Proposal]:
    """What to ask first: at least FEWEST came back for it, and SHARE of what was sent; most first.

    Left out is what the profile asks or stops already, and what its lead has `answered` (keys of topics).
    """
    settled = {*answered, *(check.came_from for check in profile.pre_checks)}
    if profile.area_stops and (profile.areas or profile.practices):
        settled.add("area")
    weighed = (Proposal(topic, _number(returns, topic), sent) for topic in TOPICS.values() if topic.key not in settled)
    worth = [one for one in weighed if one.number >= max(FEWEST, SHARE * sent)]
    return sorted(worth, key=lambda one: -one.number)


def first_words(topic: Topic, profile: Profile) -> Mapping[str, str]:
    """The question and what is said to a no, as a lead is offered them."""
    out_of_area = profile.alternatives.get(Ground.OUT_OF_AREA) or ALTERNATIVES[Ground.OUT_OF_AREA]
    return {"question": topic.question, "if_no": topic.if_no or f"{out_of_area[:1].upper()}{out_of_area[1:]}"}


def _number(returns: Collection[Return], topic: Topic) -> int:
    return len({one.referral_id for one in returns if (one.step, one.reason) in topic.reasons})
