"""The taxonomies that Footbridge brings along, read from the file beside this one."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "starter.json"


@cache
def taxonomies() -> list[dict]:
    """Each with its name and facts, and its `terms`, parents first; `parent` is a code. Callers must not change them.

    A term's `also` are names that feeds use for it.
    """
    return json.loads(FILE.read_text(encoding="utf-8"))


def codes(name: str) -> frozenset[str]:
    """The codes of the terms of the taxonomy called `name`."""
    return frozenset(term["code"] for one in taxonomies() if one["name"] == name for term in one["terms"])
