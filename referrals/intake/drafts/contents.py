"""What a draft holds: every answer as it was typed, and where the referrer stood."""

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

Items = tuple[tuple[str, str], ...]
# What a page carries beside its answers, and a draft keeps.
CARRIED = frozenset({"screen", "returning", "stopped_for", "pasted"})


class Contents(NamedTuple):
    """`items` are names and values as the form sends them; `told`: what is wrong on the screen has been told.

    `filled`, `doubts` and `differing` say what came of the last text that was pasted: which fields it filled in,
    what was not certain, and which fields had been typed otherwise. `handed`: a clinical system handed that over.
    """

    items: Items = ()
    told: bool = False
    filled: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    differing: Items = ()
    handed: bool = False


def of_form(items: Iterable[tuple[str, str]], *, of: Callable[[str], str | None]) -> Items:
    """The answers among what a form has sent; `of` knows each answer's screen, None for what is none."""
    return tuple((name, value) for name, value in items if of(name) or name in CARRIED)


def merged(kept: Items, sent: Iterable[tuple[str, str]], *, here: str, of: Callable[[str], str | None]) -> Items:
    """What was kept, with what was sent from the screen `here`; `of` knows each name's screen, None for what has none.

    An older page of the same draft, as Back may show it, so undoes nothing that was answered on other screens since.
    """
    sent = [(name, value) for name, value in sent if of(name) in {here, None}]
    present = {name for name, _ in sent}
    stays = [(name, value) for name, value in kept if of(name) != here and name not in present]
    return (*stays, *sent)


def name_in(contents: Contents) -> str:
    """Who it is about, as far as that has been typed."""
    typed = dict(contents.items)
    return " ".join(filter(None, (typed.get(part, "").strip() for part in ("first_name", "family_name"))))


def screen_in(contents: Contents) -> str:
    """The screen on which its writer was, empty where they had not begun."""
    return dict(contents.items).get("screen", "")


def written(contents: Contents) -> str:
    """As text, to be sealed."""
    return json.dumps(contents._asdict(), ensure_ascii=True)


def read(text: str) -> Contents:
    """What `written` wrote."""
    held = json.loads(text)
    pairs = {name: tuple(map(tuple, held[name])) for name in ("items", "differing")}
    return Contents(**held | pairs | {name: tuple(held[name]) for name in ("filled", "doubts")})
