"""The shell command that makes the search index again and says whether it holds."""

import click
from flask.cli import with_appcontext

from core.db import transaction
from directory.search import index


@click.command("rebuild-index")
@with_appcontext
def rebuild_index() -> None:
    """Make the search index again from the listings; only needed if the database was mended by hand."""
    with transaction():
        index.current().rebuild()
        index.current().check()
    click.echo("The search index is made again.")
