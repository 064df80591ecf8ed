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
    assert answer.output == "The search index is made again: 1 listings.\n"
    assert queries.search(SearchQuery(words="choir")).total == 1


def test_listings_of_an_older_version_get_their_entries(app, listing):
    listing("Choir")
    with transaction():
        for table in ("listing_text", "listing_entry", "listing_clock"):
            db.session.execute(text(f"delete from {table}"))
    app.extensions.pop("listing_snapshot", None)
    assert queries.search(SearchQuery()).total == 0
    runner = app.test_cli_runner()
    assert "1 listings" in runner.invoke(args=["directory", "rebuild-index", "--if-needed"]).output
    assert runner.invoke(args=["directory", "rebuild-index", "--if-needed"]).output == ""
    db.session.rollback()
    assert queries.search(SearchQuery(words="choir")).total == 1


def test_health_says_that_listings_of_an_older_version_cannot_be_found(app, listing):
    listing("Choir")
    with transaction():
        db.session.execute(text("delete from listing_clock"))
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.get_json()["search"]) == (503, "run flask directory rebuild-index")
