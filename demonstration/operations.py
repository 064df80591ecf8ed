"""Filling an empty installation with the demonstration: all of it or, if anything is refused, nothing."""

import datetime as dt
from random import Random

from core import clock
from core.config import Mode
from core.outbox import operations as outbox
from core.refusals import Refused
from core.settings import setting
from demonstration import asking, assured, house, noticed, queries, rooms, shelves, taking, team, triaging
from demonstration.calendar import latest_weekday, moments
from demonstration.lives import Life, everyone
from demonstration.queries import Standing
from demonstration.requests import tell as tell_requests
from demonstration.telling import Telling

BEFORE = 700  # days ago the accounts were opened, before the oldest listing
REFUSALS = {
    Standing.UNPREPARED: "This database has no tables yet: run “flask db upgrade” first.",
    Standing.OTHER: "This database holds something else already: the demonstration only goes into an empty one.",
}


def fill(seed: int) -> bool:
    """Put the demonstration in. False if it is there already; the caller keeps the transaction.

    The same seed on the same day gives the same people, referrals and steps; ids and references are always new.
    Raises Refused in production and for a database that holds anything else.
    """
    if setting("MODE") is Mode.PRODUCTION:
        raise Refused(
            "The demonstration does not go into a production installation: set FOOTBRIDGE_MODE=demonstration."
        )
    standing = queries.standing()
    if standing in REFUSALS:
        raise Refused(REFUSALS[standing])
    if standing is Standing.DEMONSTRATION:
        return False
    _build(seed, clock.today())
    return True


def _build(seed: int, today: dt.date) -> None:
    with clock.at(shelves.morning(today - dt.timedelta(days=BEFORE))):
        staff = house.open_house()
        taking.say(staff)
    listings = shelves.fill(staff, today)
    assured.look(staff, listings, today)
    rooms.tell(staff, listings, today)
    noticed.tell(staff, listings, today)
    asking.tell(staff, listings, today)
    team.tell(staff, today)
    triaging.tell(staff, today)
    tellings = [Telling(life, staff, listings) for life in everyone(seed, today)]
    for moment, act, *step in _in_order(tellings, seed, today):
        with clock.at(moment):
            act(*step)
    tell_requests(staff, today)
    # Nobody waits for the post of an invented past.
    outbox.discard_before(clock.now())


def _in_order(tellings: list[Telling], seed: int, today: dt.date) -> list[tuple]:
    """Everything that happens, in the order in which it happens: (moment, what to call, with what)."""
    acts = []
    for number, telling in enumerate(tellings):
        times = _times(telling.life, Random(f"{seed} {number}"), today)
        acts.append((times[0], telling.begin))
        acts += [(moment, telling.take, step) for moment, step in zip(times[1:], telling.life.steps, strict=True)]
    return sorted(acts, key=lambda act: act[0])


def _times(life: Life, rng: Random, today: dt.date) -> list[dt.datetime]:
    return moments(
        [step["day"] for step in life.steps],
        times=[step.get("at") for step in life.steps],
        made=latest_weekday(today - dt.timedelta(days=life.days_ago), life.weekday),
        today=today,
        rng=rng,
    )
