"""What every index of the listings' words can do, and which one this database has."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Select

from core.db import db
from directory.search import index_postgres, index_sqlite

# A word this long also finds the words that begin with it: "demen" finds dementia, "men" does not find mental.
PREFIX_FROM = 4


class Index(Protocol):
    """One file for each database implements this, on the index that the migrations build over `listing_text`."""

    def matching(self, terms: Sequence[str], *, all_of_them: bool, prefix_from: int) -> Select:
        """The numbers of `listing_text` rows with these plain words, as columns `number` and `rank`.

        The smaller the rank, the better the match: name before organisation, topics, place and description.
        `terms` are letters and digits only, see query.plain_words. There is at least one.
        """
        ...

    def rebuild(self) -> None:
        """Make the index again from `listing_text`."""
        ...


def current() -> Index:
    """The index of the database that we are on."""
    return index_sqlite if db.engine.dialect.name == "sqlite" else index_postgres
