"""The shell command that makes the search index again and says whether it holds."""

import click
from flask.cli import with_appcontext

from core.db import transaction
from directory.listings import entries, queries
from directory.search import index


@click.command("rebuild-index")
@click.option("--if-needed", is_flag=True, help="Only where an older version of Footbridge left no entries behind.")
@with_appcontext
def rebuild_index(if_needed: bool) -> None:
    """Make every listing's entry and the search index again.

    Needed after an update from a version that had no entries, and if the database was mended by hand.
    """
    if if_needed and not queries.is_behind():
        return
    with transaction():
        index.current().rebuild()  # first: a damaged one takes no changes
        made = entries.rebuild()
        index.current().check()
    click.echo(f"The search index is made again: {made:,} listings.")
