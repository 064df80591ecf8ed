"""The words of invented listings, as common as words are: a few stand in half of them, most in hardly any."""

import random
from itertools import accumulate

SIZE = 5_000
# With this much added to a word's rank the first stands in about half of all descriptions of 60 words, the thirtieth in
# a fifth, the thousandth in a hundredth (Mandelbrot's form of Zipf's law).
FLATTENED = 13
COMMON_RANKS = 30

# No two with the same stem, in Porter's reckoning or Snowball's, and none with that of another word in a tag.
COMMON = (
    "community people support local welcome friend week session help laugh share neighbour tea meet health home family "
    "adult centre hall church library meadow town village team staff project service guest event course class paint "
    "music food money advice work job river dance sport swim game film book story craft supper park street club choir"
).split()


def _invented(many: int) -> list[str]:
    """Words of three open syllables: nothing at their end that a stemmer would take away."""
    choose = random.Random(5)  # noqa: S311 - it must give the same again
    parts = [consonant + vowel for consonant in "bdfgklmnprtvz" for vowel in "aou"]
    found: dict[str, None] = {}
    while len(found) < many:
        found["".join(choose.choices(parts, k=3))] = None
    return list(found)


# The commonest first.
WORDS = COMMON + _invented(SIZE - len(COMMON))
_WEIGHTS = list(accumulate(1 / (rank + FLATTENED) for rank in range(1, SIZE + 1)))
# Words of listings in the home county alone, see generate.py.
HOME_WORDS = ["kestrelo", "heathero", "marramo", "samphiro", "choughu", "thrifta", "furzeo", "limpeta"]


def words(choose: random.Random, many: int) -> list[str]:
    """So many words as a description has them."""
    return choose.choices(WORDS, cum_weights=_WEIGHTS, k=many)
