"""The shortlist that a browser keeps in its own cookie: ids of listings, in order, and nothing about anybody."""

import uuid
from collections.abc import Sequence

from core.refusals import Missing, Refused

MOST = 20
MOST_TOKENS = 5
FULL = f"Your shortlist is full: it holds {MOST} groups. Remove one to add another."
NOTE_FIELD = "note_"

Ids = tuple[uuid.UUID, ...]


def read(kept: object) -> Ids:
    """The ids in what a cookie holds; whatever is no id is left out."""
    found = [_id(one) for one in kept] if isinstance(kept, list) else []
    return tuple(dict.fromkeys(one for one in found if one))[:MOST]


def read_one(text: str) -> uuid.UUID:
    """The id that a button sends. Raises Missing where it is none."""
    if (found := _id(text)) is None:
        raise Missing
    return found


def written(ids: Sequence[uuid.UUID]) -> list[str]:
    """The same as a cookie keeps it."""
    return [one.hex for one in ids]


def _id(text: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def added(ids: Ids, one: uuid.UUID) -> Ids:
    """With `one` at its end, where it is not on it already. Raises Refused where there is no room."""
    if one in ids:
        return ids
    if len(ids) >= MOST:
        raise Refused(FULL)
    return (*ids, one)


def removed(ids: Ids, one: uuid.UUID) -> Ids:
    """Without `one`."""
    return tuple(other for other in ids if other != one)


def moved(ids: Ids, one: uuid.UUID, *, by: int) -> Ids:
    """With `one` that many places further down, or up where `by` is negative; it stops at the ends."""
    if one not in ids:
        return ids
    others = removed(ids, one)
    at = min(max(ids.index(one) + by, 0), len(others))
    return (*others[:at], one, *others[at:])


def note_field(one: uuid.UUID) -> str:
    """The name of the question for a note on this listing."""
    return NOTE_FIELD + one.hex
