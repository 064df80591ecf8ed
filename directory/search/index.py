"""What every index of the listings' words can do, and which one this database has."""

from enum import Enum
from typing import NamedTuple, Protocol

import numpy as np
from sqlalchemy import Select

from core.db import db
from directory.search import index_postgres, index_sqlite

# Where whole words find nothing, a term this long also stands for the words that begin with it: "demen" for dementia.
PREFIX_FROM = 3

# One word or, as a phrase, several in a row.
Phrase = tuple[str, ...]


class Within(Enum):
    """Where in a listing the words must stand."""

    NAME = "its name"
    HEAD = "its name, its organisation's and its topics"
    ANYWHERE = "anything it says"


class Asked(NamedTuple):
    """What is looked for: of each of `terms` one of its phrases, of all terms or of any.

    Words are letters and digits only, see query.plain_words; there is at least one term, and a phrase in each.
    `beginnings` lets the words of PREFIX_FROM letters and more be the beginnings of words.
    """

    terms: tuple[tuple[Phrase, ...], ...]
    every: bool = True
    beginnings: bool = False

    def begins(self, word: str) -> bool:
        """Whether this word may be the beginning of one."""
        return self.beginnings and len(word) >= PREFIX_FROM


class Index(Protocol):
    """One file for each database implements this, on the index that the migrations build over `listing_text`."""

    def numbers(self, asked: Asked, within: Within) -> np.ndarray:
        """The numbers of the entries that have what is asked for there, unranked and in no order."""
        ...

    def ranked(self, asked: Asked) -> Select:
        """Columns `number` and `rank` of the same entries, anywhere: the smaller the rank, the better the match."""
        ...

    def rebuild(self) -> None:
        """Make the index again from `listing_text`."""
        ...

    def check(self) -> None:
        """Raise an error where the index does not say what `listing_text` says."""
        ...


def current() -> Index:
    """The index of the database that we are on."""
    return index_sqlite if db.engine.dialect.name == "sqlite" else index_postgres
