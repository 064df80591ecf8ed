"""The shell command that looks for listings that are there twice."""

import click
from flask.cli import with_appcontext

from accounts.actors import System
from accounts.roles import Role
from core.db import transaction
from directory.exchange.duplicates.operations import find_pairs


@click.command("duplicates")
@with_appcontext
def find_duplicates() -> None:
    """Compare all listings, and put those that look alike before the editors. Nothing is merged.

    Run it after feeds are read, for example every night; what was decided is not asked again.
    """
    with transaction():
        found = find_pairs(System(Role.DIRECTORY_EDITOR))
    pairs = "pair waits" if found.waiting == 1 else "pairs wait"
    click.echo(f"{found.waiting:,} {pairs} for an editor, {found.new:,} of them new")
