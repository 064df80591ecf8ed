"""What a draft holds: every answer as it was typed, and where the referrer stood."""

import json
from collections.abc import Iterable
from typing import NamedTuple

# What a page carries for one sending only.
NOT_KEPT = frozenset({"csrf_token", "once_key", "go"})


class Contents(NamedTuple):
    """`items` are names and values as the form sends them; `told`: what is wrong on the screen has been told.

    `filled`, `doubts` and `differing` say what came of the last text that was pasted: which fields it filled in,
    what was not certain, and which fields had been typed otherwise.
    """

    items: tuple[tuple[str, str], ...] = ()
    told: bool = False
    filled: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    differing: tuple[tuple[str, str], ...] = ()


def of_form(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The answers among what a form has sent."""
    return tuple((name, value) for name, value in items if name not in NOT_KEPT)


def written(contents: Contents) -> str:
    """As text, to be sealed."""
    return json.dumps(contents._asdict(), ensure_ascii=True)


def read(text: str) -> Contents:
    """What `written` wrote."""
    held = json.loads(text)
    pairs = {name: tuple(map(tuple, held[name])) for name in ("items", "differing")}
    return Contents(**held | pairs | {name: tuple(held[name]) for name in ("filled", "doubts")})
