"""The lines of a postal address, as PRSB v1.1 has them: up to five, of up to 35 characters, the postcode apart."""

import re
import textwrap

from core.identifiers import NotValid

MOST_LINES = 5
LONGEST_LINE = 35  # characters
TOO_LONG = f"Shorten the address to {MOST_LINES} lines of {LONGEST_LINE} characters"


def lines(text: str) -> list[str]:
    """The lines of an address that somebody typed, one below the other or with commas between.

    Lines that are too long are broken where a comma or a space lets them, and short ones are put together where there
    are more than five. Raises NotValid for what does not fit.
    """
    found = [line for typed in text.splitlines() for line in _fitting(" ".join(typed.split()).strip(" ,"))]
    if len(found) > MOST_LINES:
        found = _packed(found)
    if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
        raise NotValid(TOO_LONG)
    return found


def _fitting(line: str) -> list[str]:
    """The line, broken at its commas if it is too long, and at spaces where that does not help."""
    if len(line) <= LONGEST_LINE:
        return [line] if line else []
    parts = filter(None, re.split(r"\s*,\s*", line))
    return [piece for part in parts for piece in textwrap.wrap(part, LONGEST_LINE, break_long_words=False)]


def _packed(parts: list[str]) -> list[str]:
    """The parts on as few lines as hold them."""
    packed: list[str] = []
    for part in parts:
        if packed and len(f"{packed[-1]}, {part}") <= LONGEST_LINE:
            packed[-1] = f"{packed[-1]}, {part}"
        else:
            packed.append(part)
    return packed
