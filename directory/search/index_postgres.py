"""The index of the listings' words in PostgreSQL: weighted tsvectors under GIN, made by a trigger on `listing_text`."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, column, func, literal_column, select, table, text

from core.db import db

# D, C, B, A: place and description, tags, organisation, name.
WEIGHTS = "{0.1, 0.3, 0.5, 1.0}"

_fts = table("listing_fts", column("number"), column("document"))
_words = literal_column("'listing_fts_words'::regconfig")


def matching(terms: Sequence[str], *, all_of_them: bool, prefix_from: int | None) -> Select:
    """See index.Index.matching."""
    asked = bindparam("fts_terms", expression(terms, all_of_them=all_of_them, prefix_from=prefix_from), unique=True)
    query = func.to_tsquery(_words, asked)
    rank = -func.ts_rank(literal_column(f"'{WEIGHTS}'::float4[]"), _fts.c.document, query)
    return select(_fts.c.number, rank.label("rank")).where(_fts.c.document.op("@@")(query))


def expression(terms: Sequence[str], *, all_of_them: bool, prefix_from: int | None) -> str:
    """A tsquery in which every term is a quoted string, so that none can be an operator."""
    quoted = [f"'{term}'" + (":*" if prefix_from and len(term) >= prefix_from else "") for term in terms]
    return (" & " if all_of_them else " | ").join(quoted)


def rebuild() -> None:
    """See index.Index.rebuild; the trigger writes every row's document again."""
    db.session.execute(text("update listing_text set name = name"))


def check() -> None:
    """Raise LookupError where a listing's words have no document in the index."""
    missing = text("select count(*) from listing_text left join listing_fts using (number) where document is null")
    if db.session.scalar(missing):
        raise LookupError("the search index lacks listings: rebuild it")
