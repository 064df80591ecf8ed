"""Cells that no spreadsheet takes for a formula, and the way back.

A cell that begins with = + - @, their full-width forms, a tab or a line end (spaces before it aside) is given an
apostrophe in front (OWASP, "CSV Injection"). The import takes off such an apostrophe, and no other: `+44 1632 960001`
and `-1.08` come back as they went out, and so does a name that begins with an apostrophe of its own.
"""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
APOSTROPHE = "'"


def escaped(text: str) -> str:
    """The cell as it is written into a file."""
    return APOSTROPHE + text if _runs(text) or _looks_escaped(text) else text


def unescaped(text: str) -> str:
    """The cell as it was meant, whether `escaped` wrote it or a person."""
    return text[1:] if _looks_escaped(text) else text


def _runs(text: str) -> bool:
    return text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(DANGEROUS)


def _looks_escaped(text: str) -> bool:
    return text.startswith(APOSTROPHE) and (_runs(text[1:]) or text[1:].startswith(APOSTROPHE))
