"""The stylesheet reads as it is meant: a brace lost between two rules would silence every rule behind it."""

from pathlib import Path

SHEET = Path(__file__).resolve().parents[2] / "static" / "footbridge.css"


def test_every_rule_is_closed_before_the_next_begins():
    depth = 0
    for number, line in enumerate(SHEET.read_text().splitlines(), 1):
        assert depth == 0 or not line or line[0] in " }", f"line {number} begins inside another rule: {line}"
        depth += line.count("{") - line.count("}")
    assert depth == 0


def test_a_printed_letter_does_not_say_who_it_was_printed_for():
    """The strip under the header names the role and the organisation of whoever prints."""
    printed = "".join(part.split("\n}\n")[0] for part in SHEET.read_text().split("@media print {")[1:])
    unseen = next(rule for rule in printed.split("}") if "display: none" in rule and ".app-letter" in rule)
    assert "body:has(.app-letter) .app-acting" in unseen and "body:has(.app-letter) .nhsuk-header" in unseen
