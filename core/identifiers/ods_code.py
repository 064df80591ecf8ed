"""ODS codes, by which the NHS names its organisations."""

import re

from core.identifiers.not_valid import NotValid
from core.identifiers.typed import plain

ASK = "Enter an ODS code, like A81001 or G7H8J"

_PRACTICE = re.compile(r"[A-Z][0-9]{5}|[A-Z][0-9][A-Z][0-9][A-Z]")
_BRANCH = re.compile(r"[A-Z][0-9]{8}")


def parse(text: str) -> str:
    """The code in capitals: 1 to 9 letters and digits (NHS Data Dictionary, ORGANISATION CODE).

    A code of an unfamiliar shape is good: since codes like G7H8J were brought in, the shape no longer tells what
    kind of organisation it is, and only a list of organisations can. Raises NotValid.
    """
    code = plain(text, longest=20, ask=ASK).replace(" ", "").replace("-", "").upper()
    if not code.isalnum() or len(code) > 9:
        raise NotValid(f"An ODS code has up to 9 letters and digits. {ASK}")
    return code


def looks_like_practice(code: str) -> bool:
    """Whether a parsed code has a shape that GP practices have: A81001, or G7H8J. A hint, never a reason to refuse."""
    return bool(_PRACTICE.fullmatch(code))


def looks_like_branch(code: str) -> bool:
    """Whether a parsed code has the shape of a practice's branch surgery: K81003001."""
    return bool(_BRANCH.fullmatch(code))
