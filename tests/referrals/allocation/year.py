"""A year of 1,000 referrals among five link workers, lived several times over with the same people and work in it.

Each way of giving referrals out meets the same referrals, the same leave and the same work, drawn beforehand from one
seed. What decides is the application's own: `load`, `rank`, and the promise of `referrals.intake.promises.dates`. What
is assumed is told in docs/allocation.md. `python -m tests.referrals.allocation.year` prints the whole table.
"""

import datetime as dt
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle
from math import hypot
from random import Random
from statistics import fmean, median, pstdev, quantiles
from types import SimpleNamespace

from core.working_days import add_working_days, is_working_day, working_days_between
from referrals.allocation.held import weeks_counted
from referrals.allocation.load import Case, Load, Stage, load
from referrals.allocation.ranking import Asked, Candidate, rank, speaks
from referrals.allocation.terms import Away, Terms
from referrals.allocation.words import Gender
from referrals.intake import clocks
from referrals.intake.promises import dates
from referrals.words import Priority, Reason

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
# The service's clocks, as the application has them where nothing is set.
CLOCKS = SimpleNamespace(first_contact_days=10, urgent_contact_days=3)
# Times as they turn out: not those that the load reckons with, which somebody has only estimated.
DIRECT = 0.85  # of the hours, the rest are meetings and training
CONVERSATION = (0.35, 0.8)  # hours, from and to
FIRST_LONGER = 1.6  # times as long as those that follow
ATTEMPT = 0.12  # hours for one that failed
MILES_AN_HOUR = 18.0
INTERPRETED = 1.7  # times as long
A_WEEK_BESIDES = 0.2  # hours a week with each, besides conversations
REACHED = 0.7  # of the first calls
# More come in January, after Easter, and while two practices write to all their carers.
SURGES = ((dt.date(2026, 1, 5), 28, 1.8), (dt.date(2026, 4, 7), 14, 1.6), (dt.date(2026, 9, 14), 21, 2.2))

POLISH, URDU = "Polish", "Urdu"
TEAM = {
    "Asha": (Terms(37.5, languages=(URDU,), skills=("money", "housing"), gender=Gender.WOMAN), (2.0, 3.0)),
    "Bill": (Terms(37.5, skills=("physical_activity",), gender=Gender.MAN), (8.0, 2.0)),
    "Cora": (Terms(30.0, languages=(POLISH,), skills=("loneliness", "carer"), gender=Gender.WOMAN), (5.0, 8.0)),
    "Dev": (Terms(30.0, skills=("mental_wellbeing", "work"), gender=Gender.MAN), (1.0, 9.0)),
    "Ebo": (Terms(18.75, skills=("bereavement", "memory"), gender=Gender.WOMAN), (9.0, 9.0)),
}
REASONS = (Reason.LONELINESS, Reason.MENTAL_WELLBEING, Reason.MONEY, Reason.HOUSING, Reason.CARER, Reason.MEMORY)


@dataclass(frozen=True)
class Drawn:
    """One referral as chance has drawn it, before anybody is chosen: hours are those with somebody who lives near."""

    number: int
    sent_on: dt.date
    asked: Asked
    home: tuple[float, float]
    calls_in_vain: int
    conversations: tuple[float, ...]
    at_home: tuple[bool, ...]
    gaps: tuple[int, ...]


@dataclass
class Held:
    """A referral in somebody's hands, and what has come of it so far."""

    drawn: Drawn
    promised_on: dt.date
    due: dt.date
    calls: int = 0
    done: list[tuple[dt.date, bool]] = field(default_factory=list)
    tried: list[dt.date] = field(default_factory=list)
    ended: bool = False

    @property
    def first_on(self) -> dt.date | None:
        return self.done[0][0] if self.done else None


@dataclass
class Worker:
    """One link worker of a year: `debt` is what they worked too long on an earlier day, in hours."""

    name: str
    terms: Terms
    base: tuple[float, float]
    sick: tuple[Away, ...]
    held: list[Held] = field(default_factory=list)
    debt: float = 0.0
    worked: float = 0.0
    had: float = 0.0
    rest: int = 0

    @property
    def id(self) -> uuid.UUID:
        return uuid.uuid5(uuid.NAMESPACE_DNS, self.name)

    def known(self, today: dt.date) -> Terms:
        """Their terms as they are known today: that somebody falls ill is known on the day on which they do."""
        leave = (*self.terms.leave, *(one for one in self.sick if one.begins_on <= today))
        return replace(self.terms, leave=leave)

    def here(self, today: dt.date) -> bool:
        return self.known(today).away_on(today) is None

    def miles(self, drawn: Drawn) -> float | None:
        """How far away the person lives, as far as the application knows."""
        return self.distance(drawn)

    def distance(self, drawn: Drawn) -> float:
        """How far away the person lives."""
        return hypot(self.base[0] - drawn.home[0], self.base[1] - drawn.home[1])

    def load(self, today: dt.date) -> Load:
        """Their load, by the application's own reckoning."""
        return load((_case(self, one, today) for one in self.held), self.terms.weekly_hours)


def _case(worker: Worker, one: Held, today: dt.date) -> Case:
    """What the application would read of it from its tables."""
    asked, since = one.drawn.asked, today - 28 * DAY
    begun = one.first_on or today
    weeks = weeks_counted(dt.timedelta(days=(today - begun).days))
    return Case(
        stage=Stage.ACTIVE if one.done else Stage.NEW,
        urgent=asked.urgent,
        conversations=sum(day >= since for day, _ in one.done) / weeks,
        attempts=sum(day >= since for day in one.tried) / weeks,
        visits=sum(home and day >= since for day, home in one.done) / weeks,
        miles=worker.miles(one.drawn),
        interpreted=asked.needs_interpreter and not speaks(worker.terms, asked.language),
        risks=asked.risks,
    )


Chooser = Callable[[Drawn, list[Worker], dt.date], Worker]


def by_suggestion() -> Chooser:
    """To whomever the application suggests first."""

    def choose(drawn: Drawn, team: list[Worker], today: dt.date) -> Worker:
        candidates = [
            Candidate(one.id, one.name, one.known(today), one.load(today), miles=one.miles(drawn)) for one in team
        ]
        best = rank(drawn.asked, candidates, today=today)[0].candidate.id
        return next(one for one in team if one.id == best)

    return choose


def in_turn() -> Chooser:
    """One after the other; who is away today loses the turn."""
    return _rota(TEAM)


def in_turn_by_hours() -> Chooser:
    """One after the other, in proportion to their hours: the best that can be done without looking at the work."""
    names: list[str] = []
    got = Counter()
    for _ in range(200):
        name = min(TEAM, key=lambda one: ((got[one] + 1) / TEAM[one][0].weekly_hours, one))
        got[name] += 1
        names.append(name)
    return _rota(names)


def _rota(names) -> Chooser:
    turns: Iterator[str] = cycle(names)

    def choose(_drawn: Drawn, team: list[Worker], today: dt.date) -> Worker:
        here = {one.name: one for one in team if one.here(today)} or {one.name: one for one in team}
        return here[next(name for name in turns if name in here)]

    return choose


WAYS: dict[str, Callable[[], Chooser]] = {
    "suggestion": by_suggestion,
    "in turn": in_turn,
    "in turn by hours": in_turn_by_hours,
}


class Fate:
    """Everything that chance decides of a year, drawn once from a seed."""

    def __init__(self, size: int, seed: int) -> None:
        self.luck = Random(seed)
        working = [FIRST + number * DAY for number in range(365) if is_working_day(FIRST + number * DAY)]
        days = self.luck.choices(working[:-15], [self._crowd(day) for day in working[:-15]], k=size)
        self.referrals = [self._referral(number, day) for number, day in enumerate(sorted(days))]
        self.leave = {name: self._leave() for name in TEAM}
        self.sick = {name: self._sickness(self.leave[name]) for name in TEAM}

    @staticmethod
    def _crowd(day: dt.date) -> float:
        return next((more for first, days, more in SURGES if first <= day < first + days * DAY), 1.0)

    def _referral(self, number: int, sent_on: dt.date) -> Drawn:
        luck = self.luck
        urgent = luck.random() < 0.08
        language = luck.choice((POLISH, URDU, "Arabic")) if luck.random() < 0.09 else None
        within = clocks.contact_days(CLOCKS, Priority.URGENT if urgent else Priority.ROUTINE)
        many = luck.choices((1, 3, 5, 7, 10), (10, 25, 30, 22, 13))[0]
        asked = Asked(
            main_reason=luck.choice(REASONS),
            due=add_working_days(sent_on, within),
            urgent=urgent,
            language=language,
            needs_interpreter=language is not None,
            wish=luck.choice((Gender.WOMAN, Gender.WOMAN, Gender.MAN)) if luck.random() < 0.06 else None,
            risks=luck.choices((0, 1, 2), (70, 22, 8))[0],
        )
        in_vain = 0
        while luck.random() > REACHED and in_vain < 4:
            in_vain += 1
        return Drawn(
            number=number,
            sent_on=sent_on,
            asked=asked,
            home=(luck.uniform(0, 12), luck.uniform(0, 12)),
            calls_in_vain=in_vain,
            conversations=tuple(luck.uniform(*CONVERSATION) for _ in range(many)),
            at_home=tuple(luck.random() < 0.25 for _ in range(many)),
            gaps=tuple(luck.choice((4, 5, 5, 8, 10)) for _ in range(many)),
        )

    def _leave(self) -> tuple[Away, ...]:
        """Three pieces of planned leave: a week in spring, two in summer, one in autumn."""
        starts = (dt.date(2026, 3, 2), dt.date(2026, 7, 6), dt.date(2026, 10, 12))
        found = []
        for begins, days in zip(starts, (4, 11, 4), strict=True):
            first = begins + self.luck.randrange(6) * 7 * DAY
            found.append(Away(first, first + days * DAY))
        return tuple(found)

    def _sickness(self, leave: tuple[Away, ...]) -> tuple[Away, ...]:
        """Twice somebody falls ill, while they are not on leave."""
        found: list[Away] = []
        while len(found) < 2:
            ill = self._away(4, 8)
            if not any(one.begins_on <= ill.ends_on and ill.begins_on <= one.ends_on for one in (*leave, *found)):
                found.append(ill)
        return tuple(found)

    def _away(self, least: int, most: int) -> Away:
        first = FIRST + self.luck.randrange(10, 340) * DAY
        return Away(first, first + self.luck.randint(least, most) * DAY)

    def team(self) -> list[Worker]:
        """The five, on the first day of the year."""
        return [
            Worker(name, replace(terms, leave=self.leave[name]), base, self.sick[name])
            for name, (terms, base) in TEAM.items()
        ]


class Year:
    """The year that comes of one fate when referrals are given out in one way."""

    def __init__(self, fate: Fate, choose: Chooser) -> None:
        self.fate, self.choose, self.team = fate, choose, fate.team()
        self.all: list[Held] = []
        self.weeks: list[list[float]] = []
        self.late = 0

    def live(self) -> "Year":
        waiting = iter(self.fate.referrals)
        coming = next(waiting, None)
        for number in range(365):
            today = FIRST + number * DAY
            if not is_working_day(today):
                continue
            while coming and coming.sent_on <= today:
                self._arrive(coming, today)
                coming = next(waiting, None)
            for worker in self.team:
                self._work(worker, today)
            if today.weekday() == 4:
                self.weeks.append([worker.load(today).share for worker in self.team])
        return self

    def _arrive(self, drawn: Drawn, today: dt.date) -> None:
        """The promise is made when it is sent, from the queue and the pace of the whole service; then it is given."""
        priority = Priority.URGENT if drawn.asked.urgent else Priority.ROUTINE
        before = [one for one in self.all if not one.done and (not drawn.asked.urgent or one.drawn.asked.urgent)]
        promised_on = dates.first_contact_by(
            today,
            ahead=len(before),
            priority=priority,
            pace=self._pace(today),
            within=clocks.contact_days(CLOCKS, priority),
        )
        drawn = replace(drawn, asked=replace(drawn.asked, due=promised_on))
        held = Held(drawn, promised_on, due=promised_on)
        self.all.append(held)
        self.choose(drawn, self.team, today).held.append(held)

    def _pace(self, today: dt.date) -> dates.Pace:
        since = today - dt.timedelta(weeks=dates.WEEKS_BACK)
        recent = [one for one in self.all if one.first_on and one.first_on > since]
        urgent = sum(one.drawn.asked.urgent for one in recent)
        oldest = min((one.drawn.sent_on for one in self.all if not one.done), default=today)
        return dates.pace(
            recent=len(recent),
            recent_urgent=urgent,
            weekly_places=None,
            link_workers=len(self.team),
            weeks_waited=(today - oldest) / dt.timedelta(weeks=1),
        )

    def _work(self, worker: Worker, today: dt.date) -> None:
        """A day's work: whatever is due first comes first, urgent before routine; what is not done waits."""
        if not worker.here(today):
            return
        hours = worker.terms.weekly_hours / 5 * DIRECT
        worker.had += hours
        left = hours - min(hours, worker.debt + sum(bool(one.done) for one in worker.held) * A_WEEK_BESIDES / 5)
        for one in sorted(worker.held, key=lambda one: (one.due, not one.drawn.asked.urgent, one.drawn.number)):
            if left <= 0:
                break
            if not one.done or one.due <= today:
                left -= self._converse(worker, one, today)
        worker.debt = max(0.0, -left)
        worker.worked += hours - max(left, 0.0)
        worker.held = [one for one in worker.held if not one.ended]

    def _converse(self, worker: Worker, one: Held, today: dt.date) -> float:
        """One conversation, or a call in vain; the hours that it takes with this link worker."""
        if one.tried and one.tried[-1] == today:
            return 0.0
        if not one.done and one.calls < one.drawn.calls_in_vain:
            one.calls += 1
            one.tried.append(today)
            self.note(worker, one, "tried")
            return ATTEMPT
        place, drawn = len(one.done), one.drawn
        if place and working_days_between(one.due, today) > 5:
            self.late += 1
        interpreted = drawn.asked.needs_interpreter and not speaks(worker.terms, drawn.asked.language)
        hours = drawn.conversations[place] * (INTERPRETED if interpreted else 1) * (1 if place else FIRST_LONGER)
        if drawn.at_home[place]:
            hours += 2 * worker.distance(drawn) / MILES_AN_HOUR
        one.done.append((today, drawn.at_home[place]))
        one.due = add_working_days(today, drawn.gaps[place])
        one.ended = len(one.done) == len(drawn.conversations)
        self.note(worker, one, "ended" if one.ended else "spoke")
        return hours

    def note(self, worker: Worker, one: Held, what: str) -> None:
        """Where somebody else keeps a record of the year: that it "spoke", "tried" or, with the last time, "ended"."""

    # What came of it.

    def results(self) -> "Results":
        waits = [working_days_between(one.drawn.sent_on, one.first_on or LAST) for one in self.all]
        settled = [one for one in self.all if one.first_on or one.promised_on < LAST]
        broken = sum((one.first_on or LAST) > one.promised_on for one in settled)
        used = [worker.worked / worker.had for worker in self.team]
        after_start = [week for week in self.weeks[8:] if min(week) > 0]
        return Results(
            referrals=len(self.all),
            kept=len(settled) - broken,
            broken=broken,
            median_wait=median(waits),
            p90_wait=quantiles(waits, n=10)[-1],
            spread=fmean(pstdev(week) / fmean(week) for week in after_start),
            most_to_least=fmean(max(week) / min(week) for week in after_start),
            highest=fmean(max(week) for week in after_start),
            least_used=min(used),
            most_used=max(used),
            late=self.late,
        )


@dataclass(frozen=True)
class Results:
    """A year in numbers. Waits are in working days; `spread` is the mean over weeks of the coefficient of variation."""

    referrals: int
    kept: int
    broken: int
    median_wait: float
    p90_wait: float
    spread: float
    most_to_least: float
    highest: float
    least_used: float
    most_used: float
    late: int


ROWS: tuple[tuple[str, Callable[[Results], str]], ...] = (
    ("Referrals", lambda one: f"{one.referrals:,}"),
    ("Promises kept", lambda one: f"{one.kept:,} ({100 * one.kept / (one.kept + one.broken):.1f}%)"),
    ("Promises broken", lambda one: f"{one.broken:,}"),
    ("Wait for first contact, median", lambda one: f"{one.median_wait:g} working days"),
    ("Wait for first contact, nine in ten within", lambda one: f"{one.p90_wait:g} working days"),
    ("Spread of weighted load (coefficient of variation)", lambda one: f"{one.spread:.2f}"),
    ("Most loaded, times the least", lambda one: f"{one.most_to_least:.1f}"),
    ("Load of the most loaded, mean over weeks", lambda one: f"{100 * one.highest:.0f}%"),
    ("Hours worked of hours there, least and most used", lambda one: f"{one.least_used:.0%} to {one.most_used:.0%}"),
    ("Later conversations more than a week late", lambda one: f"{one.late:,}"),
)  # fmt: skip


def lived(size: int = 1000, seed: int = 5) -> dict[str, Results]:
    """The same year in each of the ways."""
    fate = Fate(size, seed)
    return {name: Year(fate, way()).live().results() for name, way in WAYS.items()}


def table(found: dict[str, Results]) -> str:
    """The numbers of every way side by side, as Markdown."""
    lines = [["", *(name.capitalize() for name in found)], ["---"] * (len(found) + 1)]
    lines += [[label, *(show(one) for one in found.values())] for label, show in ROWS]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(table(lived(seed=seed)), end="")


if __name__ == "__main__":
    main()
