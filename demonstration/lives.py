"""The 120 lives: twelve told by hand and the rest invented, each a person, a referral and the steps that followed."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from core.identifiers import date_of_birth
from demonstration import outlines
from demonstration.content import read
from demonstration.people import Invented, invent, nhs

# Sentences of the themes in which somebody has no address of their own: (theme, which sentence).
HOMELESS = frozenset({("housing", 2), ("housing", 5), ("recovery", 5)})
NO_KNOWN_RISKS = ["none_known", None]
ENOUGH = 4  # listings to choose from


@dataclass(frozen=True)
class Life:
    """One referral from beginning to now. `person` holds what a form asks; `steps` count days from the referral.

    `weekday` is the day of the week on which it was made, 0 for Monday, where the story speaks of such days.
    """

    key: str
    person: dict
    days_ago: int
    by: str
    at: str
    reasons: tuple[str, ...]
    need: str
    risks: list
    steps: list[dict]
    given_by_name: str | None = None
    weekday: int | None = None


def everyone(seed: int, today: dt.date) -> list[Life]:
    """Everybody of the demonstration, the same for the same seed and day."""
    return _told() + _invented(Random(seed), today, first=len(read("stories")) + 1)


def _told() -> list[Life]:
    return [_told_life(number, story) for number, story in enumerate(read("stories"), start=1)]


def _told_life(number: int, story: dict) -> Life:
    person = {
        "preferred_name": None,
        "access_needs": [],
        "access_details": None,
        "language": None,
        "safe_contact": None,
        **story["person"],
        "date_of_birth": dt.date.fromisoformat(story["person"]["date_of_birth"]),
        **nhs(number, missing=story["person"].get("no_nhs_number")),
    }
    referral = story["referral"] | {"reasons": tuple(story["referral"]["reasons"])}
    return Life(key=story["key"], person=person, steps=story["steps"], **referral)


def _invented(rng: Random, today: dt.date, *, first: int) -> list[Life]:
    outline_of = [(name, turn) for name, (count, *_) in outlines.COUNTS.items() for turn in range(count)]
    sentences = [(theme, index) for theme in read("themes") for index in range(len(theme["sentences"]))]
    rng.shuffle(sentences)
    names = {(life.person["first_name"], life.person["family_name"]) for life in _told()}
    lives = []
    for number, ((theme, index), (outline, turn)) in enumerate(zip(sentences, outline_of, strict=True), start=first):
        who = _somebody_else(names, rng, today, number, theme, index)
        lives.append(_life(rng, today, who, theme, index, outline, turn))
    return lives


def _somebody_else(names: set, rng: Random, today: dt.date, number: int, theme: dict, index: int) -> Invented:
    """Somebody for the theme's `index`th sentence, who is called like nobody else here."""
    wanted = {"ages": theme["ages"], **theme.get("who", {}).get(str(index), {})}
    wanted |= {"speaks": theme["speaks"][index]} if "speaks" in theme else {}
    while True:
        who = invent(number, rng, today=today, homeless=(theme["key"], index) in HOMELESS, **wanted)
        name = who.facts["first_name"], who.facts["family_name"]
        if name not in names:
            names.add(name)
            return who


def _life(rng: Random, today: dt.date, who: Invented, theme: dict, index: int, outline: str, turn: int) -> Life:
    _, latest, earliest = outlines.COUNTS[outline]
    days_ago = rng.randint(latest, earliest)
    teller = outlines.Teller(
        rng,
        theme=theme,
        listings=suitable(theme, index, who, today),
        days_ago=days_ago,
        allowed=_allowed(who, (theme["key"], index) in HOMELESS),
        turn=turn,
    )
    steps = [_about(step, who) for step in teller.tell(outline)]
    return Life(
        key=f"{outline}-{turn + 1}",
        person={"preferred_name": None, **who.facts},
        days_ago=days_ago,
        by=_referrer(rng, who.practice),
        at=who.practice,
        reasons=_reasons(rng, theme),
        need=theme["sentences"][index].format(**who.pronouns),
        risks=_risks(rng),
        steps=steps,
    )


def _allowed(who: Invented, homeless: bool) -> frozenset[str]:
    """Which ways of reaching this person are open, beside an ordinary call."""
    wishes = {wish for wish in ("may_leave_message", "may_text") if who.facts[wish]}
    return frozenset(wishes if homeless else wishes | {"home"})


def suitable(theme: dict, index: int, who: Invented, today: dt.date) -> list[dict]:
    """The theme's listings that fit its `index`th sentence and take somebody like this, with others for anyone."""
    age = date_of_birth.age_on(who.facts["date_of_birth"], today)
    fitting = [one for one in theme["listings"] if index in one.get("sentences", [index]) and _takes(one, who, age)]
    known = {one["key"] for one in fitting}
    others = [one for one in read("words")["for_anyone"] if one["key"] not in known]
    return fitting + others[: max(0, ENOUGH - len(fitting))]


def _takes(listing: dict, who: Invented, age: int) -> bool:
    """Whether the listing's limits, by district, age or for men, let this person in."""
    limit = read("words")["limits"].get(listing["key"], {})
    return (
        who.pronouns["he"] == limit.get("pronoun", who.pronouns["he"])
        and who.district in limit.get("districts", [who.district])
        and age >= limit.get("at_least", 0)
    )


def _about(step: dict, who: Invented) -> dict:
    """The step with its sentences made to speak of this person."""
    return {key: value.format(**who.pronouns) if isinstance(value, str) else value for key, value in step.items()}


def _referrer(rng: Random, practice: str) -> str:
    """Somebody who sees people at this practice."""
    staff = [one["key"] for one in read("house")["staff"] if [practice, "clinician"] in one["at"]]
    return rng.choice(staff)


def _reasons(rng: Random, theme: dict) -> tuple[str, ...]:
    """The theme's main reason, and sometimes the others."""
    main, *others = theme["reasons"]
    return (main, *(reason for reason in others if rng.random() < 0.6))


def _risks(rng: Random) -> list:
    if rng.random() < 0.65:
        return [NO_KNOWN_RISKS]
    risk = rng.choice(read("words")["risks"])
    return [[risk["kind"], risk["comment"]]]
