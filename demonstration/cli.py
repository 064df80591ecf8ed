"""The shell command that fills an empty installation with the demonstration: `flask demo`."""

import click
from flask.cli import with_appcontext

from core.db import transaction
from core.refusals import Refused
from demonstration import house, operations

SEED = 2026


@click.command("demo")
@with_appcontext
@click.option("--seed", default=SEED, show_default=True, help="Another seed invents other people.")
@click.option("--accounts", is_flag=True, help="Only print who can sign in.")
def demo(seed: int, accounts: bool) -> None:
    """Fill an empty database with an invented Portsmouth and Havant, and print who can sign in."""
    if not accounts:
        _fill(seed)
    for line in house.account_lines():
        click.echo(line)


def _fill(seed: int) -> None:
    try:
        with transaction():
            filled = operations.fill(seed)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo("The demonstration is ready." if filled else "The demonstration is here already.", err=True)


def init_app(app) -> None:
    app.cli.add_command(demo)
