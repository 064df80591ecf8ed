"""The shell commands of referrals, under `flask referrals`."""

import click
from flask.cli import AppGroup, with_appcontext

from accounts.actors import System
from accounts.roles import Role
from directory.upkeep.rounds.running import FAILED, run
from referrals.watch import STEPS

referrals = AppGroup("referrals", help="Referrals and what was promised about them.")


@referrals.command("watch")
@with_appcontext
def watch() -> None:
    """Tell services which concerns, queues, requests, promises and people left behind need somebody; name new days.

    Run it every hour: some of it is due only in the afternoon. A second time it does nothing; nobody is told of the
    same thing twice.
    """
    failed = 0
    for name, done in run(System(Role.SERVICE_LEAD), STEPS):
        told = ", ".join(f"{number:,} {what}" for what, number in done.items()) or "nothing to do"
        click.echo(f"{name}: {told}")
        failed += done[FAILED]
    if failed:
        raise click.ClickException(f"{failed:,} could not be done. The log says why; run it again.")


def init_app(app) -> None:
    app.cli.add_command(referrals)
