"""What may stand in a text that a person typed: tidied line ends and spaces, and nothing that cannot be printed."""

import re
import unicodedata

# Direction overrides can make a sentence read as something else; letters of right-to-left scripts need none of them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def tidy(text: str | None) -> str | None:
    """The same words with one kind of line end, composed letters and no spaces around them."""
    if not isinstance(text, str):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def unprintable(text: str | None) -> bool:
    """Whether `text` holds control characters, direction overrides or halves of characters."""
    return isinstance(text, str) and bool(_UNPRINTABLE.search(text))


def printable(text: str) -> str:
    """`text` without the characters that `unprintable` finds."""
    return _UNPRINTABLE.sub("", text)
