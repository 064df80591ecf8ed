"""Whether a telephone number without a label stands beside what is the person's."""

import bisect
import re

# What may stand between the person's facts and their number.
WORDS = re.compile(
    r"(?:\b(?:he|she|they|him|her|them|and|or|on|at|to|via|by|is|can|be|best|please|contact|contacted|reached|ring|rung|call|"
    r"called|phone|telephone|tel|mobile|mob|home|landline|number|no|email|e-mail|m|f|male|female)\b|\W)*",
    re.IGNORECASE,
)
FARTHEST = 100


def is_beside(text: str, at: int, ends: list[int]) -> bool:
    """Whether only such words are between `at` and what was taken before it, or the beginning of the text.

    `ends`, in order, are where the person's own facts end.
    """
    place = bisect.bisect_right(ends, at)
    between = text[ends[place - 1] if place else 0 : at]
    return len(between) <= FARTHEST and "\n\n" not in between.strip(" ") and bool(WORDS.fullmatch(between))
