"""Whether a telephone number without a label stands beside what is the person's."""

import re

# What may stand between the person's facts and their number.
WORDS = re.compile(
    r"(?:\b(?:he|she|they|him|her|them|and|or|on|at|to|via|by|is|can|be|best|please|contact|contacted|reached|ring|rung|call|"
    r"called|phone|telephone|tel|mobile|mob|home|landline|number|no|email|e-mail|m|f|male|female)\b|\W)*",
    re.IGNORECASE,
)
FARTHEST = 100


def is_beside(text: str, at: int, taken: list[tuple[int, int]]) -> bool:
    """Whether only such words are between `at` and what was taken before it, or the beginning of the text.

    `taken` holds where the person's own facts stand.
    """
    before = max((end for _, end in taken if end <= at), default=0)
    between = text[before:at]
    return len(between) <= FARTHEST and "\n\n" not in between.strip(" ") and bool(WORDS.fullmatch(between))
