"""The copy in memory says what the database says, after any number of changes and from any beginning."""

import random

import numpy as np

from core.db import db, transaction
from directory.listings import operations, queries
from directory.places.distances import Point
from directory.search import snapshot
from directory.search.columns import LISTINGS, TABLES


def said(facts) -> dict:
    """Everything that a snapshot says of each listing, by its name, without how it is kept."""
    columns, known = facts.columns, facts.known
    words = {"terms": known.terms.words, "languages": known.languages.words, "areas": known.areas.words}
    found = {}
    for row, name in enumerate(columns["name"]):
        plain = {column: str(columns[column][row]) for column in LISTINGS if column != "organization"}
        several = {}
        for table_name in TABLES:
            table = getattr(columns, table_name)
            here = np.flatnonzero(table.row == row)
            several[table_name] = sorted(
                str(
                    [words[table_name][table["code"][at]]]
                    if table_name in words
                    else [table[c][at] for c in table.columns]
                )
                for at in here
            )
        found[name] = plain | several
    return found


def test_it_follows_changes_as_a_new_one_would_read_them(app, listing, people):
    choose = random.Random(3)
    ids = []
    assert len(snapshot.current()) == 0
    for step in range(25):
        if ids and choose.random() < 0.5:
            with transaction():
                _change(choose, people.directory_editor, queries.find(choose.choice(ids)), step)
        else:
            ids.append(listing(f"Listing {step}", tags=[choose.choice("ABC")], places=[Point(50 + step / 100, -1)]))
        followed = snapshot.current()
        assert said(followed) == said(snapshot.Keeper().current())
        numbers = followed.columns["number"]
        assert (followed.columns["number"][followed.rows(numbers[::-1])] == numbers[::-1]).all()
    assert 0 < len(snapshot.current()) < 25


def _change(choose, editor, service, step) -> None:
    version = service.version
    if service.retired_at:
        operations.reopen_listing(editor, service, version=version)
    elif choose.random() < 0.3:
        operations.retire_listing(editor, service, version=version, reason="Over")
    else:
        session = {"freq": "WEEKLY", "interval": 2, "byday": "WE", "opens_at": "10:00", "closes_at": "11:00"}
        document = {"name": f"{service.name} {step}", "languages": [{"name": "Polish"}], "schedules": [session]}
        operations.change_listing(editor, service, version=version, document=document)


def test_it_is_read_once_for_a_tick(listing):
    listing("Choir")
    assert snapshot.current() is snapshot.current()


def test_what_is_not_kept_is_not_remembered(listing, people):
    listing("Choir")
    before = snapshot.current()
    operations.add_listing(people.directory_editor, document={"name": "Undone"})
    assert len(snapshot.current()) == 2
    db.session.rollback()
    assert said(snapshot.current()) == said(before)


def test_another_history_of_the_same_length_is_noticed(listing, people):
    listing("Choir")
    operations.add_listing(people.directory_editor, document={"name": "Undone"})
    snapshot.current()
    db.session.rollback()
    listing("Kept instead")
    assert set(snapshot.current().columns["name"]) == {"choir", "kept instead"}
