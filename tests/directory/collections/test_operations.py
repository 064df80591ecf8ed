"""Listings gathered, ordered, described and taken out of collections."""

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from directory.collections import operations, queries
from directory.listings import operations as listings


@pytest.fixture
def editor(people):
    return people.directory_editor


@pytest.fixture
def three(editor):
    """A collection of three listings: A, B, C."""
    with transaction():
        collection = operations.add_collection(editor, name="After a loss", introduction="Company.")
        for name in "ABC":
            service = listings.add_listing(editor, document={"name": name})
            operations.add_item(editor, collection, service, line=f"Line of {name}")
    return collection


def order(collection) -> str:
    db.session.expire_all()
    return "".join(item.service.name for item in collection.items)


@pytest.mark.parametrize(("moved", "after", "wanted"), [(2, None, "CAB"), (0, 2, "BCA"), (0, 1, "BAC"), (1, 0, "ABC")])
def test_a_listing_goes_where_it_is_put(three, editor, moved, after, wanted):
    items = list(three.items)
    with transaction():
        operations.change_item(
            editor, items[moved], version=three.version, line="New", after_id=None if after is None else items[after].id
        )
    assert order(three) == wanted and items[moved].line == "New"


def test_what_is_retired_is_not_shown_and_comes_back(three, editor):
    service = three.items[1].service
    with transaction():
        listings.retire_listing(editor, service, version=service.version, reason="Ended")
    assert [(hit.name, line) for hit, line in queries.shown(three)] == [("A", "Line of A"), ("C", "Line of C")]
    assert [item.service.name for item in queries.not_shown(three)] == ["B"]
    assert [(one.name, count) for one, count in queries.every()] == [("After a loss", 2)]
    with transaction():
        listings.reopen_listing(editor, service, version=service.version)
    assert [hit.name for hit, _ in queries.shown(three)] == ["A", "B", "C"]


def test_a_listing_is_taken_out_and_a_collection_removed(three, editor):
    with transaction():
        operations.remove_item(editor, three.items[0], version=three.version)
    assert order(three) == "BC" and [item.sequence for item in three.items] == [0, 1]
    with transaction():
        operations.remove_collection(editor, three, version=three.version)
    assert queries.every() == []
    actions = set(db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("collection.%"))))
    assert actions == {
        *("collection.added", "collection.listing-added", "collection.listing-removed", "collection.removed"),
    }


def test_what_is_refused(three, editor, people):
    first, version = three.items[0], three.version
    with pytest.raises(Refused, match="A is in this collection already"):
        operations.add_item(editor, three, first.service)
    with pytest.raises(Refused, match="called After a loss already"):
        operations.add_collection(editor, name="after a LOSS")
    with pytest.raises(Refused) as refused:
        operations.change_item(editor, first, version=version, after_id=first.id)
    assert refused.value.field == "after_id"
    with pytest.raises(Missing):
        operations.add_collection(people.link_worker, name="Mine")
    with transaction():
        listings.retire_listing(editor, first.service, version=first.service.version, reason="Ended")
        other = operations.add_collection(editor, name="Another")
    with pytest.raises(Refused, match="retired"):
        operations.add_item(editor, other, first.service)


def test_two_editors_of_one_order_are_told(three, editor):
    version = three.version
    with transaction():
        operations.change_item(editor, three.items[2], version=version, line="", after_id=None)
    with pytest.raises(Stale):
        operations.remove_item(editor, three.items[0], version=version)
