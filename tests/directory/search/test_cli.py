"""The index made again from the shell."""

from sqlalchemy import text

from core.db import db, transaction
from directory.search import queries
from directory.search.query import SearchQuery


def test_a_damaged_index_is_made_again(app, listing):
    listing("Choir")
    on_sqlite = db.engine.dialect.name == "sqlite"
    with transaction():
        empty = "insert into listing_fts(listing_fts) values ('delete-all')" if on_sqlite else "delete from listing_fts"
        db.session.execute(text(empty))
    assert queries.search(SearchQuery(words="choir")).total == 0
    db.session.rollback()
    answer = app.test_cli_runner().invoke(args=["directory", "rebuild-index"])
    assert answer.output == "The search index is made again.\n"
    assert queries.search(SearchQuery(words="choir")).total == 1
