"""The first look at a typed identifier: short enough, and printable ASCII."""

import unicodedata

from core.identifiers.not_valid import NotValid

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def plain(text: str, *, longest: int, ask: str) -> str:
    """`text` without spaces at its ends and with ordinary spaces inside.

    `longest` counts characters, and nothing slow sees a text before its length is known to be good; `ask` is the
    sentence that says what to enter. Raises NotValid for an empty or long text, for characters that cannot be seen
    and for anything that is not ASCII: a digit of another script would look right in one place and be another
    number in the next.
    """
    # Web pages and letters put no-break spaces between groups of digits: whoever copies one means a space.
    text = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if not text:
        raise NotValid(ask)
    if len(text) > longest:
        raise NotValid(f"What you entered is too long. {ask}")
    _refuse_strange(text, ask)
    return text


def _refuse_strange(text: str, ask: str) -> None:
    if any(unicodedata.category(character) in HIDDEN for character in text):
        raise NotValid(f"There is a hidden character in what you entered. Type it instead of pasting it. {ask}")
    if not text.isascii():
        raise NotValid(f"Use only letters, numbers and signs of an English keyboard. {ask}")
