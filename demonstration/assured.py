"""The checks of the demonstration: what an editor has seen of some groups, what one offers, what a service asks for."""

import datetime as dt
from collections.abc import Mapping

from accounts.actors import Actor
from core import clock
from demonstration.shelves import EDITOR, morning
from directory.listings.models import Service
from directory.upkeep.checks import operations
from directory.upkeep.checks.words import Kind, Level, Register

LEAD = "keane"
SEEN_AS = "The certificate, shown on a visit"
INSURED = {"insurer": "Harbour Mutual (invented)", "pounds": 5_000_000}
# Of each: a listing of the group, what was seen, how many days ago, how many days from today it ends, its facts.
SEEN = (
    ("capstan-shed", Kind.INSURANCE, 120, 240, INSURED),
    ("capstan-shed", Kind.REGISTRATION, 120, None, {"register": Register.CONSTITUTION}),
    ("keystone-advice", Kind.INSURANCE, 340, 20, INSURED),
    ("keystone-advice", Kind.DBS, 340, 700, {"level": Level.ENHANCED, "leaders": 6}),
    ("keepsake-havant", Kind.INSURANCE, 370, -10, INSURED),
)
# The shed says that it has a safeguarding policy, and an editor has not looked yet.
OFFERED = ("capstan-shed", Kind.POLICY, "hobbs", 3, 360)


def look(staff: Mapping[str, Mapping[str, Actor]], listings: Mapping[str, Service], today: dt.date) -> None:
    """Record, offer and ask for checks, each on its day."""
    (editor,), (lead,) = staff[EDITOR].values(), staff[LEAD].values()
    for key, kind, ago, ends_in, facts in SEEN:
        day, until = today - dt.timedelta(days=ago), _in(today, ends_in)
        with clock.at(morning(day)):
            said = {"what_was_seen": SEEN_AS, "seen_on": clock.today(), "until": until, **facts}
            operations.record(editor, listings[key].organization, kind=kind, version=0, **said)
    _offer(staff, listings, today)
    with clock.at(morning(today - dt.timedelta(days=90))):
        operations.set_rule(lead, version=None, needed=[], needed_at_home=[Kind.DBS], warn_only=True)


def _offer(staff, listings, today: dt.date) -> None:
    key, kind, who, ago, ends_in = OFFERED
    (keeper,) = staff[who].values()
    with clock.at(morning(today - dt.timedelta(days=ago))):
        operations.offer(keeper, listings[key].organization, kind=kind, version=0, until=_in(today, ends_in))


def _in(today: dt.date, days: int | None) -> dt.date | None:
    return None if days is None else today + dt.timedelta(days=days)
