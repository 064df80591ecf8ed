"""docs/security.md names only tests that exist, and every requirement of ASVS level 1 that its table promises."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
# Level 1 of ASVS 5.0.0 as far as it speaks of an application like this one.
LEVEL_1 = (
    *("1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.3.1", "1.5.1", "2.1.1", "2.2.1", "2.2.2", "2.3.1", "3.2.1", "3.3.1"),
    *("3.4.1", "3.4.2", "3.5.1", "3.5.3", "4.1.1", "5.2.1", "5.2.2", "5.3.2", "6.1.1", "6.2.1", "6.2.2", "6.2.3"),
    *("6.2.4", "6.2.5", "6.2.7", "6.3.1", "6.3.2", "6.4.1", "7.2.1", "7.4.1", "7.4.2", "8.1.1", "8.2.1", "8.2.2"),
    *("8.3.1", "12.2.1", "13.4.1", "14.2.1", "14.3.1", "15.2.1", "15.3.1"),
)


def test_every_test_that_it_names_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)
    assert len(named) > 60
    for path, name in named:
        assert (ROOT / path).is_file(), path
        assert not name or re.search(rf"(def|class) {name}\b", (ROOT / path).read_text()), f"{path}::{name}"


def test_every_page_that_it_leads_to_exists():
    for page in re.findall(r"\]\(([\w./-]+)\)", TEXT):
        assert (ROOT / "docs" / page).is_file(), page


def test_no_requirement_of_level_1_is_left_out():
    table = TEXT[: TEXT.index("## Breach patterns")]
    assert [one for one in LEVEL_1 if not re.search(rf"(?<![\d.]){re.escape(one)}(?![\d.])", table)] == []
