"""The directory's shell commands, gathered from its wings under `flask directory`."""

from flask.cli import AppGroup

from directory.exchange.cli import import_listings
from directory.search.cli import rebuild_index

directory = AppGroup("directory", help="The directory of groups and what they offer.")

COMMANDS = (import_listings, rebuild_index)

for command in COMMANDS:
    directory.add_command(command)


def init_app(app) -> None:
    app.cli.add_command(directory)
