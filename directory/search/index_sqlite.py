"""The index of the listings' words in SQLite: FTS5 over `listing_text`, with Porter's stems and bm25."""

import numpy as np
from sqlalchemy import Select, bindparam, column, func, literal_column, select, table, text

from core.db import db

# In the order of the table's columns: name, organisation, tags, place, description.
WEIGHTS = (10.0, 5.0, 3.0, 2.0, 1.0)
COLUMNS = {"NAME": "{name} : ", "HEAD": "{name organisation tags} : ", "ANYWHERE": ""}

_fts = table("listing_fts", column("rowid"))
_rank = func.bm25(literal_column("listing_fts"), *(literal_column(str(weight)) for weight in WEIGHTS))
# One text of all numbers costs a tenth of a row for each.
_NUMBERS = text("select group_concat(rowid) from listing_fts where listing_fts match :asked")


def numbers(asked, within) -> np.ndarray:
    """See index.Index.numbers."""
    found = db.session.scalar(_NUMBERS, {"asked": f"{COLUMNS[within.name]}({expression(asked)})"})
    return np.fromstring(found or "", dtype=np.int32, sep=",")


def ranked(asked) -> Select:
    """See index.Index.ranked."""
    wanted = bindparam("fts_terms", expression(asked), unique=True)
    return select(_fts.c.rowid.label("number"), _rank.label("rank")).where(
        literal_column("listing_fts").op("match")(wanted)
    )


def expression(asked) -> str:
    """An FTS5 expression in which every phrase is a quoted string, so that no word can be an operator."""
    terms = (" OR ".join(_phrase(asked, words) for words in term) for term in asked.terms)
    return (" AND " if asked.every else " OR ").join(f"({term})" for term in terms)


def _phrase(asked, words) -> str:
    return f'"{" ".join(words)}"' + (" *" if asked.begins(words[-1]) else "")


def rebuild() -> None:
    """See index.Index.rebuild."""
    db.session.execute(text("insert into listing_fts(listing_fts) values ('rebuild')"))


def check() -> None:
    """Raise a DatabaseError where the index does not say what `listing_text` says."""
    db.session.execute(text("insert into listing_fts(listing_fts, rank) values ('integrity-check', 1)"))
