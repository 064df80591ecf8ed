"""The pages on which conflicts are settled and origins are seen."""

import copy
import uuid

import pytest

from core.db import transaction
from directory.exchange.operations import take_in
from directory.listings import operations as listings
from directory.listings.document import to_document
from directory.listings.queries import find
from tests.directory.listings.examples import CHOIR, EDITOR

OWN = CHOIR["id"]


@pytest.fixture
def editor(app, browse, people):
    """An editor who renamed the choir before its feed did, and gave it another price."""
    list(take_in(EDITOR, [CHOIR], source="Council"))
    with transaction():
        service = find(uuid.UUID(OWN))
        document = to_document(service) | {"name": "Our name", "alert": "Our notice"}
        listings.change_listing(people.directory_editor, service, version=service.version, document=document)
    list(take_in(EDITOR, [copy.deepcopy(CHOIR) | {"name": "Their name", "alert": "Their notice"}], source="Council"))
    return browse(people.directory_editor)


def test_settled_side_by_side_field_by_field(editor):
    page = editor.open("/directory/conflicts")
    assert "Our name : 2 fields" in page.words
    page = editor.open(f"/directory/listings/{OWN}/conflicts")
    assert "We say Our notice Changed here by Edie Page" in page.words
    assert "Council says Their notice Since" in page.words
    assert "Name We say Our name" in page.words
    names = list(dict.fromkeys(one["name"] for one in page.soup.select("input[name^=field_]")))
    assert len(names) == 2
    page = editor.send(page, {names[0]: "theirs"})
    assert "Our name" in page.words and "Their notice" in page.words
    page = editor.open(f"/directory/listings/{OWN}/conflicts")
    assert "Our notice" not in page.words
    editor.send(page, {"whole": "ours"})
    assert "Nothing is waiting" in editor.open(f"/directory/listings/{OWN}/conflicts").words
    nothing = editor.open("/directory/conflicts").words
    assert "Nothing is waiting." in nothing and "no feed says" not in nothing


def test_nothing_chosen_is_told_and_a_change_meanwhile_too(editor):
    page = editor.open(f"/directory/listings/{OWN}/conflicts")
    assert "Choose what is right" in editor.send(page, status=409).words
    again = editor.send(page, {"version": "1", "whole": "theirs"}, status=409)
    assert "Someone else changed this" in again.words and "shows what they saved" in again.words


def test_where_it_comes_from(editor):
    page = editor.open(f"/directory/listings/{OWN}/sources")
    assert "Settle 2 fields" in page.words
    assert "Changed here by Edie Page" in page.words and "Council says: Their name" in page.words
    assert "From Council" in page.words
    assert f"/directory/listings/{OWN}/sources" in str(editor.open(f"/directory/listings/{OWN}").soup)


def test_pages_that_nobody_has_are_no_error(editor):
    assert editor.open("/directory/conflicts?page=9999999999999").status == 200
    assert editor.open("/directory/conflicts?page=x").status == 200
