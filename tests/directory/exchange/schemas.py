"""Open Referral UK's own schemas, as its validator has them: what they find wrong with a record, formats included."""

import json
from functools import cache
from pathlib import Path

from jsonschema import FormatChecker
from jsonschema.validators import validator_for

SPEC = Path(__file__).resolve().parents[4] / "shared" / "spec" / "oruk-3.0"


@cache
def _validator(name: str):
    schema = json.loads((SPEC / f"{name}.json").read_text())
    return validator_for(schema)(schema, format_checker=FormatChecker())


def problems(name: str, record: dict) -> list[str]:
    """Every way in which `record` fails the schema called `name`; none where the schemas are not beside the house."""
    if not SPEC.exists():
        return []
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator(name).iter_errors(record)]


def envelope_problems(page: dict, *, number: int, per_page: int) -> list[str]:
    """Which rules of a page's envelope (HSDS 3, "Page") and of the pagination test it breaks."""
    contents = page.get("contents")
    if not isinstance(contents, list):
        return ["contents is no list"]
    whole = (page["total_items"] + per_page - 1) // per_page
    rules = {
        "whole numbers": all(type(page[n]) is int for n in ("total_items", "total_pages", "page_number", "size")),
        "page_number": page["page_number"] == number,
        "total_pages": page["total_pages"] == whole,
        "size": page["size"] == len(contents),
        "empty": page["empty"] is (not contents),
        "first_page": page["first_page"] is (number == 1),
        "last_page": page["last_page"] is (number == whole),
        "full but for the last": len(contents) == per_page or number >= whole,
        "items within the total": len(contents) == max(0, min(per_page, page["total_items"] - (number - 1) * per_page)),
    }
    return [rule for rule, holds in rules.items() if not holds]
