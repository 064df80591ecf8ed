"""What a link worker types finds what it should in the demonstration, in nine searches of ten."""

from tests.demonstration.searches import ENOUGH, SEARCHES, table, verdicts


def test_nine_searches_in_ten_are_good(demonstration):
    found = verdicts()
    good = sum(one.good for one in found)
    assert len(SEARCHES) == 40
    assert good / len(found) >= ENOUGH, f"\n{table(found)}"
