"""The pages of collections: what everyone reads, and how an editor gathers listings."""

from core.db import db, transaction
from directory.collections import operations, queries
from directory.listings import operations as listings
from directory.listings.models import Service

COLLECTIONS = "/directory/collections"


def test_an_editor_gathers_and_everyone_reads(app, people, browse):
    editor = people.directory_editor
    with transaction():
        choir = listings.add_listing(editor, document={"name": "Tide choir", "description": "We sing."}).id
        listings.add_listing(editor, document={"name": "Old choir", "status": "inactive"})
    browser = browse(editor)
    begun = browser.send(
        browser.open(f"{COLLECTIONS}/new"), {"name": "After a loss", "introduction": "Company.\n\nAnd tea."}
    )
    assert "Now choose its listings" in begun.words
    ((collection, _),) = queries.every()
    path = f"{COLLECTIONS}/{collection.id}"
    found = browser.open(f"{path}/find?words=choir")
    assert "Tide choir" in found.words and "Old choir" not in found.words
    assert "No running listing" in browser.open(f"{path}/find?words=football").words
    added = browser.send(browser.open(f"{path}/add/{choir}"), {"line": "No need to sing well."})
    assert "Tide choir is in the collection" in added.words
    again = browser.send(browser.open(f"{path}/add/{choir}"), {"line": "Twice"}, status=409)
    assert "in this collection already" in again.words
    visitor = browse()
    assert "After a loss Company. 1 group" in visitor.open(COLLECTIONS).words
    page = visitor.open(path)
    for words in ("Company.", "And tea.", "1 group", "Tide choir", "We sing.", "No need to sing well."):
        assert words in page.words, words
    assert "Add to shortlist : Tide choir" in page.words
    assert "Edit this collection" not in page.words and "Edit this collection" in browser.open(path).words


def test_a_retired_listing_leaves_the_page_and_is_flagged_to_the_editor(app, people, browse):
    editor = people.directory_editor
    with transaction():
        collection = operations.add_collection(editor, name="After a loss")
        service = listings.add_listing(editor, document={"name": "Tide choir"})
        item_id = operations.add_item(editor, collection, service).id
        listings.retire_listing(editor, service, version=service.version, reason="Ended")
        path = f"{COLLECTIONS}/{collection.id}"
    assert "Tide choir" not in browse().open(path).words
    browser = browse(editor)
    edit = browser.open(f"{path}/edit")
    assert "One listing is not shown any more" in edit.words and "Tide choir Retired" in edit.words
    form = browser.open(f"{COLLECTIONS}/listings/{item_id}/remove")
    assert "0 listings" in browser.send(form).words
    assert db.session.query(Service).count() == 1


def test_the_order_and_the_line_are_changed(app, people, browse):
    editor = people.directory_editor
    with transaction():
        collection = operations.add_collection(editor, name="After a loss")
        for name in ("First", "Second"):
            last = operations.add_item(editor, collection, listings.add_listing(editor, document={"name": name}))
        item_id, path = last.id, f"{COLLECTIONS}/{collection.id}"
    browser = browse(editor)
    form = browser.open(f"{COLLECTIONS}/listings/{item_id}/change")
    changed = browser.send(form, {"after_id": "", "line": "Begin here."})
    assert changed.words.index("Second") < changed.words.index("Begin here.") < changed.words.index("First")
    renamed = browser.send(browser.open(f"{path}/change"), {"name": "Getting out"})
    assert "Getting out" in renamed.words
    remove = browser.open(f"{path}/remove")
    assert "The 2 listings in it stay in the directory." in remove.words
    browser.send(browser.open(f"{COLLECTIONS}/listings/{item_id}/remove"))
    remove = browser.open(f"{path}/remove")
    assert "The one listing in it stays in the directory." in remove.words
    assert "Collections" in browser.send(remove).words
    browse().open(path, status=404)


def test_a_listing_that_was_merged_is_shown_once_as_the_one_that_was_kept(app, people, browse):
    editor = people.directory_editor
    with transaction():
        collection = operations.add_collection(editor, name="Music")
        old, choir, kept = (
            listings.add_listing(editor, document={"name": name}) for name in ("Old ukuleles", "Choir", "Ukulele club")
        )
        for one, line in ((old, "Bring a tuner."), (choir, ""), (kept, "Ask for Kim.")):
            operations.add_item(editor, collection, one, line=line)
        listings.merge_away(editor, old, version=old.version, into=kept)
        path = f"{COLLECTIONS}/{collection.id}"
    page = browse().open(path)
    assert [link.get_text() for link in page.soup.select(".app-found h3 a")] == ["Ukulele club", "Choir"]
    assert "2 groups" in page.words and "Bring a tuner. Ask for Kim." in page.words
    assert "Music 2 groups" in browse().open(COLLECTIONS).words
    edit = browse(editor).open(f"{path}/edit")
    assert "Old ukuleles Merged into another listing, and shown as Ukulele club" in edit.words
    assert "not shown any more" not in edit.words and "Retired" not in edit.words


def test_the_listing_that_was_kept_is_in_the_collection_of_the_one_that_was_merged(app, people, browse):
    editor = people.directory_editor
    with transaction():
        collection = operations.add_collection(editor, name="Music")
        old, kept = (listings.add_listing(editor, document={"name": name}) for name in ("Old ukuleles", "Ukulele club"))
        operations.add_item(editor, collection, old)
        listings.merge_away(editor, old, version=old.version, into=kept)
        path = f"{COLLECTIONS}/{collection.id}/add/{kept.id}"
    browser = browse(editor)
    assert "in this collection already" in browser.send(browser.open(path), status=409).words
