"""The nightly round: twice, twice at once, with a listing that breaks it; and how quick it is with nothing to do."""

import threading
import time
from collections import Counter

from sqlalchemy import insert

from core import clock
from core.db import db, transaction
from core.outbox import operations as outbox
from directory.listings.models import Service
from directory.upkeep.asking import letter
from directory.upkeep.rounds import steps
from directory.upkeep.rounds.running import FAILED
from tests.directory.upkeep.nights import DAY, letters, nightly

GROUPS = 45


def each_once(sent) -> bool:
    return Counter(one.recipient for one in sent) == Counter(f"group{number}@example.org" for number in range(GROUPS))


def test_two_rounds_at_once_write_each_letter_once(app, asked_of, people):
    assert people.directory_editor
    for number in range(GROUPS):
        asked_of(f"Group {number}", email=f"group{number}@example.org")
        asked_of(f"Unknown {number}", email=None)
    db.session.rollback()
    both, told = threading.Barrier(2), []

    def one_round():
        with app.app_context():
            both.wait()
            told.append(nightly())

    rounds = [threading.Thread(target=one_round) for _ in range(2)]
    for one in rounds:
        one.start()
    for one in rounds:
        one.join()
    assert sum(told, Counter()) == {"asked": GROUPS, "told to the editors": GROUPS}
    assert each_once(letters())
    assert len(letters("asking-told")) == 1
    assert nightly() == {}


def test_a_letter_that_cannot_be_written_keeps_no_other_from_being_written(asked_of, monkeypatch):
    for number in range(GROUPS):
        asked_of(f"Group {number}", email=f"group{number}@example.org")
    write = letter.write

    def write_all_but_one(services, **facts):
        assert services[0].name != "Group 7"
        return write(services, **facts)

    monkeypatch.setattr(letter, "write", write_all_but_one)
    assert nightly() == {"asked": GROUPS - 1, FAILED: 1}
    monkeypatch.undo()
    assert nightly() == {"asked": 1}
    assert each_once(letters())


def test_a_step_that_cannot_begin_keeps_no_other_from_being_done(asked_of, monkeypatch):
    asked_of()

    def broken():
        raise ZeroDivisionError

    monkeypatch.setitem(steps.STEPS, "Broken", steps.Step(broken, lambda actor, batch: Counter()))
    monkeypatch.setitem(steps.STEPS, "Last", steps.whole(lambda actor: Counter(["looked after"])))
    assert nightly() == {"asked": 1, FAILED: 1, "looked after": 1}


def test_ten_thousand_listings_with_nothing_to_do_take_seconds(app):
    lately = clock.now() - DAY
    rows = [
        {"name": f"Listing {number}", "email": f"group{number}@example.org", "confirmed_at": lately, "version": 1}
        for number in range(10_000)
    ]
    with transaction():
        db.session.execute(insert(Service), [row | {"last_modified": lately} for row in rows])
    began = time.process_time()
    assert nightly() == {}
    assert time.process_time() - began < 5


def test_the_command_tells_what_it_did(app, asked_of):
    asked_of()
    asked_of("Back", email="back@example.org")
    first = app.test_cli_runner().invoke(args=["directory", "upkeep"])
    assert first.exit_code == 0
    assert "Letters that came back: nothing to do\nAsking groups: 2 asked\n" in first.output
    with transaction():
        outbox.note_bounce(letters()[0])
    again = app.test_cli_runner().invoke(args=["directory", "upkeep"])
    assert "Letters that came back: 1 came back\nAsking groups: 1 told to the editors\n" in again.output


def test_the_command_fails_aloud_where_something_could_not_be_done(app, asked_of, monkeypatch):
    asked_of()
    monkeypatch.setattr(letter, "write", None)
    told = app.test_cli_runner().invoke(args=["directory", "upkeep"])
    assert told.exit_code == 1
    assert "1 could not be done. The log says why; run it again." in told.output
