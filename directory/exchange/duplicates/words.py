"""What may have become of a pair of listings that look alike."""

from enum import StrEnum


class State(StrEnum):
    """Open pairs wait for an editor; kept apart and merged are decisions; gone means that they no longer look alike."""

    OPEN = "open"
    APART = "apart"
    MERGED = "merged"
    GONE = "gone"
