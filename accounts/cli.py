"""Shell commands of accounts: the first administrator, who there is, and what to do when no administrator can."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from accounts import queries
from accounts.actors import System
from accounts.administration import operations
from accounts.administration import queries as administration
from core.db import transaction
from core.identifiers import NotValid, email_address
from core.links import link
from core.refusals import Missing, Refused

accounts = AppGroup("accounts", help="People who can sign in.")


@contextmanager
def kept_or_refused() -> Iterator[System]:
    """One transaction, acted in by the application itself; a refusal is one clear sentence on the shell."""
    try:
        with transaction():
            yield System()
    except Refused as refusal:
        raise click.ClickException(refusal.words) from None
    except Missing:
        raise click.ClickException("There is no account with this email address.") from None


def _email(_context, _parameter, typed: str) -> str:
    try:
        return email_address.parse(typed)
    except NotValid as problem:
        raise click.BadParameter(str(problem)) from None


def _something(_context, _parameter, typed: str) -> str:
    if not typed.strip() or len(typed) > 150:
        raise click.BadParameter("Enter 1 to 150 characters.")
    return typed.strip()


@accounts.command("first-administrator")
@click.option("--email", prompt="Email address", callback=_email)
@click.option("--name", prompt="Full name", callback=_something)
@click.option("--organisation", prompt="Name of the council or NHS body that runs this site", callback=_something)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, not from a prompt.")
def first_administrator(email: str, name: str, organisation: str, password_stdin: bool) -> None:
    """Let the first administrator in; they invite everybody else on the pages."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with kept_or_refused() as system:
        operations.add_first_administrator(system, name=name, email=email, password=password, organisation=organisation)
    click.echo(f"{email} can sign in as administrator of {organisation}.")


@accounts.command("list")
def list_() -> None:
    """List everybody: e-mail address, state, roles."""
    for user in administration.everybody():
        acts_for = "; ".join(f"{one.role.words} at {one.organisation.name}" for one in user.memberships if one.open)
        click.echo(f"{user.email}  {user.state_words}  {acts_for or 'acts for nobody'}")


@accounts.command()
@click.argument("email")
def suspend(email: str) -> None:
    """Put somebody out at once."""
    with kept_or_refused() as system:
        operations.suspend(system, queries.known(email))
    click.echo(f"{email} is suspended and signed out.")


@accounts.command("lift-suspension")
@click.argument("email")
def lift_suspension(email: str) -> None:
    """Let somebody sign in again."""
    with kept_or_refused() as system:
        operations.lift_suspension(system, queries.known(email))
    click.echo(f"{email} can sign in again.")


@accounts.command()
@click.argument("email")
@click.option("--print", "print_link", is_flag=True, help="Print the link instead of sending it.")
def reset(email: str, print_link: bool) -> None:
    """Send somebody a link to choose a new password."""
    with kept_or_refused() as system:
        token = operations.make_reset(system, queries.known(email), send=not print_link)
    click.echo(link(f"/new-password/{token}") if print_link else f"A link is on its way to {email}.")


def init_app(app) -> None:
    app.cli.add_command(accounts)
