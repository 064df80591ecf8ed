"""The shell command that writes the public listings into a file."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from directory.exchange.tables import export, queries
from directory.exchange.tables.package import package


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_listings(file: Path) -> None:
    """Write every public listing into FILE: a .csv for a spreadsheet, or a .zip of HSDS's tables, whole.

    Confidential addresses are in neither.
    """
    if file.suffix not in (".csv", ".zip"):
        raise click.ClickException("The name of the file must end in .csv or .zip.")
    records = queries.public_records()
    try:
        if file.suffix == ".zip":
            file.write_bytes(package(records))
        else:
            with file.open("w", encoding="utf-8", newline="") as lines:
                lines.writelines(export.lines(records))
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be written: {problem.strerror}.") from None
