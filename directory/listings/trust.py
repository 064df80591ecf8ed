"""How far a listing can be trusted: a pure function of facts and a day, made by one table of rules."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from core.templating import day
from directory.listings.trust_facts import Facts, Source


class Band(StrEnum):
    """How far a listing can be trusted, the best first. One that is hidden takes no new introductions."""

    CONFIRMED = "confirmed"
    AGEING = "unconfirmed"
    REPORTED = "reported"
    HIDDEN = "hidden"

    @property
    def words(self) -> str:
        """As people read it: "Confirmed"."""
        return {
            "confirmed": "Confirmed",
            "unconfirmed": "Not confirmed lately",
            "reported": "A problem was reported",
        }.get(self, "Not confirmed for too long")

    @property
    def colour(self) -> str:
        """The NHS tag's colour for it."""
        return {"confirmed": "green", "unconfirmed": "yellow", "reported": "orange"}.get(self, "red")

    @property
    def order(self) -> int:
        """Its place among the bands: 0 for the best."""
        return list(Band).index(self)


class Ages(NamedTuple):
    """After how many days without a word a listing is shown as unconfirmed, and takes no new introductions.

    Half a year and a year, unless the settings LISTING_UNCONFIRMED_AFTER and LISTING_HIDDEN_AFTER say otherwise.
    """

    unconfirmed_after: int = 183
    hidden_after: int = 365


USUAL = Ages()
NOBODY_NEW = "Nobody new is introduced to this group until somebody confirms that its listing is right."
ENDED = "The group has ended. Nobody new is introduced to it."


class About(StrEnum):
    """What a part of a trust line is about."""

    CONFIRMATION = "Checked"
    SOURCE = "Where it comes from"
    REPORTS = "Problems"
    ROOM = "Room"
    INTRODUCTIONS = "Introductions"
    OUTCOMES = "People who went"


class Part(NamedTuple):
    """One thing that decides: what it is about, why in words, and the best band that it allows."""

    about: About
    words: str
    at_best: Band


class TrustLine(NamedTuple):
    """How far a listing can be trusted, and why."""

    band: Band
    parts: tuple[Part, ...]

    def why(self, about: About) -> str:
        """What the parts about this say, empty if there are none."""
        return " ".join(part.words for part in self.parts if part.about is about)


def trust_line(facts: Facts, today: dt.date, ages: Ages = USUAL) -> TrustLine:
    """How far a listing can be trusted on the day `today`: the worst of what its parts allow, each with its why."""
    known = Known(facts, today, ages)
    parts = tuple(Part(rule.about, rule.words(known), rule.at_best) for rule in RULES if rule.so(known))
    return TrustLine(max((part.at_best for part in parts), key=lambda band: band.order), parts)


class Known(NamedTuple):
    """The facts on a certain day."""

    facts: Facts
    today: dt.date
    ages: Ages

    @property
    def runs(self) -> bool:
        """Whether it has not ended: then there is no more to say of room or of introductions."""
        return not self.facts.ended

    @property
    def confirmed(self) -> bool:
        """Whether anybody ever said that it is right."""
        return self.facts.confirmed_on is not None

    @property
    def hidden(self) -> bool:
        """Whether nobody has said so for too long."""
        return self.facts.age_on(self.today) > self.ages.hidden_after

    @property
    def lately(self) -> bool:
        """Whether somebody said so lately enough."""
        return self.confirmed and not self.hidden and self.facts.age_on(self.today) <= self.ages.unconfirmed_after


class Rule(NamedTuple):
    """What is said where something is so, and the best band that is then possible."""

    about: About
    so: Callable[[Known], bool]
    words: Callable[[Known], str]
    at_best: Band = Band.CONFIRMED


def span(days: int) -> str:
    """So many days as people say it: "6 months", "45 days"."""
    months = round(days / 30.4)
    return f"{months} months" if months > 1 else f"{days} days"


def _when_confirmed(known: Known) -> str:
    facts = known.facts
    if facts.confirmed_by:
        return f"Confirmed by {facts.confirmed_by} on {day(facts.confirmed_on)}"
    return f"Last checked on {day(facts.confirmed_on)}, as its source says"


def _ageing(known: Known) -> str:
    return f"{_when_confirmed(known)}, more than {span(known.ages.unconfirmed_after)} ago. Ask before you go."


def _never_confirmed(known: Known) -> str:
    return f"Nobody has confirmed it since it was listed on {day(known.facts.listed_on)}"


def _never(known: Known) -> str:
    return f"{_never_confirmed(known)}. Ask before you go."


def _too_old(known: Known) -> str:
    said = _when_confirmed(known) if known.confirmed else _never_confirmed(known)
    return f"{said}, more than {span(known.ages.hidden_after)} ago."


def _hidden(_known: Known) -> str:
    return NOBODY_NEW


def _source(known: Known) -> str:
    return {
        Source.GROUP: "The group keeps this listing itself.",
        Source.EDITOR: "The directory’s editors keep this listing.",
    }.get(known.facts.source, f"This listing comes from {known.facts.source_name}.")


def _reports(known: Known) -> str:
    count = known.facts.open_reports
    if count == 1:
        return "Somebody reported a problem with this listing. It is not settled yet."
    return f"{count} problems were reported with this listing. They are not settled yet."


def _room(known: Known) -> str:
    facts = known.facts
    said = f" The group said so on {day(facts.room_said_on)}." if facts.room_said_on else ""
    return f"{facts.room_told(known.today)}.{said}"


def _room_over(known: Known) -> str:
    return f"Not known. What the group last said was good until {day(known.facts.room_until)}."


def _room_unsaid(_known: Known) -> str:
    return "Not known. The group has not said."


def _ended(_known: Known) -> str:
    return ENDED


def _room_ended(_known: Known) -> str:
    return "None, because the group has ended."


def _paused(known: Known) -> str:
    return f"The group takes no introductions until {day(known.facts.paused_until)}."


def _limited(known: Known) -> str:
    most = known.facts.weekly_limit
    return f"The group takes {most} {'introduction' if most == 1 else 'introductions'} a week."


def _outcomes(known: Known) -> str:
    introduced, started = known.facts.outcomes
    return f"{started} of {introduced} people who were introduced in the last year went."


def _holds(known: Known) -> bool:
    return known.facts.room_on(known.today) is not None


A = About
RULES = (
    Rule(A.CONFIRMATION, lambda known: known.lately, lambda known: f"{_when_confirmed(known)}."),
    Rule(A.CONFIRMATION, lambda known: known.confirmed and not (known.lately or known.hidden), _ageing, Band.AGEING),
    Rule(A.CONFIRMATION, lambda known: not (known.confirmed or known.hidden), _never, Band.AGEING),
    Rule(A.CONFIRMATION, lambda known: known.hidden, _too_old, Band.HIDDEN),
    Rule(A.REPORTS, lambda known: known.facts.open_reports > 0, _reports, Band.REPORTED),
    Rule(A.SOURCE, lambda _known: True, _source),
    Rule(A.ROOM, _holds, _room),
    Rule(A.ROOM, lambda known: known.runs and bool(known.facts.room) and not _holds(known), _room_over),
    Rule(A.ROOM, lambda known: known.runs and known.facts.room is None, _room_unsaid),
    Rule(A.ROOM, lambda known: known.facts.ended, _room_ended),
    Rule(A.INTRODUCTIONS, lambda known: known.facts.ended, _ended),
    Rule(A.INTRODUCTIONS, lambda known: known.runs and known.hidden, _hidden, Band.HIDDEN),
    Rule(A.INTRODUCTIONS, lambda known: known.runs and known.facts.paused_on(known.today), _paused),
    Rule(A.INTRODUCTIONS, lambda known: known.runs and known.facts.weekly_limit is not None, _limited),
    Rule(A.OUTCOMES, lambda known: known.facts.outcomes is not None, _outcomes),
)
