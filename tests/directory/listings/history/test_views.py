"""The pages of a listing's past: two moments side by side, and putting back."""

import uuid

import pytest
from sqlalchemy import delete

from core.db import db, transaction
from directory.listings import operations, queries
from directory.listings.document import to_document
from directory.listings.taxonomies import TaxonomyTerm
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add

LISTINGS = "/directory/listings"


@pytest.fixture
def changed(app):
    """A choir that has changed its name and its day since it was added: its id, and the change that added it."""
    choir = add(CHOIR)
    for facts in ({"name": "Sea Singers"}, {"schedules": [CHOIR["schedules"][0] | {"byday": "FR"}]}):
        with transaction():
            service = queries.find(choir)
            document = to_document(service) | facts
            operations.change_listing(EDITOR, service, version=service.version, document=document, why="They rang")
    return choir, queries.history(queries.find(choir))[-1].id


def test_two_moments_stand_side_by_side(changed, browse, people):
    choir, first = changed
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}/{choir}/history/compare?earlier={first}")
    for words in ("Earlier Tide Singers Later Sea Singers", "Earlier Tuesday Later Friday"):
        assert words in page.words
    chosen = {option.get_text(strip=True).partition(": ")[2] for option in page.soup.select("#earlier option")}
    assert chosen >= {"Name", "Session: days"}, "changes of one minute are told apart"
    middle = queries.history(queries.find(choir))[1].id
    page = browser.open(f"{LISTINGS}/{choir}/history/compare?earlier={first}&later={middle}")
    assert "Later Sea Singers" in page.words and "Later FR" not in page.words
    same = browser.open(f"{LISTINGS}/{choir}/history/compare?earlier={first}&later={first}")
    assert "says the same at both moments" in same.words
    for rubbish in ("earlier=x&later=y", f"earlier={uuid.uuid4()}", ""):
        browser.open(f"{LISTINGS}/{choir}/history/compare?{rubbish}")


def test_an_editor_puts_one_field_back(changed, browse, people):
    choir, first = changed
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}/{choir}/history/{first}/restore")
    assert len(page.fields()["groups"]) == 2
    assert {"why", "groups"} <= set(browser.send(page, {"groups": [], "why": ""}, status=422).errors())
    page = browser.send(page, {"groups": ["name"], "why": "Wrong choir"})
    assert page.heading == "Tide Singers" and "Fridays" in page.words
    assert "Wrong choir" in browser.open(f"{LISTINGS}/{choir}/history").words


def test_what_cannot_come_back_is_told(changed, browse, people):
    choir, first = changed
    with transaction():
        service = queries.find(choir)
        operations.confirm_listing(EDITOR, service, version=service.version)
        document = to_document(service) | {"schedules": [], "service_at_locations": [], "attributes": []}
        operations.change_listing(EDITOR, service, version=service.version, document=document)
        db.session.execute(delete(TaxonomyTerm))
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}/{choir}/history/{first}/restore")
    assert "The term “Singing” is gone. It cannot be put back." in page.words and "Last checked" not in page.words
    session = next(key for key in page.fields()["groups"] if key.startswith("schedules"))
    page = browser.send(page, {"groups": [session], "why": "Wrong"}, status=409)
    assert "Tick its place as well" in page.errors()["groups"] and page.fields()["why"] == ["Wrong"]


def test_two_who_put_back_are_told(changed, browse, people):
    choir, first = changed
    browser = browse(people.directory_editor)
    page = browser.open(f"{LISTINGS}/{choir}/history/{first}/restore")
    browser.send(page, {"groups": ["name"], "why": "One"})
    browser.send(page, {"why": "Other"}, status=409)


def test_the_change_of_another_listing_is_missing(changed, browse, people):
    _, first = changed
    other = add(REFUGE)
    browse(people.directory_editor).open(f"{LISTINGS}/{other}/history/{first}/restore", status=404)
