"""Shell commands of the outbox: send what is due, once or for ever, show how it stands, note what came back."""

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from core import housekeeping
from core.db import transaction
from core.logs import event
from core.outbox import bounces, delivery, operations, queries
from core.outbox.carriers import carrier_for
from core.outbox.models import State

outbox = AppGroup("outbox", help="Messages that wait to be delivered.")

PAUSE_SECONDS = 2
LONGEST_REPORT = 10 * 1024 * 1024


@outbox.command()
@click.option("--watch", is_flag=True, help="Keep sending until told to stop.")
def send(watch: bool) -> None:
    """Deliver the messages that are due."""
    carrier = carrier_for(current_app.config)
    if not watch:
        outcome = delivery.deliver(carrier)
        click.echo(f"{outcome.sent} sent, {outcome.failed} not delivered")
        return
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        if not _round(carrier):
            stop.wait(PAUSE_SECONDS)


def _round(carrier) -> int:
    """One round; a database that is away for a while does not end the sender."""
    try:
        housekeeping.tidy_once_an_hour()
        outcome = delivery.deliver(carrier)
    except OperationalError as error:
        event("outbox could not reach the database", error=error)
        return 0
    return outcome.sent


@outbox.command()
def show() -> None:
    """Show how the outbox stands and which messages failed."""
    standing = queries.standing()
    click.echo(
        f"{standing.waiting} waiting, {standing.failed} failed, {standing.bounced} bounced, "
        f"oldest due {standing.overdue_seconds} s ago"
    )
    for message in (*queries.latest(State.FAILED), *queries.latest(State.BOUNCED)):
        click.echo(f"{message.id}  {message.kind}  {message.state}  {message.tries} tries  {message.problem}")


@outbox.command("try-again")
def try_again() -> None:
    """Put every failed message back in the queue."""
    with transaction():
        failed = queries.latest(State.FAILED)
        for message in failed:
            operations.try_again(message)
    click.echo(f"{len(failed)} put back in the queue")


@outbox.command()
@click.argument("report", type=click.File("rb"), default="-")
def bounced(report) -> None:
    """Read a REPORT that a message did not arrive, from standard input if no file is named, and note it.

    For the mail system: whatever it sends to the address that our messages come from is piped into this command.
    """
    said = bounces.read(report.read(LONGEST_REPORT))
    if said is None:
        click.echo("This is no report of a message that did not arrive: nothing to note.")
        return
    with transaction():
        message = queries.sent_as(said.message_id)
        noted = message is not None and operations.note_bounce(message, said.code)
    if message is None:
        click.echo("This is about a message that is none of ours: nothing to note.")
    else:
        click.echo(f"{message.id}  {message.kind}  bounced: {said.code}" if noted else f"{message.id}  known already")


def init_app(app) -> None:
    app.cli.add_command(outbox)
