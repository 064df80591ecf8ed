"""The stylesheet reads as it is meant: a brace lost between two rules would silence every rule behind it."""

from pathlib import Path

SHEET = Path(__file__).resolve().parents[2] / "static" / "footbridge.css"


def test_every_rule_is_closed_before_the_next_begins():
    depth = 0
    for number, line in enumerate(SHEET.read_text().splitlines(), 1):
        assert depth == 0 or not line or line[0] in " }", f"line {number} begins inside another rule: {line}"
        depth += line.count("{") - line.count("}")
    assert depth == 0
