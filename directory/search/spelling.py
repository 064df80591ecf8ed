"""What was probably meant by a word that no listing says."""

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import func, select

from core.db import db
from directory.listings.models import listing_word

# Shorter words are too near to too many others.
SHORTEST = 4
LONGEST = 40


def corrected(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """The phrase with each word that no listing says made the likeliest one that some listing does."""
    return tuple(_meant(word) for word in phrase)


def slips(word: str) -> int:
    """How many slips of the hand are forgiven in a word of this length."""
    return 1 if len(word) < 8 else 2


def _meant(word: str) -> str:
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or _is_said(word):
        return word
    most = slips(word)
    length = func.length(listing_word.c.word)
    near = select(listing_word.c.word).where(length.between(len(word) - most, len(word) + most))
    found = (_likeness(word, other, most) for other in db.session.scalars(near))
    best = min((one for one in found if one), default=None)
    return best[-1] if best else word


def _is_said(word: str) -> bool:
    return db.session.scalar(select(listing_word.c.word).where(listing_word.c.word == word)) is not None


def _likeness(word: str, other: str, most: int) -> tuple | None:
    """(slips, whether the first letters differ, how much longer or shorter, the other word), or None if too far."""
    far = DamerauLevenshtein.distance(word, other, score_cutoff=most)
    return (far, word[0] != other[0], abs(len(word) - len(other)), other) if far <= most else None
