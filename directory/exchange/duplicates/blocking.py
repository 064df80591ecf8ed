"""Which listings are compared at all: those that share something, so that a county's need not all be compared."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from directory.exchange.duplicates.score import ALIKE, Facts, Score, names_alike, plain, score

# A thing that more listings share than this tells nothing by itself; with the first word of the name it may.
MOST_SHARING = 40
# A domain or telephone number of more listings than this is a council's or a directory's own, and no reason.
MOST_OF_ONE = 60


def candidates(facts: Iterable[Facts]) -> Iterator[tuple[Facts, Facts, Score]]:
    """Each two that are alike enough to ask an editor, once: the smaller id first."""
    everything = without_common(list(facts))
    for one, other in pairs(everything):
        if not names_alike(one.name, other.name):
            continue
        found = score(one, other)
        if found.points >= ALIKE:
            yield one, other, found


def without_common(facts: list[Facts]) -> list[Facts]:
    """The same facts without the domains and telephone numbers that many share."""
    domains = Counter(name for one in facts for name in one.domains)
    phones = Counter(number for one in facts for number in one.telephones)
    return [
        one._replace(
            domains=frozenset(name for name in one.domains if domains[name] <= MOST_OF_ONE),
            telephones=frozenset(number for number in one.telephones if phones[number] <= MOST_OF_ONE),
        )
        for one in facts
    ]


def pairs(facts: list[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Each two that share a key, once; the number of pairs grows with the listings, not with their square."""
    blocks: dict[tuple, list[int]] = {}
    for number, one in enumerate(facts):
        for key in keys(one):
            blocks.setdefault(key, []).append(number)
    seen: set[int] = set()  # one number for each pair: of a million pairs that is a third of the memory
    for members in _split(facts, blocks.values()):
        for first, second in combinations(members, 2):
            pair = first * len(facts) + second
            if pair not in seen:
                seen.add(pair)
                one, other = sorted((facts[first], facts[second]), key=lambda facts: facts.id)
                yield one, other


def keys(one: Facts) -> set[tuple]:
    """What two listings must share at least one of to be compared."""
    words = plain(one.name).split()
    found = {("name", " ".join(sorted(words)))}
    found |= {("words", *sorted(pair)) for pair in combinations(sorted(words, key=len)[-3:], 2)}
    found |= {("number", *number) for number in one.numbers}
    found |= {("postcode", code) for code in one.postcodes}
    found |= {("telephone", number) for number in one.telephones}
    return found | {("domain", name) for name in one.domains}


def _split(facts: list[Facts], blocks: Iterable[list[int]]) -> Iterator[list[int]]:
    """The blocks, the large ones cut up by the longest word of the name; what stays large is skipped."""
    for members in blocks:
        if len(members) <= MOST_SHARING:
            yield members
            continue
        smaller: dict[str, list[int]] = {}
        for number in members:
            words = plain(facts[number].name).split()
            smaller.setdefault(max(words, key=lambda word: (len(word), word), default="")[:5], []).append(number)
        yield from (some for some in smaller.values() if len(some) <= MOST_SHARING)
