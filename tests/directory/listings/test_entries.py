"""A listing's entry follows every change in the same transaction, and can be made again from nothing."""

import json

from sqlalchemy import select, text

from core.db import db, transaction
from directory.listings import entries, operations, queries
from directory.listings.models import listing_clock, listing_entry, listing_word
from tests.directory.listings.examples import CHOIR as WHOLE


def rows() -> list[tuple]:
    return [tuple(row) for row in db.session.execute(select(listing_entry).order_by(listing_entry.c.number))]


def tick() -> int | None:
    return db.session.scalar(select(listing_clock.c.tick))


def test_an_entry_follows_its_listing_under_one_number(people):
    editor = people.directory_editor
    assert tick() is None
    with transaction():
        service = operations.add_listing(editor, document={"name": "Choir", "organization": {"name": "Singers"}})
    (first,) = db.session.execute(select(listing_entry)).all()
    assert (first.listed, json.loads(first.card)["name"]) == (True, "Choir")
    with transaction():
        operations.change_listing(
            editor,
            service,
            version=service.version,
            document={"name": "Big choir", "organization": {"name": "Singers"}},
        )
    (second,) = db.session.execute(select(listing_entry)).all()
    assert (second.number, json.loads(second.record)["name"]) == (first.number, "Big choir")
    assert first.stamp < second.stamp == tick()
    with transaction():
        operations.retire_listing(editor, service, version=service.version, reason="Over")
    (third,) = db.session.execute(select(listing_entry)).all()
    assert (third.number, third.listed, third.record, third.card, third.facts) == (
        first.number,
        False,
        "{}",
        "{}",
        "{}",
    )
    with transaction():
        operations.reopen_listing(editor, service, version=service.version)
    assert rows()[0][3] is True


def test_what_is_undone_leaves_no_entry_and_no_tick(people):
    operations.add_listing(people.directory_editor, document={"name": "Undone"})
    db.session.rollback()
    assert (rows(), tick()) == ([], None)


def test_confirming_shows_on_the_card(people):
    with transaction():
        service = operations.add_listing(people.directory_editor, document={"name": "Choir"})
        operations.confirm_listing(people.directory_editor, service, version=service.version)
    kept = json.loads(db.session.scalar(select(listing_entry.c.card)))
    assert kept["trust"]["confirmed_by"] == people.directory_editor.organisation_name


def test_rebuilding_makes_the_same_entries(people):
    with transaction():
        operations.add_listing(people.directory_editor, document=WHOLE)
        operations.add_listing(people.directory_editor, document={"name": "Café Zoë"})
    before = [(row[0], row[1], row[3:]) for row in rows()]
    words = set(db.session.scalars(select(listing_word.c.word)))
    assert {"cafe", "zoe"} <= words
    with transaction():
        db.session.execute(text("update listing_entry set facts = '{}', card = '{}'"))
        db.session.execute(text("delete from listing_word"))
        assert entries.rebuild() == 2
    assert [(row[0], row[1], row[3:]) for row in rows()] == before
    assert set(db.session.scalars(select(listing_word.c.word))) == words


def test_an_installation_that_came_from_before_entries_knows_it(people):
    assert not queries.is_behind()
    with transaction():
        operations.add_listing(people.directory_editor, document={"name": "Choir"})
    assert not queries.is_behind()
    with transaction():
        db.session.execute(text("delete from listing_clock"))
    assert queries.is_behind()


def test_nothing_of_a_confidential_place_is_prepared(people):
    secret = {"confidential": True, "name": "Elm House", "latitude": 50.8, "longitude": -1.0}
    secret |= {"addresses": [{"address_1": "7 Hidden Lane", "postal_code": "PO1 2DY"}]}
    document = {"name": "Refuge", "service_at_locations": [{"location": secret}]}
    with transaction():
        service = operations.add_listing(people.directory_editor, document=document)
    assert queries.find(service.id).service_at_locations[0].location.confidential
    told = " ".join(map(str, rows()))
    assert not any(words in told for words in ("Elm", "Hidden", "PO1", "50.8"))
