"""The needs that were not met as a table that any spreadsheet opens, and in which nothing is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from directory.search.unmet.asked import Kept
from directory.search.unmet.models import ToldNeed

HEAD = ("Looked for", "Filters", "Postcode district", "Times", "What was needed", "What would have helped")
# A cell that begins so is a formula to some spreadsheet (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(counted: Sequence[tuple[Kept, int]], told: Iterable[ToldNeed]) -> str:
    """The counted searches, and below them what people told, as CSV with a byte order mark for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for facts, times in counted:
        writer.writerow([*map(cell, facts), times, "", ""])
    for one in told:
        writer.writerow([*map(cell, (one.words, one.filters, one.district)), "", cell(one.need), cell(one.would_help)])
    return "\ufeff" + text.getvalue()


def cell(text: str) -> str:
    """The text, with an apostrophe before it where it would be run."""
    return f"'{text}" if text.startswith(FORMULA) else text
