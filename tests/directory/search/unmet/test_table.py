"""The table for a spreadsheet: every cell as it was said, and none that a spreadsheet would run."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from directory.search.unmet.asked import Kept
from directory.search.unmet.models import ToldNeed
from directory.search.unmet.table import HEAD, as_csv, cell


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_counts_come_first_and_then_what_was_told():
    told = ToldNeed(words="chess", filters="", district="PO1", need="=1+1", would_help="evenings")
    found = rows(as_csv([(Kept("kabaddi", "Free", ""), 3)], [told]))
    assert found == [
        list(HEAD),
        ["kabaddi", "Free", "", "3", "", ""],
        ["chess", "", "PO1", "", "'=1+1", "evenings"],
    ]


@given(st.text(max_size=30))
def test_no_cell_begins_a_formula(text):
    shown = cell(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert shown.removeprefix("'") == text or shown == text
