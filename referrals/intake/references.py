"""The short reference of a referral, made to be read out on the telephone."""

import re
import secrets
from collections.abc import Iterable

# No vowels, so that no word can appear; of letters and digits that look alike (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, V Y)
# one or neither. That leaves 23, a prime, and on a prime the check below misses no single slip.
ALPHABET = "23456789CDFHJKMNPQRTVWX"
MEANT = str.maketrans("BGSYZ", "865V2")
LENGTH = 8
PREFIX = "FB"


def new() -> str:
    """A new reference such as `FB-K7M2-Q9X8`: seven random characters, of 3.4 thousand million, and the check."""
    return completed(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))


def completed(characters: Iterable[str]) -> str:
    """The reference whose first seven characters these are."""
    stem = "".join(characters)
    return _written(stem + ALPHABET[(1 - 2 * _sum(stem)) % len(ALPHABET)])


def parse(text: str) -> str | None:
    """The reference that somebody typed or heard, as it is kept; None if it is none, or has a slip in it.

    Capitals, spaces, hyphens and full stops do not matter, the first two letters may be missing, and a letter that
    looks like one of ours is read as that. One wrong character, and any two that have changed places, are noticed.
    """
    letters = re.sub(r"[\s.\-–]", "", text).upper() if len(text) <= 40 else ""
    if len(letters) == LENGTH + len(PREFIX):
        letters = letters.removeprefix(PREFIX)
    letters = letters.translate(MEANT)
    good = len(letters) == LENGTH and set(letters) <= set(ALPHABET) and _sum(letters) == 1
    return _written(letters) if good else None


def _sum(characters: str) -> int:
    """ISO 7064's pure system with radix 2, on our modulus: the powers of 2 that weigh 8 places all differ modulo 23."""
    total = 0
    for character in characters:
        total = (2 * total + ALPHABET.index(character)) % len(ALPHABET)
    return total


def _written(characters: str) -> str:
    half = LENGTH // 2
    return f"{PREFIX}-{characters[:half]}-{characters[half:]}"
