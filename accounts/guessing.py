"""How wrong passwords slow down the next try: guessing becomes hopeless, and nobody is locked out for good.

Three counts, all in the database, so that every worker and every restart goes on with the same ones:

* one account from one place (a network address, or a browser that has signed in to this account before): five
  tries are free, then each waits twice as long as the one before, up to a quarter of an hour;
* one network address, whichever accounts it tries, for somebody who tries one password on everybody;
* one account from everywhere, for somebody who has many network addresses.

A browser that has signed in to the account before is a place of its own and is not held up by the last two, so
whoever hammers on an account from elsewhere does not keep its owner out. Addresses without an account are counted
in the same way: the waits tell nobody who has one.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from core import clock, limits
from core.refusals import TooMany

FREE = 5
LONGEST_WAIT = timedelta(minutes=15)
REMEMBERED = timedelta(hours=24)
# A surgery's whole staff may share one network address; their wrong passwords do not come to this in a quarter hour.
MOST_FROM_ONE_ADDRESS = 50
MOST_ON_ONE_ACCOUNT = 100

WORDS = (
    "There have been too many tries with a wrong password. Wait {wait}, then try again. "
    "You can also ask for a new password."
)


@dataclass(frozen=True)
class Place:
    """Where a try comes from: the network address, and the browser's own mark if it knows this account."""

    network: str
    browser: str | None = None


@dataclass(frozen=True)
class Try:
    """A try that was let through, counted as wrong until `was_right` says otherwise."""

    email: str
    place: Place
    counted: tuple[uuid.UUID, ...]

    def was_right(self) -> None:
        """Take it back and forget the wrong ones of this place on this account."""
        limits.uncount(self.counted)
        limits.forgive("password", _here(self.email, self.place))


def begin(email: str, place: Place) -> Try:
    """Count a try before the password is looked at, so that a hundred at once are counted as a hundred.

    Raises TooMany, and counts nothing, if it comes too soon after the ones before it.
    """
    scopes = list(_scopes(email, place))
    counted = tuple(limits.count_all((scope, who) for scope, who, _ in scopes))
    wait = max(_wait(scope, who, free) for scope, who, free in scopes)
    if wait > timedelta(0):
        limits.uncount(counted)
        seconds = int(wait.total_seconds()) + 1
        raise TooMany(WORDS.format(wait=_in_words(seconds)), retry_after=seconds)
    return Try(email, place, counted)


def forgive(email: str, place: Place) -> None:
    """Forget the wrong tries on an account whose owner has shown that they read its mail."""
    for scope, who, _ in _scopes(email, Place(place.network)):
        if scope != "password network":
            limits.forgive(scope, who)


def _here(email: str, place: Place) -> str:
    return f"{email} {place.browser or place.network}"


def _scopes(email: str, place: Place) -> Iterator[tuple[str, str, int]]:
    """What is counted for this try, and after how many wrong ones there are waits."""
    yield "password", _here(email, place), FREE
    if place.browser is None:
        yield "password network", place.network, MOST_FROM_ONE_ADDRESS
        yield "password account", email, MOST_ON_ONE_ACCOUNT


def _wait(scope: str, who: str, free: int) -> timedelta:
    """How long this try, the latest counted, must still wait for those before it."""
    within = LONGEST_WAIT if scope == "password network" else REMEMBERED
    made = limits.tries(scope, who, since=clock.now() - within)
    now = clock.now()
    # One from the future was made before the clock was put back: it must not lock anybody out until then.
    before = [moment for moment in made if moment <= now][1:]
    if len(before) < free:
        return timedelta(0)
    return before[0] + _pause(len(before), free) - now


def _pause(wrong: int, free: int) -> timedelta:
    """32 seconds after the last free try, then twice as long each time."""
    return min(LONGEST_WAIT, timedelta(seconds=32 * 2 ** min(wrong - free, 10)))


def _in_words(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 90 else f"{round(seconds / 60)} minutes"
