"""Each protection, and how to switch it off in a server that is being tested: proof that a test can fail."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from flask import current_app, request
from sqlalchemy import Integer, event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import mapped_column
from werkzeug.serving import make_server

from core import clock, db, errors, once, unit_of_work
from core.outbox import carriers
from core.outbox import operations as outbox

# What serves instead of waitress, if a protection that waitress gives is switched off.
serve: Callable | None = None


def _answer_before_commit() -> None:
    """The receipt is sent first, and the referral kept a little later."""

    at_once = unit_of_work._keep

    def keep(response):
        if request.endpoint != "referrals.intake.draft" or not (response.location or "").endswith("/receipt"):
            return at_once(response)
        once.settle(response.location)
        session = db.db.session()
        session.flush()
        db.db.session.registry.clear()  # so that the end of the request does not undo it
        threading.Thread(target=lambda: (time.sleep(0.2), session.commit(), session.close())).start()
        return response

    unit_of_work._keep = keep


def _several_transactions() -> None:
    """The form's key is kept first and by itself, the referral after it."""
    claim = once.claim

    def claim_and_keep(key: str) -> None:
        claim(key)
        row = once.g.pop("once_key")
        db.db.session.commit()
        once.g.once_key = db.db.session.get(once.OnceKey, row.id)

    once.claim = claim_and_keep


def _synchronous_normal() -> None:
    """What many recipes advise for SQLite: the log is not flushed at each commit."""

    @event.listens_for(Engine, "connect")
    def soften(connection, _record):
        if isinstance(connection, db.sqlite.Connection):
            connection.execute("PRAGMA synchronous=NORMAL")


def _no_once_keys() -> None:
    """Nobody looks whether a form was sent before."""
    once.claim = lambda key: None


def _no_versions() -> None:
    """Neither the form's version nor the row's own count of changes is compared. Before the rooms are loaded."""
    db.check_version = lambda row, version: None
    del db.Versioned.__mapper_args__
    db.Versioned.version = mapped_column(Integer, sort_order=-1, default=1)


def _no_hold() -> None:
    """Nobody waits until whoever is changing the same row is done (PostgreSQL)."""
    db.hold = lambda row: None


def _no_look_at_the_status() -> None:
    """A step is taken from wherever the referral stands, whoever has it."""
    _no_versions()
    from referrals import workflow
    from referrals.intake import steps

    workflow.check = lambda *_, **__: None
    steps.refuse_if_passed = lambda *_: None


def _lock_when_writing() -> None:
    """SQLite's write lock is taken at the first write, as by default, not at the beginning."""

    @event.listens_for(Engine, "before_cursor_execute", retval=True)
    def later(_connection, _cursor, statement, parameters, _context, _many):
        return ("BEGIN" if statement == "BEGIN IMMEDIATE" else statement), parameters


def _no_patience() -> None:
    """A database that is busy is given up at once."""

    @event.listens_for(Engine, "connect")
    def hurry(connection, _record):
        if isinstance(connection, db.sqlite.Connection):
            connection.execute("PRAGMA busy_timeout=0")
        else:
            connection.execute("SET lock_timeout = '50ms'")
            connection.commit()


def _nothing_comes_back() -> None:
    """A database that cannot be had is an error like any other: what was typed is gone."""

    def again(_view, refusal, cause=None):
        raise cause or refusal

    unit_of_work._again = again
    errors._held = lambda _status: []


def _mail_while_they_wait() -> None:
    """Mail is sent within the request, not by the outbox's sender."""
    post = outbox.post

    def send(**message):
        carriers.carrier_for(current_app.config).carry(post(**message))

    outbox.post = send


def _forget_undelivered() -> None:
    """A message that was not taken is counted as sent."""
    outbox.note_failure = lambda message, _problem: outbox.note_sent(message)


def _wall_clock() -> None:
    """Moments are what the clock on an English wall shows."""
    clock.now = lambda: datetime.now(clock.LONDON).replace(tzinfo=UTC)


def _one_at_a_time() -> None:
    """A server that waits for the whole of a request before it listens to the next."""
    global serve

    def patient(app, *, listen, **_):
        host, port = listen.split(":")
        make_server(host, int(port), app).serve_forever()

    serve = patient


PROTECTIONS = {
    "commit-before-answer": _answer_before_commit,
    "one-transaction": _several_transactions,
    "synchronous-full": _synchronous_normal,
    "once-keys": _no_once_keys,
    "versions": _no_versions,
    "hold": _no_hold,
    "look-at-status": _no_look_at_the_status,
    "lock-at-begin": _lock_when_writing,
    "patience": _no_patience,
    "typed-comes-back": _nothing_comes_back,
    "outbox": _mail_while_they_wait,
    "delivery-state": _forget_undelivered,
    "aware-clock": _wall_clock,
    "buffered-requests": _one_at_a_time,
}


def weaken(name: str) -> None:
    """Switch the protection called `name` off; an empty name switches nothing off."""
    if name:
        PROTECTIONS[name]()
