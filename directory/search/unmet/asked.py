"""How much of a search is kept when it found nothing: plain words, the filters, the district, and no more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core import clock
from core.identifiers import NotValid, postcode
from directory.places import districts
from directory.places.district_names import district_named, plain
from directory.search import personal_data
from directory.search.query import plain_words

LONGEST_WORDS = 100
LONGEST_FILTERS = 400
MOST_FILTERS = 10
LONGEST_FILTER = 60
LONGEST_PLACE = 60
_OUTWARD = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?")


@dataclass(frozen=True)
class Asked:
    """A search as somebody made it: its words, the `filters` in words ("Free"), and the place that they typed.

    `districts` are the local authority districts, as GSS codes, that the place may be in, if anybody knows.
    """

    words: str = ""
    filters: Sequence[str] = ()
    near: str = ""
    districts: frozenset[str] = frozenset()


class Kept(NamedTuple):
    """What is kept of it."""

    words: str
    filters: str
    district: str


def kept(asked: Asked) -> Kept:
    """Without whatever could lead to somebody: of a postcode its first half, of the words those without digits."""
    words = " ".join(plain_words(personal_data.without(asked.words[:1000])))
    filters = "; ".join(sorted({one for one in map(_filter, asked.filters[:MOST_FILTERS]) if one}))
    return Kept(words[:LONGEST_WORDS].strip(), filters[:LONGEST_FILTERS], district(asked.near, asked.districts))


def _filter(words: str) -> str:
    """A filter's words as they are, unless somebody has put something of a person's into the address."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in words[:LONGEST_FILTER]).split())
    return "" if personal_data.refusal(shown, today=clock.today()) else shown.replace(";", ",")


def district(near: str, known: frozenset[str] = frozenset()) -> str:
    """The first half of a postcode, such as "PO1", or the district of a place if it can only be one; else nothing."""
    typed = near.strip()[:LONGEST_PLACE]
    try:
        parsed = postcode.parse(typed)
    except NotValid:
        return typed.upper() if _OUTWARD.fullmatch(typed.upper()) else _named(typed, known)
    return "" if postcode.is_placeless(parsed) else postcode.outward(parsed)


def _named(typed: str, known: frozenset[str]) -> str:
    code = next(iter(known)) if len(known) == 1 else district_named(typed)
    found = districts.by_code().get(code or "")
    return plain(found.name)[:LONGEST_PLACE] if found else ""
