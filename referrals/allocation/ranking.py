"""Who of a team should have a referral, and why: one order for the same facts, and reasons in words."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.identifiers.postcode import outward
from directory.places.distances import in_words
from referrals.allocation.load import Case, Load, Stage, load
from referrals.allocation.terms import Away, Terms, day_words
from referrals.allocation.words import Gender
from referrals.profile import areas
from referrals.words import Reason

# What speaks for and against somebody, as parts of their week: 0.10 weighs as much as a tenth of the week free.
KNOWS_THEM = 0.30
MAIN_SKILL = 0.10
OTHER_SKILL = 0.04
SAME_LANGUAGE = 0.15
AWAY_SOON = 0.40


@dataclass(frozen=True)
class Asked:
    """What counts of a referral. `postcode` is None where the person has no place; first contact is to be by `due`.

    `case` is what the person takes of somebody's week already; None for one whom nobody has yet.
    """

    main_reason: Reason
    due: dt.date
    reasons: tuple[str, ...] = ()
    urgent: bool = False
    language: str | None = None
    needs_interpreter: bool = False
    wish: Gender | None = None
    postcode: str | None = None
    practice_id: str | None = None
    practice_name: str | None = None
    risks: int = 0
    case: Case | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody who might have it. `miles` from their base to the person; `knows_them`: had this person before.

    `leads`: whether they lead the service rather than being a link worker of it.
    """

    id: uuid.UUID
    name: str
    terms: Terms
    load: Load
    miles: float | None = None
    knows_them: bool = False
    leads: bool = False


@dataclass(frozen=True)
class Ranked:
    """One of them in the order. `unfit` counts what is not as it should be, `cannot` says why they should not."""

    candidate: Candidate
    after: Load
    reasons: tuple[str, ...]
    score: float
    unfit: int
    cannot: str = ""

    @property
    def order(self) -> tuple:
        """Smaller comes first; the name decides last, so that the same facts always give the same order."""
        one = self.candidate
        return bool(self.cannot), self.unfit, round(self.score, 6), one.load.people, one.name, str(one.id)


def rank(asked: Asked, candidates: Iterable[Candidate], *, today: dt.date) -> list[Ranked]:
    """Everybody, whoever should have it first; those on leave or full come last, with that as their reason."""
    return sorted((_ranked(asked, one, today) for one in candidates), key=lambda ranked: ranked.order)


def speaks(terms: Terms, language: str | None) -> bool:
    """Whether somebody holds conversations in `language` without an interpreter."""
    return bool(language) and language.strip().casefold() in {one.strip().casefold() for one in terms.languages}


def case_with(asked: Asked, terms: Terms, miles: float | None) -> Case:
    """What the person will take of this link worker's week: at first, or as they do of another's already."""
    interpreted = asked.needs_interpreter and not speaks(terms, asked.language)
    case = asked.case or Case(Stage.NEW, urgent=asked.urgent, risks=asked.risks)
    return replace(case, miles=miles, interpreted=interpreted)


def _ranked(asked: Asked, one: Candidate, today: dt.date) -> Ranked:
    after = one.load + load([case_with(asked, one.terms, one.miles)], one.load.weekly_hours)
    cannot = _cannot(one, today)
    away = one.terms.next_away(today, asked.due)
    for_them = _for_them(asked, one)
    against = _against(asked, one)
    score = after.share - sum(points for points, _ in for_them) + (AWAY_SOON if away else 0.0)
    reasons = [
        cannot,
        *(words for _, words in against),
        _away_words(away, asked.due) if away else "",
        *(words for _, words in for_them),
        _load_words(one, after),
        _place_words(one),
    ]
    unfit = sum(points for points, _ in against)
    return Ranked(one, after, tuple(filter(None, reasons)), score, unfit, cannot)


def _cannot(one: Candidate, today: dt.date) -> str:
    if away := one.terms.away_on(today):
        return f"On leave until {day_words(away.ends_on)}"
    if one.terms.most is not None and one.load.people >= one.terms.most:
        return f"Full: has {one.load.people} of {one.terms.most} people at most"
    return ""


def _for_them(asked: Asked, one: Candidate) -> list[tuple[float, str]]:
    """What speaks for somebody: how much it weighs, and its words."""
    main = asked.main_reason in one.terms.skills
    others = [Reason(code).words.lower() for code in asked.reasons if code in one.terms.skills]
    found = (
        (one.knows_them, KNOWS_THEM, "Has worked with this person before"),
        (asked.needs_interpreter and speaks(one.terms, asked.language), SAME_LANGUAGE,
         f"Speaks {asked.language}, so that no interpreter is needed"),
        (asked.wish and one.terms.gender == asked.wish, 0.0, f"{asked.wish and asked.wish.words}, as the person asked"),
        (main, MAIN_SKILL, f"Good at the main reason: {asked.main_reason.words.lower()}"),
        (others and not main, OTHER_SKILL, f"Good at {', '.join(others)}"),
        (one.terms.areas and _covers(one.terms, asked), 0.0, f"Covers {_district(asked)}"),
    )  # fmt: skip
    return [(points, words) for holds, points, words in found if holds]


def _against(asked: Asked, one: Candidate) -> list[tuple[int, str]]:
    """What is not as it should be; the person's own wish counts for more than all else together."""
    terms = one.terms
    elsewhere = terms.areas and asked.postcode and not _covers(terms, asked)
    others = terms.practices and asked.practice_id and asked.practice_id not in terms.practices
    unmet = asked.wish and terms.gender != asked.wish
    found = (
        (unmet, 4, f"Not shown as {asked.wish.words.lower()}, for whom the person asked" if asked.wish else ""),
        (elsewhere, 1, f"Does not cover {_district(asked)}"),
        (others, 1, f"Does not cover {asked.practice_name or 'this practice'}"),
        (one.leads and not terms.said, 1, "Leads the service, and has no hours for people written down"),
    )
    return [(points, words) for holds, points, words in found if holds]


def _covers(terms: Terms, asked: Asked) -> bool:
    return asked.postcode is not None and areas.covers(terms.areas, asked.postcode)


def _district(asked: Asked) -> str:
    return outward(asked.postcode) if asked.postcode else ""


def _away_words(away: Away, due: dt.date) -> str:
    when = "when" if away.begins_on == due else f"before {day_words(due)}, when"
    return f"Goes on leave on {day_words(away.begins_on)}, {when} first contact is due"


def _load_words(one: Candidate, after: Load) -> str:
    people = "1 person" if one.load.people == 1 else f"{one.load.people} people"
    unsaid = "" if one.terms.said else ", not written down"
    week = f"{one.load.weekly_hours:g} hours{unsaid}"
    return f"{one.load.percent}% of the week taken by {people}, {after.percent}% with this one ({week})"


def _place_words(one: Candidate) -> str:
    return f"{in_words(one.miles)} away" if one.miles is not None else ""
