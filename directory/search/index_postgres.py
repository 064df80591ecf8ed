"""The index of the listings' words in PostgreSQL: weighted tsvectors under GIN, made by a trigger on `listing_text`."""

import numpy as np
from sqlalchemy import Select, bindparam, column, func, literal_column, select, table, text

from core.db import db

# D, C, B, A: place and description, tags, organisation, name.
WEIGHTS = "{0.1, 0.3, 0.5, 1.0}"
COLUMNS = {"NAME": "name_words", "HEAD": "head_words", "ANYWHERE": "document"}

_fts = table("listing_fts", column("number"), column("document"))
_words = literal_column("'listing_fts_words'::regconfig")
# One text of all numbers costs a tenth of a row for each.
_NUMBERS = {
    where: text(
        f"select string_agg(number::text, ',') from listing_fts where {name} @@ to_tsquery('listing_fts_words', :asked)"  # noqa: S608 - the name is one of COLUMNS
    )
    for where, name in COLUMNS.items()
}


def numbers(asked, within) -> np.ndarray:
    """See index.Index.numbers."""
    found = db.session.scalar(_NUMBERS[within.name], {"asked": expression(asked)})
    return np.fromstring(found or "", dtype=np.int32, sep=",")


def ranked(asked) -> Select:
    """See index.Index.ranked."""
    query = func.to_tsquery(_words, bindparam("fts_terms", expression(asked), unique=True))
    rank = -func.ts_rank(literal_column(f"'{WEIGHTS}'::float4[]"), _fts.c.document, query)
    return select(_fts.c.number, rank.label("rank")).where(_fts.c.document.op("@@")(query))


def expression(asked) -> str:
    """A tsquery in which every word is a quoted string, so that none can be an operator."""
    terms = (" | ".join(_phrase(asked, words) for words in term) for term in asked.terms)
    return (" & " if asked.every else " | ").join(f"({term})" for term in terms)


def _phrase(asked, words) -> str:
    quoted = [f"'{word}'" for word in words]
    return " <-> ".join([*quoted[:-1], quoted[-1] + (":*" if asked.begins(words[-1]) else "")])


def rebuild() -> None:
    """See index.Index.rebuild; the trigger writes every row's document again."""
    db.session.execute(text("update listing_text set name = name"))


def check() -> None:
    """Raise LookupError where a listing's words have no document in the index."""
    missing = text("select count(*) from listing_text left join listing_fts using (number) where document is null")
    if db.session.scalar(missing):
        raise LookupError("the search index lacks listings: rebuild it")
