"""The shell command that reads a file of listings into the directory."""

import json
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from accounts.actors import System
from accounts.roles import Role
from directory.exchange.operations import Outcome, Report, Stopped, take_in
from directory.exchange.reading import NotReadable, records


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="What to call where the listings come from; the file's name otherwise.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what became of each record here, a line each.")
@with_appcontext
def import_listings(file: Path, source: str | None, report: Path | None) -> None:
    """Read the listings in FILE, in Open Referral UK 1.0 or 3.0, into the directory.

    Each record is added, changed, unchanged or refused, and one that is refused stops no other. The same file again
    changes nothing.
    """
    try:
        found = records(file)
        counts = _take_all(found, (source or file.stem)[:200], report)
    except (NotReadable, Stopped) as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as problem:
        raise click.ClickException(f"The report cannot be written: {problem.strerror}.") from None
    told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome)
    click.echo(f"{len(found)} read: {told}")


def _take_all(found: list, source: str, report: Path | None) -> Counter:
    """Take in every record, telling on the way; returns how many of each outcome."""
    counts: Counter = Counter()
    with report.open("w", encoding="utf-8") if report else nullcontext() as lines:
        reports = take_in(System(Role.DIRECTORY_EDITOR), found, source=source)
        for one in tqdm(reports, total=len(found), unit="record", disable=None, file=sys.stderr):
            counts[one.outcome] += 1
            if lines:
                lines.write(json.dumps(one._asdict()) + "\n")
            for words in _words(one):
                tqdm.write(words)
    return counts


def _words(one: Report) -> list[str]:
    """What a person must know of a record: why it was refused, and what was left out of it."""
    label = f"record {one.number} {one.source_id}".rstrip() + (f" “{one.name}”" if one.name else "")
    told = [f"{label}: refused, {one.reason}"] if one.outcome is Outcome.REFUSED else []
    if one.outcome in (Outcome.ADDED, Outcome.CHANGED):
        told += [f"{label}: {note}" for note in one.notes]
    return told
