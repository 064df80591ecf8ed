"""Throwing away what is no longer needed: old once-only keys, old counts of tries."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from core import clock, limits, once
from core.db import transaction

KEPT_KEYS = timedelta(days=30)
KEPT_TRIES = timedelta(days=2)
HOUR = 3600.0

# What rooms have to throw away: words for it, and what deletes it as of now and returns how many rows those were.
OF_ROOMS: dict[str, Callable[[datetime], int]] = {}

_last_tidied = [-HOUR]


def tidy() -> dict[str, int]:
    """Delete what is older than its time; returns how many rows of each."""
    now = clock.now()
    with transaction():
        own = {"once keys": once.forget_before(now - KEPT_KEYS), "tries": limits.forget_before(now - KEPT_TRIES)}
        return own | {words: forget(now) for words, forget in OF_ROOMS.items()}


def tidy_once_an_hour() -> None:
    """Tidy, unless this process did so within the last hour."""
    if time.monotonic() - _last_tidied[0] >= HOUR:
        _last_tidied[0] = time.monotonic()
        tidy()
