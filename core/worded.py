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
