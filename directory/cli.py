"""The directory's shell commands, gathered from its wings under `flask directory`."""

import click
from flask.cli import AppGroup, with_appcontext

from accounts.actors import System
from accounts.roles import Role
from core.db import transaction
from directory.exchange.cli import import_listings, sync
from directory.exchange.duplicates.cli import find_duplicates
from directory.exchange.tables.cli import export_listings
from directory.search.cli import rebuild_index
from directory.search.synonyms import operations as synonyms
from directory.taxonomies import operations as taxonomies
from directory.taxonomies.cli import import_taxonomy
from directory.upkeep.rounds.cli import upkeep

directory = AppGroup("directory", help="The directory of groups and what they offer.")

EDITOR = System(Role.DIRECTORY_EDITOR)


@directory.command("starter-taxonomy")
@with_appcontext
def starter_taxonomy() -> None:
    """Put in our own topics for social prescribing, words for whom a group is, and words that mean the same.

    What is there already stays as it is; a second time changes nothing.
    """
    with transaction():
        terms = taxonomies.install_starter(EDITOR)
        groups = synonyms.install_starter(EDITOR)
    click.echo(f"{terms} terms and {groups} groups of words that mean the same are new.")


COMMANDS = (import_listings, import_taxonomy, sync, rebuild_index, find_duplicates, export_listings, upkeep)

for command in COMMANDS:
    directory.add_command(command)


def init_app(app) -> None:
    app.cli.add_command(directory)
