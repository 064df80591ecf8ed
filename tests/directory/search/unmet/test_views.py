"""Telling that nothing was found, and reading what was not found."""

from flask import render_template
from sqlalchemy import func, select

from core.db import db
from directory.search.query import SearchQuery
from directory.search.unmet import operations, queries
from directory.search.unmet.asked import Asked, Kept
from directory.search.unmet.models import UnmetNeed
from directory.search.unmet.views import count_empty

SEARCH = "/directory/unmet-need/tell?words=kabaddi+07700&near=PO1&filter=Free"


def test_somebody_tells_what_they_needed_and_an_editor_reads_it(browse, people):
    visitor = browse()
    page = visitor.open(SEARCH)
    assert "kabaddi" in page.words and "07700" not in page.words
    said = {"need": "Somewhere to play", "would_help": "An indoor court"}
    assert "Thank you" in visitor.send(page, said).words
    page = browse(people.directory_editor).open("/directory/unmet-need")
    for words in ("kabaddi, Free, PO1", "Somewhere to play", "An indoor court"):
        assert words in page.words


def test_personal_data_is_refused_and_nothing_typed_is_lost(browse):
    visitor = browse()
    page = visitor.send(visitor.open(SEARCH), {"need": "Joan, 13.2.1961", "would_help": "A bus"}, status=409)
    assert "date of birth" in page.errors()["need"]
    assert page.fields()["would_help"] == ["A bus"]


def test_a_text_too_long_is_refused_beside_its_box(browse):
    visitor = browse()
    page = visitor.send(visitor.open(SEARCH), {"need": "a" * 301}, status=422)
    assert "need" in page.errors()


def test_what_was_looked_for_is_listed_by_month_and_downloaded(browse, people):
    for word in ("ludo", "kabaddi", "kabaddi"):
        operations.record_empty(Asked(word), network="here")
    browser = browse(people.commissioner)
    page = browser.open("/directory/unmet-need")
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert rows[0].startswith("Words kabaddi") and rows[0].endswith("Times 2")
    assert "Every search found something" in browser.open("/directory/unmet-need?month=2001-01").words
    assert "kabaddi" in browser.open("/directory/unmet-need?month=rubbish").words
    table = browser.open("/directory/unmet-need/table.csv")
    assert table.response.mimetype == "text/csv"
    assert "kabaddi,,,2" in table.response.get_data(as_text=True)


def test_a_search_is_counted_after_its_page_and_the_way_to_tell_is_drawn(app):
    query = SearchQuery(words="kabaddi", near="PO1 2DY")
    with app.test_request_context("/directory/?words=kabaddi"):
        unmet = count_empty(query, ["Free"])
        assert db.session.scalar(select(func.count()).select_from(UnmetNeed)) == 0
        part = render_template("directory/search/unmet.html", unmet=unmet)
        assert 'href="/directory/unmet-need/tell?words=kabaddi&amp;near=PO1&amp;filter=Free"' in part
        app.process_response(app.make_response("the page"))
    assert queries.counted() == [(Kept("kabaddi", "Free", "PO1"), 1)]


def test_a_count_that_cannot_be_had_costs_nobody_their_page(app, monkeypatch):
    def busy(*_):
        raise operations.OperationalError("busy", None, Exception())

    monkeypatch.setattr(operations, "_count", busy)
    assert operations.record_empty(Asked("kabaddi"), network="here") is False


def test_a_search_page_in_vain_is_counted_and_one_that_finds_is_not(browse, people, listing):
    listing("Choir")
    visitor = browse()
    page = visitor.open("/directory/?words=kabaddi&cost=0")
    assert "Tell us that nothing was found" in page.words
    assert "Tell us" not in visitor.open("/directory/?words=choir").words
    assert queries.counted() == [(Kept("kabaddi", "Free", ""), 1)]
