"""The directory's shell commands, gathered from its wings under `flask directory`."""

from flask.cli import AppGroup

directory = AppGroup("directory", help="The directory of groups and what they offer.")

COMMANDS = ()

for command in COMMANDS:
    directory.add_command(command)


def init_app(app) -> None:
    app.cli.add_command(directory)
