"""What would narrow an answer down, and how many listings each choice would leave, counted under the other choices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from directory.listings.taxonomies import OWN, TOPICAL
from directory.listings.ways import Access, Attendance, Joining
from directory.search.columns import Table
from directory.search.filters import Filters, time_bits, times
from directory.search.query import COSTS, WEEKDAYS, PartOfDay, SearchQuery
from directory.search.snapshot import Snapshot
from directory.search.terms import terms, with_those_above

MOST_OPTIONS = 20
# Up to this part of all listings, looking up what each has is quicker than looking at everything.
FEW = 0.1


@dataclass(frozen=True)
class Option:
    """One choice: its value in the address, its words, and how many listings answer with it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A question with its choices; `name` is its argument in the address, `several` whether more than one may be."""

    name: str
    title: str
    options: list[Option]
    several: bool = True

    @cached_property
    def id(self) -> str:
        """What the ids of its boxes begin with."""
        return self.title.lower().replace(" ", "-")

    @property
    def boxes(self) -> Iterator[tuple[str, Option]]:
        """Its options, each with the id of its box."""
        return ((f"{self.id}-{number}", option) for number, option in enumerate(self.options, 1))

    @property
    def chosen(self) -> int:
        """How many of its options are chosen."""
        return sum(option.chosen for option in self.options)


def facets(query: SearchQuery, snapshot: Snapshot, found: Filters) -> list[Facet]:
    """Every question that would narrow this answer down, in the order in which people ask."""
    groups = [
        *_topics(query, snapshot, found),
        _days(query, snapshot, found),
        _times(query, snapshot, found),
        _costs(query, snapshot, found),
        _flags("attendance", "How people take part", Attendance, query, snapshot, found),
        _flags("joining", "How to join", Joining, query, snapshot, found),
        _flags("access", "Access", Access, query, snapshot, found),
        _languages(query, snapshot, found),
    ]
    return [group for group in groups if any(option.count or option.chosen for option in group.options)]


def _counts(table: Table, found: Filters, size: int, left_out: str = "") -> np.ndarray:
    """How many of the rows that answer have each code."""
    rows = found.rows(left_out)
    few = len(rows) < FEW * len(found.offered)
    items = table.items_of(rows) if few else found.kept(left_out)[table.row]
    return np.bincount(table["code"][items], minlength=size)


def _topics(query: SearchQuery, snapshot: Snapshot, found: Filters) -> list[Facet]:
    """The topics, and for whom: all that are chosen must be there, so each is counted beside those chosen."""
    table = with_those_above(snapshot)
    words, known = snapshot.known.terms.words, terms(snapshot)
    counts = _counts(table, found, len(words))
    groups: dict[str, list[Option]] = {"Topics": [], "For whom": []}
    chosen = {str(tag) for tag in query.tags}
    for code in np.argsort(-counts, kind="stable"):
        term = known.get(words[code])
        if term and term.taxonomy in TOPICAL and (counts[code] or words[code] in chosen):
            group = groups["Topics" if term.taxonomy == OWN else "For whom"]
            if len(group) < MOST_OPTIONS or words[code] in chosen:
                group.append(Option(words[code], term.label, int(counts[code]), words[code] in chosen))
    return [Facet("tag", title, sorted(options, key=_commonest)) for title, options in groups.items()]


def _commonest(option: Option) -> tuple:
    return -option.count, option.label.lower(), option.value


def _days(query: SearchQuery, snapshot: Snapshot, found: Filters) -> Facet:
    kept = times(snapshot)[found.rows("when")]
    options = [
        Option(day, words, _with_session(kept, [day], query.time), day in query.day) for day, words in WEEKDAYS.items()
    ]
    return Facet("day", "Day", options)


def _times(query: SearchQuery, snapshot: Snapshot, found: Filters) -> Facet:
    kept = times(snapshot)[found.rows("when")]
    options = [
        Option(part.value, _PARTS[part], _with_session(kept, query.day, [part.value]), part in query.time)
        for part in PartOfDay
    ]
    return Facet("time", "Time of day", options)


_PARTS = {PartOfDay.MORNING: "Morning", PartOfDay.AFTERNOON: "Afternoon", PartOfDay.EVENING: "Evening, from 5pm"}


def _with_session(kept: np.ndarray, days: Iterable[str], parts: Iterable[str]) -> int:
    return int(np.count_nonzero(kept & time_bits(days, parts)))


def _costs(query: SearchQuery, snapshot: Snapshot, found: Filters) -> Facet:
    costs = snapshot.columns["cost"][found.rows("cost")]
    options = [Option(str(most), _at_most(most), int(np.sum(costs <= most)), query.cost == most) for most in COSTS]
    return Facet("cost", "Cost", options, several=False)


def _at_most(most: int) -> str:
    return f"Up to £{most}" if most else "Free"


def _flags(name: str, title: str, words, query: SearchQuery, snapshot: Snapshot, found: Filters) -> Facet:
    """Of attendance and joining any choice is enough, so they are counted without themselves; of access, all count."""
    column = snapshot.columns[name][found.rows("" if name == "access" else name)]
    options = [
        Option(one.value, one.words, int(np.count_nonzero(column & (1 << bit))), one.value in getattr(query, name))
        for bit, one in enumerate(words)
    ]
    return Facet(name, title, [option for option in options if option.count or option.chosen])


def _languages(query: SearchQuery, snapshot: Snapshot, found: Filters) -> Facet:
    words = snapshot.known.languages.words
    counts = _counts(snapshot.columns.languages, found, len(words), "language")
    options = [
        Option(word, word, int(count), word in query.language)
        for word, count in zip(words, counts, strict=True)
        if count or word in query.language
    ]
    return Facet("language", "Language", sorted(options, key=_commonest)[:MOST_OPTIONS])
