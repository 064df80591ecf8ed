"""Listings as a CSV file: public fields only, our own columns, and no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from directory.exchange.tables import telling
from directory.exchange.tables.columns import COLUMNS
from directory.exchange.tables.escape import escaped

# By this Excel knows UTF-8.
MARK = "\ufeff"
# What our export never says: other columns say it already, or nobody is told.
NOT_WRITTEN = frozenset({"days", "opens_at", "closes_at", "ages", "confidential"})
WRITTEN = tuple(name for name in COLUMNS if name not in NOT_WRITTEN)


def lines(records: Iterable[dict]) -> Iterator[str]:
    """The file that says what these public records say, a piece at a time."""
    yield MARK + _line([COLUMNS[name].words for name in WRITTEN])
    for record in records:
        cells = telling.cells(record)
        yield _line([escaped(cells.get(name, "")) for name in WRITTEN])


def _line(cells: list[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
