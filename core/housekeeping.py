"""Throwing away what is no longer needed: old once-only keys, old counts of tries."""

import time
from datetime import timedelta

from core import clock, limits, once
from core.db import transaction

KEPT_KEYS = timedelta(days=30)
KEPT_TRIES = timedelta(days=2)
HOUR = 3600.0

_last_tidied = [-HOUR]


def tidy() -> dict[str, int]:
    """Delete what is older than its time; returns how many rows of each."""
    now = clock.now()
    with transaction():
        return {"once keys": once.forget_before(now - KEPT_KEYS), "tries": limits.forget_before(now - KEPT_TRIES)}


def tidy_once_an_hour() -> None:
    """Tidy, unless this process did so within the last hour."""
    if time.monotonic() - _last_tidied[0] >= HOUR:
        _last_tidied[0] = time.monotonic()
        tidy()
