"""From a file to its records: a list, a page of an API in any version's envelope, or one service alone."""

import json
from pathlib import Path
from typing import Any

LARGEST_FILE = 256 * 1024 * 1024

# Where the versions put the records of a page: 3.0, 1.0, and what other systems call it.
ENVELOPES = ("contents", "content", "services", "items", "data")


class NotReadable(Exception):
    """The file holds no records; the message is one sentence for whoever asked."""


def records(path: Path) -> list[Any]:
    """The records of a JSON file, as they stand in it; NaN and infinities are nothing. Raises NotReadable."""
    found = _parsed(_content(path), path.name)
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for name in ENVELOPES:
            if isinstance(found.get(name), list):
                return found[name]
        if "id" in found or "name" in found:
            return [found]
    raise NotReadable(f"{path.name} holds no services: a list of them, a page of an API or one service was expected.")


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            largest = f"at most {LARGEST_FILE // 1024**2} MB can be read at once: split it into several files."
            raise NotReadable(f"{path.name} has {size / 1024**2:,.0f} MB, and {largest}")
        return path.read_bytes()
    except OSError as problem:
        raise NotReadable(f"{path.name} cannot be read: {problem.strerror}.") from None


def _parsed(content: bytes, name: str) -> Any:
    try:
        # json itself tells UTF-8 from UTF-16; a byte order mark is no part of the text.
        text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
        return json.loads(text, parse_constant=lambda _: None)
    except UnicodeDecodeError:
        raise NotReadable(f"{name} is not a text in UTF-8.") from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise NotReadable(f"{name} is not good JSON: something is wrong at {where}.") from None
    except (RecursionError, ValueError):
        raise NotReadable(f"{name} is nested too deeply, or has a number too long, to be read.") from None
