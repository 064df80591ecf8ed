"""The pages on which editors keep taxonomies."""

from io import BytesIO

import pytest

from core.db import db, transaction
from directory.listings.models import Service
from directory.taxonomies import operations

TAXONOMIES = "/directory/taxonomies"


@pytest.fixture
def ids(hobbies):
    """The ids of the taxonomy and its terms: each request ends the session that the rows are of."""
    return {name: str(row.id) for name, row in vars(hobbies).items()}


@pytest.fixture
def tide(hobbies, listing):
    """The id of a listing that has the term “Singing”."""
    return listing("Tide", hobbies.singing).id


def names(service_id) -> list[str]:
    return [one.taxonomy_term.name for one in db.session.get(Service, service_id).attributes]


def test_an_editor_sees_every_taxonomy_with_where_it_is_from(ids, tide, editor, browse):
    browser = browse(editor)
    page = browser.open(f"{TAXONOMIES}/{ids['taxonomy']}/change")
    facts = {"edition": "2014", "source": "A council", "licence": "OGL", "attribution": "Contains their words."}
    page = browser.send(page, facts)
    assert "Your changes are saved" in page.words
    for words in (*facts.values(), "Singing S1 1 listing"):
        assert words in page.words, words
    assert "S1 1 listing" in " ".join(page.soup.main.get_text().split()), "with a space between the two"
    listed = browser.open(TAXONOMIES).words
    assert "Hobbies 4 terms, 1 listing Version 2014" in listed and "Contains their words." in listed


def test_terms_are_added_renamed_and_moved(ids, tide, editor, browse):
    browser = browse(editor)
    form = browser.open(f"{TAXONOMIES}/{ids['taxonomy']}/add-term")
    assert "Chess is added" in browser.send(form, {"name": "Chess", "parent_id": ids["games"]}).words
    form = browser.open(f"{TAXONOMIES}/terms/{ids['singing']}")
    assert "1 listing has this term" in form.words
    saved = browser.send(form, {"name": "Song", "parent_id": ""})
    assert "1 listing changed with them" in saved.words and names(tide) == ["Song"]
    form = browser.open(f"{TAXONOMIES}/terms/{ids['games']}")
    again = browser.send(form, {"name": "song"}, status=409)
    assert "There is a term called Song here already" in again.errors()["name"]
    assert again.fields()["name"] == ["song"]


def test_merging_says_how_many_listings_it_touches(ids, hobbies, listing, editor, browse):
    services = [listing(name, hobbies.choirs).id for name in ("Tide", "Wave")]
    browser = browse(editor)
    form = browser.open(f"{TAXONOMIES}/terms/{ids['choirs']}/merge")
    assert "2 listings have this term" in form.words
    assert browser.send(form, {"into_id": ""}, status=422).errors() == {"into_id": "Choose the term to merge into"}
    done = browser.send(form, {"into_id": ids["singing"]})
    assert "Choirs is merged. 2 listings changed with it" in done.words
    assert [names(service) for service in services] == [["Singing"], ["Singing"]]
    old = browser.open(f"{TAXONOMIES}/terms/{ids['choirs']}")
    assert "Hobbies: Choirs" in old.words and old.fields()["name"] == ["Singing"]


def test_a_taxonomy_is_added_once(editor, app, browse):
    browser = browse(editor)
    assert "Sports is added" in browser.send(browser.open(f"{TAXONOMIES}/new"), {"name": "Sports"}).words
    again = browser.send(browser.open(f"{TAXONOMIES}/new"), {"name": "sports"}, status=409)
    assert again.errors() == {"name": "There is a taxonomy called Sports already"}


def test_a_list_is_looked_at_before_it_is_taken_in(ids, tide, editor, browse):
    browser = browse(editor)
    page = browser.open(f"{TAXONOMIES}/upload?name=Hobbies")
    assert page.fields()["name"] == ["Hobbies"]
    nothing = browser.send(page, status=422)
    assert nothing.errors() == {"file": "Choose a file"}
    shown = bring(browser, page, b"code,name,parent\nS1,Song,Games\nC2,Chess,Games\nX,,\n")
    for words in (
        "New 1",
        "Renamed 1",
        "Left out 1",
        "1 listing changes with it",
        "Singing will be Song",
        "Row 4: It has no name",
    ):
        assert words in shown.words, words
    assert names(tide) == ["Singing"]
    done = browser.send(shown)
    assert "Hobbies: 1 added, 1 renamed, 0 changed, 0 unchanged, 1 refused" in done.words
    assert names(tide) == ["Song"]


def test_a_list_is_thrown_away(app, editor, browse):
    browser = browse(editor)
    shown = bring(browser, browser.open(f"{TAXONOMIES}/upload"), b"code,name\nA1,Tennis\nA1,Squash\n", name="Sports")
    assert "Sports, a new taxonomy" in shown.words and "Row 3, Squash: Row 2 has its code, A1, already" in shown.words
    assert "The list is thrown away" in browser.send(shown, action="/discard").words
    wrong = bring(browser, browser.open(f"{TAXONOMIES}/upload"), b"colour\nred\n", name="Sports", status=409)
    assert "The first row must name the columns" in wrong.errors()["file"]


def bring(browser, page, content: bytes, *, status: int = 303, **more):
    """Send a file with the form that `page` shows; the page that follows."""
    data = page.fields() | more | {"file": (BytesIO(content), "terms.csv")}
    answer = browser.post(f"{TAXONOMIES}/upload", data, content_type="multipart/form-data", status=status)
    return browser.open(answer.location) if status == 303 else answer


def test_everyone_reads_whose_words_are_used(app, editor, browse):
    with transaction():
        operations.add_taxonomy(
            editor, name="Needs", edition="2014", licence="CC BY-SA 3.0", attribution="Contains terms of theirs."
        )
        operations.add_taxonomy(editor, name="Other")
    words = browse().open("/acknowledgements").words
    assert "Needs, version 2014, CC BY-SA 3.0. Contains terms of theirs." in words and "Other" not in words
