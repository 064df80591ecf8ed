"""What every index of the listings' words can do, and which one this database has."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Select

from core.db import db
from directory.search import index_postgres, index_sqlite

# Where whole words find nothing, a term this long also stands for the words that begin with it: "demen" for dementia.
PREFIX_FROM = 3


class Index(Protocol):
    """One file for each database implements this, on the index that the migrations build over `listing_text`."""

    def matching(self, terms: Sequence[str], *, all_of_them: bool, prefix_from: int | None) -> Select:
        """The numbers of `listing_text` rows with these plain words, as columns `number` and `rank`.

        The smaller the rank, the better the match: name before organisation, topics, place and description.
        Terms of `prefix_from` letters and more also match the words that begin with their stem; None is none.
        `terms` are letters and digits only, see query.plain_words. There is at least one.
        """
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
