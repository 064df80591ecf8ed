"""The shell command of the nightly round."""

import click
from flask.cli import with_appcontext

from accounts.actors import System
from accounts.roles import Role
from directory.upkeep.rounds.running import FAILED, run


@click.command("upkeep")
@with_appcontext
def upkeep() -> None:
    """Ask groups whether their listings are right, remind them, tell editors, and whatever else is due.

    Run it once a night. A second time on the same day does nothing, and two at once do everything once; one that was
    stopped in the middle is run again.
    """
    failed = 0
    for name, done in run(System(Role.DIRECTORY_EDITOR)):
        told = ", ".join(f"{number:,} {what}" for what, number in done.items()) or "nothing to do"
        click.echo(f"{name}: {told}")
        failed += done[FAILED]
    if failed:
        raise click.ClickException(f"{failed:,} could not be done. The log says why; run it again.")
