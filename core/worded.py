"""Codes that carry the words people read: one table for both, so that no code is ever without its words."""

from enum import StrEnum


class Worded(StrEnum):
    """A code and its words: `LARGE_PRINT = "large_print", "Large print"`."""

    words: str

    def __new__(cls, code: str, words: str):
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Every code with its words, in order."""
        return [(member.value, member.words) for member in cls]


def words_of(code: str) -> str | None:
    """What people read for a code, where every table that has it says the same; for pages that know no form."""
    found = {kind(code).words for kind in Worded.__subclasses__() if code in list(kind)}
    return found.pop() if len(found) == 1 else None
