"""The shell commands that read listings into the directory: from a file, and from the feeds that it knows."""

import json
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from accounts.actors import System
from accounts.roles import Role
from core.db import db
from core.logs import event
from core.refusals import Missing, Refused
from core.settings import setting
from directory.exchange.duplicates.cli import look_for_duplicates
from directory.exchange.feeds import operations, queries, uploads
from directory.exchange.feeds.fetching import Fetcher
from directory.exchange.feeds.syncing import PROBLEMS, FromAddress, FromFile, Run, in_turn
from directory.exchange.feeds.words import RunState
from directory.exchange.operations import Outcome, Report

PAUSE_SECONDS = 60


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="What to call where the listings come from; the file's name otherwise.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what became of each record here, a line each.")
@with_appcontext
def import_listings(file: Path, source: str | None, report: Path | None) -> None:
    """Read the listings in FILE into the directory.

    FILE is JSON in Open Referral UK 1.0 or 3.0, or an HSDS package of tables: a zip file, or a folder. Each record is
    added, changed, unchanged or refused, and one that is refused stops no other. The same file again changes nothing.
    A listing that is not in the file stays as it is.
    """
    try:
        with report.open("w", encoding="utf-8") if report else nullcontext() as lines, _plainly():
            feed = in_turn(lambda: operations.feed_of_file(_editor(), source=(source or file.stem)[:200]))
            _carry_out(feed, FromFile(file, everything=False), lines)
    except OSError as problem:
        raise click.ClickException(f"The report cannot be written: {problem.strerror}.") from None


@click.command("sync")
@click.argument("feed", required=False)
@click.option("--file", type=click.Path(path_type=Path), help="Read FEED from this file, which has all of it.")
@click.option("--due", is_flag=True, help="Only the feeds that an editor asked for.")
@click.option("--watch", is_flag=True, help="With --due: look again every minute, until told to stop.")
@with_appcontext
def sync(feed: str | None, file: Path | None, due: bool, watch: bool) -> None:
    """Fetch FEED, by its name, or every feed that has an address; those that an editor asked for come first.

    A fetch that fails changes nothing. A listing that is missing from two complete fetches in a row is flagged for
    the editors, and stays.
    """
    if watch:
        if feed or file or not due:
            raise click.UsageError("--watch goes with --due, and with nothing else.")
        _watch()
        return
    if file:
        with _plainly():
            _carry_out(_called(feed), FromFile(file, everything=True))
        return
    found = [_called(feed)] if feed else queries.to_read(due_only=due)
    if not found:
        click.echo("No feed is waiting to be read." if due else "There is no feed with an address.")
    failed = [name for name in [_read(one.id, one.name) for one in found] if name]
    if failed:
        raise click.ClickException(f"Failed: {', '.join(failed)}.")


def _watch() -> None:
    """Read what editors ask for, until told to stop; a run that this cuts short is begun again at the next start."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        while True:
            _round()
            time.sleep(PAUSE_SECONDS)


def _round() -> None:
    """Read the feeds that are due, and then look for duplicates; nothing that goes wrong ends the watch."""
    try:
        outcomes = [_read(feed.id, feed.name) for feed in queries.to_read(due_only=True)]
        if "" in outcomes:
            look_for_duplicates()
    except Exception as error:
        event("feeds were not read", error=error)
    finally:
        db.session.remove()  # the next round sees everything anew, also after a database that was away


def _read(feed_id, name: str) -> str:
    """Read one feed and tell of it; its name if that failed, so that the others still have their turn."""
    try:
        with _plainly():
            _carry_out(queries.find(feed_id), _reading(queries.find(feed_id)))
    except click.ClickException as problem:
        click.echo(f"{name}: {problem.message}", err=True)
        return name
    finally:
        _forget_file(feed_id)
    return ""


def _forget_file(feed_id) -> None:
    """Throw the file away once it was read; while the feed is asked for still, a file waits for its turn."""
    if queries.find(feed_id).due_at is None:
        uploads.forget(feed_id)


def _reading(feed) -> FromFile | FromAddress:
    """Where the feed is to be read: the file that an editor sent for it, or its address."""
    if sent := uploads.waiting(feed.id):
        return FromFile(sent, everything=True)
    if not feed.url:
        raise click.ClickException("it has no address: give a file with --file.")
    fetcher = Fetcher(private_hosts=frozenset(setting("FEED_PRIVATE_HOSTS")))
    return FromAddress(feed.url, fetcher, Path(setting("FEED_FOLDER")), feed.id)


def _called(words: str | None):
    try:
        return queries.called(words or "")
    except Missing:
        raise click.ClickException(f"There is no feed called {words or 'nothing'}.") from None


def _editor() -> System:
    return System(Role.DIRECTORY_EDITOR)


@contextmanager
def _plainly():
    """What goes wrong is one sentence."""
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(f"{refusal.words}.") from None
    except PROBLEMS as problem:
        raise click.ClickException(str(problem)) from None


def _carry_out(feed, reading, lines=None) -> None:
    """One run, telling on the way and at the end."""
    name, run = feed.name, Run(_editor(), feed, reading, Path(setting("FEED_FOLDER")), watch=_bar)

    def tell(report: Report) -> None:
        if lines:
            lines.write(json.dumps(report._asdict()) + "\n")
        for words in _words(report):
            tqdm.write(words)

    ended = run.carry_out(tell)
    told = ", ".join(f"{run.counts[outcome.value]} {outcome}" for outcome in Outcome)
    for count, words in ((ended.conflicts, "to settle"), (ended.flagged, "gone from the feed")):
        told += f", {count} {words}" if count else ""
    if ended.state is not RunState.COMPLETE:
        click.echo(f"{name}: the feed was not complete.", err=True)
    click.echo(f"{ended.read} read: {told}")


def _bar(items: Iterable, total: int | None, stage: str) -> Iterable:
    return tqdm(items, total=total, desc=stage.capitalize(), unit="record", disable=None, file=sys.stderr)


def _words(one: Report) -> list[str]:
    """What a person must know of a record: why it was refused, and what was left out of it."""
    label = f"record {one.number} {one.source_id}".rstrip() + (f" “{one.name}”" if one.name else "")
    told = [f"{label}: refused, {one.reason}"] if one.outcome is Outcome.REFUSED else []
    if one.outcome in (Outcome.ADDED, Outcome.CHANGED):
        told += [f"{label}: {note}" for note in one.notes]
    if one.conflicts:
        told.append(f"{label}: {one.conflicts} to settle")
    return told
