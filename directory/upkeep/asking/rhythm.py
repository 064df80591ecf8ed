"""When a group is asked whether its listing is right: a table of rules, the same answer for the same facts.

Asking begins early enough that its reminders are over, and an editor is told, before the listing is shown as
unconfirmed; when that is, and when it is hidden from new introductions, `directory/listings/trust.py` reckons.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from directory.upkeep.asking.words import Answer, Reach, Step, Told

# Points in the last 90 days, see use.py, from which a listing counts as much used.
BUSY = 60
# So many times “all right” in a row are a habit.
HABIT = 3
# A letter that has to go anyway asks about the same address's listings that are due within this time as well.
TOGETHER = timedelta(days=28)


@dataclass(frozen=True)
class Ages:
    """The settings that asking goes by, see core/config.py."""

    every: timedelta
    soonest: timedelta
    apart: timedelta
    reminders: tuple[timedelta, ...]
    tell_after: timedelta
    unconfirmed_after: timedelta

    @property
    def latest(self) -> timedelta:
        """The age at which asking must begin, so that an editor is told before the listing is unconfirmed."""
        return self.unconfirmed_after - sum(self.reminders, self.tell_after)


@dataclass(frozen=True)
class Facts:
    """What is known of one listing, in days in London: `confirmed_on` by anybody, the rest of asking its group.

    `wrote_on` is the last letter about it, `address_wrote_on` the last one to its address about any listing; `use` is
    of the last 90 days; `reports` counts open ones.
    """

    known_on: date
    confirmed_on: date | None = None
    answered_on: date | None = None
    answer: Answer | None = None
    yeses: int = 0
    use: int = 0
    reports: int = 0
    asked_on: date | None = None
    wrote_on: date | None = None
    reminders: int = 0
    told_on: date | None = None
    told: Told | None = None
    address_wrote_on: date | None = None
    reach: Reach = Reach.OPEN
    paused_until: date | None = None

    @property
    def settled(self) -> bool:
        """Whether somebody has answered since the group was asked or, after that, an editor told."""
        began, heard = _latest(self.asked_on, self.told_on), _latest(self.confirmed_on, self.answered_on)
        return began is not None and heard is not None and heard >= began

    @property
    def waiting(self) -> bool:
        """Whether the group was asked and has yet to answer."""
        return self.asked_on is not None and self.told_on is None and not self.settled

    @property
    def with_editor(self) -> bool:
        """Whether an editor was told and it is theirs now; not where the group can be written to again."""
        reachable_again = self.told is not Told.SILENT and self.reach is Reach.OPEN
        return self.told_on is not None and not self.settled and not reachable_again


def _latest(*days: date | None) -> date | None:
    return max(filter(None, days), default=None)


class Rule(NamedTuple):
    """What makes asking sooner (less than 100 per cent) or later."""

    words: str
    holds: Callable[[Facts], bool]
    percent: int


RULES = (
    Rule("A problem was reported", lambda facts: facts.reports > 0, 50),
    Rule("It is looked up and handed out a lot", lambda facts: facts.use >= BUSY, 70),
    Rule("Something had changed when the group last answered", lambda facts: facts.answer is Answer.CHANGED, 75),
    Rule("The group has said “all right” each time lately", lambda facts: facts.yeses >= HABIT, 120),
)


class Next(NamedTuple):
    """What comes next for a listing: nothing where `step` is None; due where `on` is not in the future."""

    step: Step | None
    on: date | None
    why: tuple[str, ...]

    def due(self, today: date) -> bool:
        """Whether it is to be done today."""
        return self.step is not None and self.on <= today


def reasons(facts: Facts) -> tuple[str, ...]:
    """Why this listing is asked about sooner or later than others; nothing where it is as others are."""
    return tuple(rule.words for rule in RULES if rule.holds(facts))


def interval(facts: Facts, ages: Ages) -> timedelta:
    """How long after it was confirmed the group is asked again: whole days, never less than `ages.soonest`."""
    days = ages.every.days
    for rule in RULES:
        days = days * rule.percent // 100 if rule.holds(facts) else days
    return max(ages.soonest, min(timedelta(days=days), ages.latest))


def due_on(facts: Facts, ages: Ages) -> date:
    """The day on which the next asking begins; one that nobody has ever confirmed is due from its first day."""
    due = facts.confirmed_on + interval(facts, ages) if facts.confirmed_on else facts.known_on
    return max(due, facts.answered_on + ages.soonest) if facts.answered_on else due


def next_step(facts: Facts, ages: Ages) -> Next:
    """What the nightly round does next about this listing, and when; an editor's pause puts off whatever it is."""
    found = next(follows(facts, ages) for holds, follows in SITUATIONS if holds(facts, ages))
    if found.step and facts.paused_until and facts.paused_until > found.on:
        return Next(found.step, facts.paused_until, (*found.why, "An editor has paused asking"))
    return found


def joins(facts: Facts, ages: Ages, today: date) -> bool:
    """Whether a letter that goes to its address today anyway asks about this listing as well, a little early."""
    heard = _latest(facts.confirmed_on, facts.answered_on)
    if (heard and heard + ages.soonest > today) or (facts.paused_until and facts.paused_until > today):
        return False
    found = next_step(replace(facts, address_wrote_on=None), ages)
    return found.step is Step.ASK and found.on <= today + TOGETHER


def _rest(facts: Facts, _ages: Ages) -> Next:
    return Next(None, None, (facts.told.words,))


def _tell_at_once(facts: Facts, _ages: Ages) -> Next:
    return Next(Step.TELL, facts.wrote_on, (facts.reach.words,))


def _tell_when_due(facts: Facts, ages: Ages) -> Next:
    return Next(Step.TELL, due_on(facts, ages), (facts.reach.words,))


def _remind(facts: Facts, ages: Ages) -> Next:
    on = facts.wrote_on + ages.reminders[facts.reminders]
    return Next(Step.REMIND, _apart(on, facts, ages), ("Nobody has answered",))


def _tell(facts: Facts, ages: Ages) -> Next:
    return Next(Step.TELL, facts.wrote_on + ages.tell_after, (Told.SILENT.words,))


def _ask(facts: Facts, ages: Ages) -> Next:
    return Next(Step.ASK, _apart(due_on(facts, ages), facts, ages), reasons(facts))


def _apart(on: date, facts: Facts, ages: Ages) -> date:
    """That day, or the first on which its address may be written to again."""
    return max(on, facts.address_wrote_on + ages.apart) if facts.address_wrote_on else on


# The first that holds decides.
SITUATIONS: tuple[tuple[Callable[[Facts, Ages], bool], Callable[[Facts, Ages], Next]], ...] = (
    (lambda facts, ages: facts.with_editor, _rest),
    (lambda facts, ages: facts.waiting and facts.reach is not Reach.OPEN, _tell_at_once),
    (lambda facts, ages: facts.reach is not Reach.OPEN, _tell_when_due),
    (lambda facts, ages: facts.waiting and facts.reminders < len(ages.reminders), _remind),
    (lambda facts, ages: facts.waiting, _tell),
    (lambda facts, ages: True, _ask),
)
