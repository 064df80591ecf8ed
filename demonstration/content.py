"""What the demonstration says: names, words, stories and listings, read from the files beside this one."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LISTINGS = FOLDER / "listings.json"


@cache
def read(name: str):
    """The content of `name`.json: collections, house, listings, stories, themes or words. Never to be changed."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
