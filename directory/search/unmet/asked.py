"""How much of a search is kept when it found nothing: plain words, the filters, the district, and no more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core import clock
from core.identifiers import NotValid, postcode
from directory.search import personal_data
from directory.search.query import plain_words

LONGEST_WORDS = 100
LONGEST_FILTERS = 400
MOST_FILTERS = 10
LONGEST_FILTER = 60
_OUTWARD = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?")


@dataclass(frozen=True)
class Asked:
    """A search as somebody made it: its words, the `filters` in words ("Free"), and the place that they typed."""

    words: str = ""
    filters: Sequence[str] = ()
    near: str = ""


class Kept(NamedTuple):
    """What is kept of it."""

    words: str
    filters: str
    district: str


def kept(asked: Asked) -> Kept:
    """Without whatever could lead to somebody: of a postcode its first half, of the words those without digits."""
    words = " ".join(plain_words(personal_data.without(asked.words[:1000])))
    filters = "; ".join(sorted({one for one in map(_filter, asked.filters[:MOST_FILTERS]) if one}))
    return Kept(words[:LONGEST_WORDS].strip(), filters[:LONGEST_FILTERS], district(asked.near))


def _filter(words: str) -> str:
    """A filter's words as they are, unless somebody has put something of a person's into the address."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in words[:LONGEST_FILTER]).split())
    return "" if personal_data.refusal(plain, today=clock.today()) else plain.replace(";", ",")


def district(near: str) -> str:
    """The first half of a postcode, such as "PO1"; nothing of any other place."""
    typed = near.strip().upper()[:20]
    try:
        parsed = postcode.parse(typed)
    except NotValid:
        return typed if _OUTWARD.fullmatch(typed) else ""
    return "" if postcode.is_placeless(parsed) else postcode.outward(parsed)
