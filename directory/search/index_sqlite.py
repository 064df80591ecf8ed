"""The index of the listings' words in SQLite: FTS5 over `listing_text`, with Porter's stems and bm25."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, column, func, literal_column, select, table, text

from core.db import db

# In the order of the table's columns: name, organisation, tags, place, description.
WEIGHTS = (10.0, 5.0, 3.0, 2.0, 1.0)

_fts = table("listing_fts", column("rowid"))
_rank = func.bm25(literal_column("listing_fts"), *(literal_column(str(weight)) for weight in WEIGHTS))


def matching(terms: Sequence[str], *, all_of_them: bool, prefix_from: int | None) -> Select:
    """See index.Index.matching."""
    asked = bindparam("fts_terms", expression(terms, all_of_them=all_of_them, prefix_from=prefix_from), unique=True)
    return select(_fts.c.rowid.label("number"), _rank.label("rank")).where(
        literal_column("listing_fts").op("match")(asked)
    )


def expression(terms: Sequence[str], *, all_of_them: bool, prefix_from: int | None) -> str:
    """An FTS5 expression in which every term is a quoted string, so that none can be an operator."""
    quoted = [f'"{term}"' + (" *" if prefix_from and len(term) >= prefix_from else "") for term in terms]
    return (" AND " if all_of_them else " OR ").join(quoted)


def rebuild() -> None:
    """See index.Index.rebuild."""
    db.session.execute(text("insert into listing_fts(listing_fts) values ('rebuild')"))


def check() -> None:
    """Raise a DatabaseError where the index does not say what `listing_text` says."""
    db.session.execute(text("insert into listing_fts(listing_fts, rank) values ('integrity-check', 1)"))
