"""Typed words and what else means the same: the alternatives for each word, or run of words, of a search."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from directory.search.query import EMPTY_WORDS

Groups = tuple[tuple[str, ...], ...]
Words = tuple[str, ...]


def expand(terms: Words, groups: Groups) -> list[list[Words]]:
    """For each term, or run of terms that is a phrase of a group: what may stand in its place, the typed words first.

    `terms` are plain words without empty ones, as SearchQuery.terms gives them; `groups` hold phrases of plain words
    with single spaces between them. The longest run counts. A plural is its singular, and empty words in a phrase
    need not be typed: "out work" is "out of work". The typed words come whole, in their order, none left out.

    >>> expand(("lonely", "dog"), (("lonely", "making friends"),))
    [[('lonely',), ('making', 'friends')], [('dog',)]]
    """
    index = _index(groups)
    return [_alternatives(run, index) for run in _runs(terms, index)]


def alike(phrases: Sequence[Words], groups: Groups) -> tuple[tuple[Words, ...], ...]:
    """The same for a search's phrases: for each place what may stand there, all places being wanted at once.

    Single words in a row may be a run, and each of them stays wanted by itself where none of the alternatives is
    there: "work club" is (work or job) and (club or job). A phrase of several words was typed as one, and stays one.
    """
    index = _index(groups)
    places: list[tuple[Words, ...]] = []
    for single, some in groupby(phrases, key=lambda phrase: len(phrase) == 1):
        if single:
            for run in _runs(tuple(word for (word,) in some), index):
                others = _alternatives(run, index)[1:]
                places += [((word,), *(one for one in others if one != (word,))) for word in run]
        else:
            places += [tuple(_alternatives(phrase, index)) for phrase in some]
    return tuple(places)


def _runs(terms: Words, index: dict[Words, list[Words]]) -> Iterator[Words]:
    """The terms cut into the longest runs that are known; what is not known stands alone."""
    longest = max(map(len, index), default=1)
    start = 0
    while start < len(terms):
        lengths = range(min(longest, len(terms) - start), 1, -1)
        length = next((one for one in lengths if _key(terms[start : start + one]) in index), 1)
        yield terms[start : start + length]
        start += length


def _alternatives(run: Words, index: dict[Words, list[Words]]) -> list[Words]:
    key = _key(run)
    return [run, *(words for words in index.get(key, ()) if _key(words) != key)]


@lru_cache(maxsize=8)
def _index(groups: Groups) -> dict[Words, list[Words]]:
    """Every phrase's key, and all that any of its groups holds, each once."""
    found: dict[Words, dict[Words, Words]] = defaultdict(dict)
    for group in groups:
        phrases = [tuple(phrase.split()) for phrase in group]
        for phrase in phrases:
            for other in phrases:
                found[_key(phrase)].setdefault(_key(other), other)
    return {key: list(others.values()) for key, others in found.items()}


def _key(words: Sequence[str]) -> Words:
    """What decides whether two phrases are one: no empty words, and no plurals."""
    return tuple(_singular(word) for word in words if word not in EMPTY_WORDS) or tuple(words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
