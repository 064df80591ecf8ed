"""Questions to a directory, drawn at random from what is in it, and their true answers by reading every listing."""

import random
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

import numpy as np
from geopy.distance import geodesic

from benchmarks.country import Spot
from benchmarks.listings import AT_HOME, Row
from benchmarks.vocabulary import COMMON_RANKS, HOME_WORDS, WORDS
from directory.places.distances import Point, metres
from directory.search.query import plain_words

MILES = 5
RANKS = 1_000
# How far two ways to reckon a distance may differ.
MAY_DIFFER = 1.0  # metres


class Question(NamedTuple):
    """What is asked for: a word, a tag by its number among `Truth.tags`, within MILES of a postcode."""

    word: str = ""
    tag: int | None = None
    spot: Spot | None = None


class Truth:
    """Everything in a directory that a question may ask about, by the number of its entry."""

    def __init__(self) -> None:
        self.ids: list[uuid.UUID] = []
        self.spots: list[list[Spot]] = []
        self.tagged: list[list[int]] = []
        self.words: list[list[str]] = []
        self.tags: dict[uuid.UUID, int] = {}
        self._with_word: dict[str, set[int]] = defaultdict(set)
        self._with_tag: dict[int, set[int]] = defaultdict(set)
        self._places: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    def add(self, listing: Row) -> None:
        """One more listing, in the order of their numbers from 1 on."""
        self.ids.append(listing.id)
        number = len(self.ids)
        places = [at.location for at in listing.service_at_locations]
        self.spots.append([Spot(at.addresses[0].postal_code, Point(at.latitude, at.longitude)) for at in places])
        self.words.append(plain_words(listing.description))
        terms = [said.taxonomy_term for said in listing.attributes]
        self.tagged.append([self.tags.setdefault(term.id, len(self.tags)) for term in terms])
        for tag in self.tagged[-1]:
            self._with_tag[tag].add(number)
        texts = [listing.name, listing.organization.name, listing.description, *(term.name for term in terms)]
        texts += [text for at in places for text in (at.name, at.addresses[0].address_1, at.addresses[0].city)]
        for word in set(plain_words(" ".join(texts))):
            self._with_word[word].add(number)

    def answer(self, question: Question, within: float) -> dict[int, float]:
        """{number of a listing that answers: how many metres away it is, 0 where no place is asked about}."""
        found = self._near(question.spot.point, within) if question.spot else None
        for wanted, having in ((question.word, self._with_word), (question.tag, self._with_tag)):
            if wanted in ("", None):
                continue
            some = having[wanted]
            found = dict.fromkeys(some, 0.0) if found is None else {n: far for n, far in found.items() if n in some}
        return found or {}

    def _near(self, point: Point, within: float) -> dict[int, float]:
        """By geopy's geodesic, of every place that a rough look finds about as near."""
        numbers, latitudes, longitudes = self._all_places()
        up, along = (latitudes - point.latitude) * 111_000, (longitudes - point.longitude) * 73_000
        # A degree of longitude has from 73 km in Cornwall down to 62 km at the Tweed: some are not as far as they look.
        rough = np.flatnonzero(up * up + along * along <= (1.25 * metres(MILES)) ** 2)
        found: dict[int, float] = {}
        for at in rough.tolist():
            away = geodesic(point, (latitudes[at], longitudes[at])).meters
            number = int(numbers[at])
            if away <= within:
                found[number] = min(away, found.get(number, away))
        return found

    def _all_places(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        if self._places is None:
            rows = [(n, *spot.point) for n, spots in enumerate(self.spots, 1) for spot in spots]
            numbers, latitudes, longitudes = zip(*rows, strict=True)
            self._places = np.array(numbers), np.array(latitudes), np.array(longitudes)
        return self._places

    def problem(self, question: Question, total: int, numbers: Sequence[int], slack: float = MAY_DIFFER) -> str | None:
        """What is wrong with an answer of `total` listings that begins with `numbers`, nearest first; None if nothing.

        `slack` is by how many metres the ways to reckon a distance may differ.
        """
        truth = self.answer(question, metres(MILES) + slack)
        sure = sum(1 for away in truth.values() if away <= metres(MILES) - slack)
        if not sure <= total <= len(truth):
            return f"found {total}, and there are {len(truth)}"
        if wrong := [number for number in numbers if number not in truth]:
            return f"listing {wrong[0]} does not answer"
        away, nearest = [truth[number] for number in numbers], sorted(truth.values())
        if any(abs(one - other) > slack for one, other in zip(away, nearest, strict=False)):
            return f"not the nearest first: {away} and not {nearest[: len(away)]}"
        return None


def path(question: Question, tags: Mapping[int, uuid.UUID]) -> str:
    """The address of the search page with this question."""
    asked: dict[str, str] = {}
    if question.word:
        asked["words"] = question.word
    if question.spot:
        asked |= {"near": question.spot.postcode, "within_miles": str(MILES), "sort": "distance"}
    if question.tag is not None:
        asked["tag"] = str(tags[question.tag])
    return f"/directory/?{urlencode(asked)}"


def drawn(truth: Truth, many: int, seed: str) -> dict[str, list[Question]]:
    """So many questions of each kind; each but those of words alone is about what some listing is, where it is."""
    choose = random.Random(seed)  # noqa: S311 - it must give the same again

    def some(size: int) -> int:
        return choose.randrange(min(size, len(truth.ids)))

    def near(at: int, word: str = "") -> Question:
        return Question(word, choose.choice(truth.tagged[at]), choose.choice(truth.spots[at]))

    def saying(at: int) -> Question:
        return near(at, choose.choice(truth.words[at]))

    size = len(truth.ids)
    return {
        "near": [near(some(size)) for _ in range(many)],
        "word": [Question(choose.choice(WORDS[:RANKS])) for _ in range(many)],
        "common": [Question(choose.choice(WORDS[:COMMON_RANKS])) for _ in range(many)],
        "all": [saying(some(size)) for _ in range(many)],
        "near, at home": [near(some(AT_HOME)) for _ in range(many)],
        "word, at home": [Question(choose.choice(HOME_WORDS)) for _ in range(many)],
        "all, at home": [saying(some(AT_HOME)) for _ in range(many)],
    }
