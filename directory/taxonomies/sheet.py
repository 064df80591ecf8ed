"""From a CSV file to rows of terms: our own simple columns, and the lists whose publishers we know."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import NamedTuple

from core.text import printable, tidy

LARGEST_FILE = 1024 * 1024  # bytes
MOST_ROWS = 10_000
LONGEST_NAME = 200
LONGEST = 4_000  # characters in any other cell
DELIMITERS = ",;\t"

# Our fields of a term, and what publishers call the column.
COLUMNS = {
    "code": ("code", "id", "identifier"),
    "name": ("name", "title", "label"),
    "parent": ("parent", "parent_id", "parent_code"),
    "description": ("description",),
    "term_uri": ("uri", "term_uri", "url"),
}


class NotReadable(Exception):
    """The file is no list of terms; the message says why, and what to do."""


class Row(NamedTuple):
    """One row: `number` as a spreadsheet counts it. A field is None where the file has no such column."""

    number: int
    name: str
    code: str | None = None
    parent: str | None = None
    description: str | None = None
    term_uri: str | None = None


class Publication(NamedTuple):
    """What is known of a list by its columns: its name, and what its licence wants to be said."""

    name: str = ""
    edition: str = ""
    uri: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""


class Sheet(NamedTuple):
    """The rows of a file, and whose list it is if we know."""

    rows: list[Row]
    publication: Publication


_OPEN_ELIGIBILITY = Publication(
    edition="2014",
    uri="https://openeligibility.org/",
    source="Open Eligibility",
    licence="Creative Commons Attribution-ShareAlike 3.0 (CC BY-SA 3.0)",
    attribution="Contains terms of the Open Eligibility taxonomy (2014), used under the Creative Commons "
    "Attribution-ShareAlike 3.0 licence.",
)
SERVICES = _OPEN_ELIGIBILITY._replace(name="Open Eligibility: services")
SITUATIONS = _OPEN_ELIGIBILITY._replace(name="Open Eligibility: human situations")
LGA = Publication(
    name="LGA services",
    edition="4 (2013)",
    uri="http://id.esd.org.uk/list/services",
    source="LG Inform Plus, Local Government Association",
    licence="Open Government Licence",
    attribution="Contains the esd service list of LG Inform Plus (Local Government Association), used under the "
    "Open Government Licence.",
)
FIRST_SITUATION = 20_000  # Open Eligibility numbers its human situations from here


def read(content: bytes) -> Sheet:
    """The list of terms in a CSV file. Raises NotReadable."""
    if len(content) > LARGEST_FILE:
        raise NotReadable(f"The file is larger than {LARGEST_FILE // 1024**2} MB")
    lines = list(_lines(decoded(content)))
    if not lines:
        raise NotReadable("The file is empty")
    header = [cell.lower() for cell in lines[0][1]]
    places = _places(header)
    if len(lines) - 1 > MOST_ROWS:
        raise NotReadable(f"The file has more than {MOST_ROWS:,} rows")
    rows = [_row(number, cells, places) for number, cells in lines[1:] if any(cells)]
    if not rows:
        raise NotReadable("The file has no rows under the names of its columns")
    return Sheet(rows, _publication(header, lines[1][1], rows))


def decoded(content: bytes) -> str:
    """UTF-8, or what an older spreadsheet writes in Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterable[tuple[int, list[str]]]:
    """Each line of the table with its number, its cells tidy."""
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        for number, cells in enumerate(csv.reader(StringIO(text), delimiter=delimiter), start=1):
            yield number, [" ".join(printable(tidy(cell)).split()) for cell in cells]
    except csv.Error:
        raise NotReadable("The file is no table of text. Save it as CSV and try again") from None


def _places(header: list[str]) -> dict[str, int]:
    """Which column holds which field."""
    found = {}
    for field, names in COLUMNS.items():
        place = next((header.index(name) for name in names if name in header), None)
        if place is not None:
            found[field] = place
    if "name" not in found:
        raise NotReadable("The first row must name the columns, and one of them must be called name, title or label")
    return found


def _row(number: int, cells: list[str], places: dict[str, int]) -> Row:
    said = {field: cells[place] if place < len(cells) else "" for field, place in places.items()}
    return Row(number, **{field: text[:LONGEST] for field, text in said.items()})


def _publication(header: list[str], first: list[str], rows: list[Row]) -> Publication:
    if {"id", "title", "parent_id", "path"} <= set(header):
        lowest = min((int(row.code) for row in rows if row.code and row.code.isdecimal()), default=0)
        return SITUATIONS if lowest >= FIRST_SITUATION else SERVICES
    if "curie" in header and first[header.index("curie")].startswith("esdServiceType:"):
        return LGA
    return Publication()
