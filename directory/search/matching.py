"""From typed words to the listings that have them, and how well each one fits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.db import db
from directory.search import index
from directory.search.index import Asked, Phrase, Within
from directory.search.query import SearchQuery
from directory.search.snapshot import Snapshot
from directory.search.spelling import corrected

# Where more listings than these have the words, those beyond the best tiers are not worth telling apart.
MOST_RANKED = 1_000

# How two listings compare: the words as typed in the name beat them in its organisation or topics; words that an
# editor calls alike come after in both; and what is merely mentioned somewhere comes last.
TIERS = ((Within.NAME, False), (Within.HEAD, False), (Within.NAME, True), (Within.HEAD, True), (Within.ANYWHERE, False))

MENTIONED = 4

Expand = Callable[[Sequence[Phrase]], tuple[tuple[Phrase, ...], ...]]


@dataclass(frozen=True)
class Matched:
    """The rows of the snapshot that have the words, in their own order, see the methods for better ones.

    `loosened` says that no listing had all of the words, and these have some; `spelled` is what was looked for
    instead of what was typed, if that was nothing that any listing says.
    """

    rows: np.ndarray
    asked: Asked
    typed: Asked
    loosened: bool = False
    spelled: str = ""
    _known: dict = field(default_factory=dict, repr=False, compare=False)

    def ranks(self, snapshot: Snapshot, rows: np.ndarray) -> np.ndarray:
        """For each of these rows its tier and, within that, the index's own measure: the smaller, the better."""
        if "within" not in self._known:
            self._known["within"] = _within_tier(self, snapshot)
        return self._tiers(snapshot, rows) + self._known["within"][np.searchsorted(self.rows, rows)]

    def order(self, snapshot: Snapshot, rows: np.ndarray, among_equals: np.ndarray) -> list[np.ndarray]:
        """What these rows are sorted by, the last first; `among_equals` says it of rows that fit equally well.

        Those are the ones of a tier: what the index makes of them within it is a matter of how long they are. Where
        only some of the words were found, it is a matter of how many, and comes before.
        """
        ranks = self.ranks(snapshot, rows)
        if self.loosened:
            return [among_equals, ranks]
        return [ranks, self._tiers(snapshot, rows) * (among_equals.max(initial=0) + 1) + among_equals]

    def about(self, snapshot: Snapshot, rows: np.ndarray) -> np.ndarray:
        """For each of these rows 0 if the words are what it is about, 1 if it only mentions them.

        Where only some of the words were found, the ones with the better ranks are about them.
        """
        if self.loosened:
            return self.ranks(snapshot, rows)
        return (self._tiers(snapshot, rows) >= MENTIONED).astype(np.int8)

    def _tiers(self, snapshot: Snapshot, rows: np.ndarray) -> np.ndarray:
        if "tiers" not in self._known:
            self._known["tiers"] = _tiers(self, snapshot)
        return self._known["tiers"][np.searchsorted(self.rows, rows)]


def match(query: SearchQuery, snapshot: Snapshot, expand: Expand) -> Matched:
    """The listings that have the words of `query`, wherever they are; there is at least one word.

    Whole words first, endings aside, with what editors call alike. Where no listing has them all, they may be the
    beginnings of words; then what was probably meant; then some of them are enough.
    """
    typed = query.phrases
    for phrases, every, beginnings in _attempts(typed):
        asked = Asked(expand(phrases), every, beginnings)
        rows = snapshot.rows(index.current().numbers(asked, Within.ANYWHERE))
        if len(rows):
            break
    plain = Asked(tuple((phrase,) for phrase in phrases), every, beginnings)
    return Matched(
        np.sort(rows), asked, plain, not every and len(phrases) > 1 and len(rows) > 0, _spelled(typed, phrases)
    )


def _attempts(typed: tuple[Phrase, ...]) -> Iterator[tuple[tuple[Phrase, ...], bool, bool]]:
    """The ways to read the words, the strictest first: (phrases, all of them or any, beginnings)."""
    yield typed, True, False
    yield typed, True, True
    meant = tuple(corrected(phrase) for phrase in typed)
    if meant != typed:
        yield meant, True, False
    yield meant, False, False
    yield meant, False, True


def _spelled(typed: tuple[Phrase, ...], used: tuple[Phrase, ...]) -> str:
    words = {word for phrase in typed for word in phrase}
    meant = [word for phrase in used for word in phrase]
    return " ".join(meant) if set(meant) - words else ""


def _tiers(matched: Matched, snapshot: Snapshot) -> np.ndarray:
    """The number in TIERS of the first that each row is in; one more for those in none."""
    tier = np.full(len(matched.rows), len(TIERS), dtype=np.int8)
    alike = matched.asked != matched.typed
    for number, (within, with_alike) in reversed(list(enumerate(TIERS))):
        if with_alike and not alike:
            continue
        if within is Within.ANYWHERE and not alike:
            tier[:] = number
            continue
        here = snapshot.rows(index.current().numbers(matched.asked if with_alike else matched.typed, within))
        tier[np.isin(matched.rows, here, assume_unique=True)] = number
    return tier


def _within_tier(matched: Matched, snapshot: Snapshot) -> np.ndarray:
    """From 0 for the best to below 1, by the index's own measure; 0 for all where there are too many to tell apart."""
    if len(matched.rows) > MOST_RANKED:
        return np.zeros(len(matched.rows))
    found = db.session.execute(index.current().ranked(matched.asked)).all()
    numbers = np.array([number for number, _ in found], dtype=np.int32)
    measures = dict(zip(numbers.tolist(), (rank for _, rank in found), strict=True))
    own = np.array([measures.get(int(n), 0.0) for n in snapshot.columns["number"][matched.rows]])
    # Ten digits are the same on every machine; the last ones are not.
    _, places = np.unique(np.round(own, 10), return_inverse=True)
    return places / (len(own) + 1)
