"""Each protection, and how to switch it off in a server that is being tested: proof that a test can fail."""

import sqlite3
import threading
import time

from core import clock, db, once, unit_of_work
from core.outbox import operations as outbox


def _answer_before_commit() -> None:
    """The receipt is sent first, and the referral kept a little later."""

    def keep(response):
        session = db.db.session()
        threading.Thread(target=lambda: (time.sleep(3), session.commit()), daemon=True).start()
        return response

    unit_of_work._keep = keep


def _synchronous_normal() -> None:
    """SQLite's usual advice: the log is not flushed at each commit."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "connect")
    def soften(connection, _record):
        if isinstance(connection, db.sqlite.Connection | sqlite3.Connection):
            connection.execute("PRAGMA synchronous=NORMAL")


def _no_once_keys() -> None:
    """Nobody looks whether a form was sent before."""
    once.claim = lambda key: None


def _no_versions() -> None:
    """The form's version and the row's own count of changes are not compared, and a step is taken from anywhere."""
    from accounts import roles  # noqa: F401 - the rooms are loaded first, so that their own names are replaced
    from directory.listings import operations as listings
    from referrals import workflow

    workflow.check = lambda *_, **__: None
    db.check_version = listings.check_version = lambda row, version: None
    db.Versioned.__mapper_args__ = {}


def _no_patience() -> None:
    """A database that is busy is given up at once."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "connect")
    def hurry(connection, _record):
        if isinstance(connection, db.sqlite.Connection):
            connection.execute("PRAGMA busy_timeout=0")


def _no_second_run() -> None:
    """A database that cannot be had is an error like any other: the form does not come back."""

    def again(view, refusal, cause=None):
        raise cause or refusal

    unit_of_work._again = again


def _forget_undelivered() -> None:
    """A message that was not taken is counted as sent."""
    outbox.note_failure = lambda message, problem: outbox.note_sent(message)


def _wall_clock() -> None:
    """Moments without a zone, as the server's wall clock shows them."""
    clock.now = lambda: clock.datetime.now()


PROTECTIONS = {
    "commit-before-answer": _answer_before_commit,
    "synchronous-full": _synchronous_normal,
    "once-keys": _no_once_keys,
    "versions": _no_versions,
    "patience": _no_patience,
    "second-run": _no_second_run,
    "delivery-state": _forget_undelivered,
    "aware-clock": _wall_clock,
}


def weaken(name: str) -> None:
    """Switch the protection called `name` off; an empty name switches nothing off."""
    if name:
        PROTECTIONS[name]()
