"""The shell command that takes a list of terms in."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from accounts.actors import System
from accounts.roles import Role
from core.db import transaction
from core.refusals import Refused
from directory.taxonomies import importing


@click.command("taxonomy")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="What the taxonomy is called; not needed for the lists that we know.")
@with_appcontext
def import_taxonomy(file: Path, name: str) -> None:
    """Take the list of terms in FILE, a CSV file, into a taxonomy.

    A term that is there keeps its id, and what the list does not name stays. The same file again changes nothing.
    Open Eligibility and the services of the LGA are known by their columns.
    """
    try:
        with transaction():
            taxonomy, taken = importing.import_list(System(Role.DIRECTORY_EDITOR), content=file.read_bytes(), name=name)
            click.echo(f"{taxonomy.name}: {importing.told(taken)}")
    except Refused as refusal:
        raise click.ClickException(refusal.words) from None
    for row, why in (*taken.refused, *taken.uncoded):
        click.echo(f"row {row.number} {row.name}: {why}", err=True)
