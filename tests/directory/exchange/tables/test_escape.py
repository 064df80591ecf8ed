"""No cell that we write is run by a spreadsheet, and every one comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.tables.escape import escaped, unescaped

RUN = ["=1+1", "+44 1632 960001", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1", "-1.08", "\n=1"]
KEPT = ["Tea", "'Allo 'Allo", "", "'", "''", "'=1", "''=1", "a=b", "1-2"]


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", [*RUN, *KEPT])
def test_it_comes_back(text):
    assert unescaped(escaped(text)) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t ＝a1"), max_size=6) | st.text())
def test_anything_comes_back_and_nothing_runs(text):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).lstrip(" \t\r\n").startswith(("=", "+", "-", "@", "＝"))


def test_an_apostrophe_of_its_own_stays():
    assert unescaped("'Allo 'Allo") == "'Allo 'Allo"
