"""The pages on which an editor decides about two listings; old addresses lead on."""

import uuid

import pytest

from core.db import transaction
from directory.listings import operations as listing_operations
from directory.listings import queries as listings
from tests.directory.exchange.duplicates.test_operations import find, twin
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add

DUPLICATES = "/directory/duplicates"


@pytest.fixture
def editor(browse, people):
    add(CHOIR)
    add(twin(alert="New hall!", description="Another description."), source="feed", source_id="f1")
    find()
    return browse(people.directory_editor)


def test_a_duplicate_is_merged_and_its_old_address_leads_on(editor, browse):
    page = editor.open(DUPLICATES)
    assert "1 pair of listings looks alike" in page.words and "The names are the same" in page.words
    page = editor.open(page.soup.select_one(".app-results a")["href"])
    assert "New hall!" in page.words and page.fields()["field_alert"]
    first = page.soup.select(".nhsuk-summary-list__value a")[0]["href"]
    page = editor.send(page, {"keep": "left" if first.endswith(CHOIR["id"]) else "right"})
    assert page.heading == "Tide Singers" and "New hall!" in page.words
    old = browse().open(f"/directory/listings/{twin()['id']}", status=301)
    assert old.location.endswith(CHOIR["id"])
    assert "This listing is retired" in editor.open(f"/directory/listings/{twin()['id']}").words
    assert "No listings look alike" in editor.open(DUPLICATES).words


def test_what_was_chosen_stays_when_somebody_was_quicker(editor):
    page = editor.open(editor.open(DUPLICATES).soup.select_one(".app-results a")["href"])
    with transaction():
        service = listings.find(uuid.UUID(CHOIR["id"]))
        listing_operations.confirm_listing(EDITOR, service, version=service.version)
    page = editor.send(page, {"keep": "right", "field_alert": "left"}, status=409)
    assert page.fields()["keep"] == ["right"] and page.fields()["field_alert"] == ["left"]
    assert editor.send(page).heading == "Tide Singers"


def test_they_are_not_the_same(editor):
    path = editor.open(DUPLICATES).soup.select_one(".app-results a")["href"]
    assert "No listings look alike" in editor.send(editor.open(f"{path}/apart")).words
    assert "There is nothing to decide here" in editor.open(path).words


def test_an_editor_compares_two_by_their_addresses(app, browse, people):
    paths = [f"http://localhost/directory/listings/{add(document)}/" for document in (CHOIR, REFUGE)]
    editor = browse(people.directory_editor)
    page = editor.send(editor.open(f"{DUPLICATES}/new"), {"one": paths[0], "other": "that one"}, status=422)
    assert page.errors() == {"other": "Paste the whole address of the listing’s page"}
    assert page.fields()["one"] == [paths[0]] and page.fields()["other"] == ["that one"]
    page = editor.send(page, {"other": paths[1]})
    assert page.heading == "Are these the same?"
    assert "Secret Lane" not in page.response.get_data(as_text=True)
