"""The shell command that looks for listings that are there twice."""

import click
from flask.cli import with_appcontext

from accounts.actors import System
from accounts.roles import Role
from core.db import release, transaction
from directory.exchange.duplicates import queries
from directory.exchange.duplicates.operations import note_pairs


@click.command("duplicates")
@with_appcontext
def find_duplicates() -> None:
    """Compare all listings, and put those that look alike before the editors. Nothing is merged.

    Run it after feeds are read, for example every night; what was decided is not asked again.
    """
    look_for_duplicates()


def look_for_duplicates() -> None:
    """Compare, keep what was found in a transaction of its own, and tell how many pairs wait."""
    alike = queries.alike()
    release()  # whoever writes meanwhile need not wait while we compare
    with transaction():
        found = note_pairs(System(Role.DIRECTORY_EDITOR), alike)
    pairs = "pair waits" if found.waiting == 1 else "pairs wait"
    click.echo(f"{found.waiting:,} {pairs} for an editor, {found.new:,} of them new")
