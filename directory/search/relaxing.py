"""What to give up where nothing answers, and how many listings each way would give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from directory.search.query import MILES, SearchQuery

# The words for giving up a part of a search, and what then changes.
WAYS = (
    ("any age", {"age": None}),
    ("any cost", {"cost": None}),
    ("any day and time", {"day": (), "time": ()}),
    ("not only what is on now", {"now": False}),
    ("any way of taking part", {"attendance": ()}),
    ("any way of joining", {"joining": ()}),
    ("without the access needs", {"access": ()}),
    ("any language", {"language": ()}),
    ("any room", {"room": ()}),
    ("however far they can be trusted", {"trust": ()}),
    ("also those that take no introductions now", {"introductions": False}),
    ("without the words", {"words": ""}),
)


@dataclass(frozen=True)
class Relaxation:
    """One way to find more: its words, what of the search changes, and how many listings that gives."""

    words: str
    count: int
    changes: dict = field(compare=False)


def relaxations(query: SearchQuery, labels: dict, count: Callable[[SearchQuery], int]) -> list[Relaxation]:
    """Every single thing that could be given up and would give something, the nearest to what was asked for first.

    `labels` are the names of the topics chosen, by id; `count` says how many listings answer a search.
    """

    def giving(words: str, changes: dict) -> Relaxation:
        return Relaxation(words, count(replace(query, **changes)), changes)

    ways = [*_farther(query, giving), *_topics(query, labels, giving), *_fewer_words(query, giving)]
    ways += [giving(words, changes) for words, changes in WAYS if _makes_a_difference(query, changes)]
    return [way for way in ways if way.count] or [way for way in _all_but_one(query, giving) if way.count]


def _all_but_one(query: SearchQuery, giving: Callable) -> list[Relaxation]:
    """Where more than one thing stands in the way: the words alone, and the place alone."""
    nothing = {name: getattr(SearchQuery(), name) for name in ("tags", *(name for _, way in WAYS for name in way))}
    ways = []
    if query.terms:
        ways.append(giving("the words alone, anywhere", nothing | {"words": query.words, "within_miles": None}))
    if query.point:
        ways.append(giving(f"everything around {query.label}", nothing))
    return ways


def _makes_a_difference(query: SearchQuery, changes: dict) -> bool:
    return any(getattr(query, name) != value for name, value in changes.items())


def _farther(query: SearchQuery, giving: Callable) -> Iterator[Relaxation]:
    """The next distance that finds something, and any distance if that finds more."""
    if not (query.point and query.within_miles):
        return
    farther = (giving(f"within {far} miles", {"within_miles": far}) for far in MILES if far > query.within_miles)
    first = next((way for way in farther if way.count), None)
    anywhere = giving("at any distance", {"within_miles": None})
    if first:
        yield first
    if first is None or anywhere.count > first.count:
        yield anywhere


def _topics(query: SearchQuery, labels: dict, giving: Callable) -> list[Relaxation]:
    return [
        giving(f"beyond {labels[tag]}", {"tags": tuple(one for one in query.tags if one != tag)})
        for tag in query.tags
        if tag in labels
    ]


def _fewer_words(query: SearchQuery, giving: Callable) -> list[Relaxation]:
    """With one word less, if that leaves any."""
    if len(query.phrases) < 2:
        return []
    fewer = combinations([" ".join(phrase) for phrase in query.phrases], len(query.phrases) - 1)
    return [giving(f"only “{' '.join(words)}”", {"words": " ".join(words)}) for words in fewer][:4]
