"""A search as its address writes it: what is asked for, and what in it made no sense."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from directory.listings.room import Room
from directory.listings.trust import Band
from directory.listings.ways import Access, Attendance, Joining
from directory.places.distances import Point
from directory.places.whereabouts import Found, NotKnown

LONGEST = 200
MOST_TERMS = 12
MOST_TOPICS = 10
MILES = (1, 3, 5, 10, 25)

EXAMPLE = "PO1 2DY"
MAP = "map"
_QUOTES = re.compile('["“”]')
# Words that say nothing about what somebody is looking for.
EMPTY_WORDS = frozenset(
    plain
    for line in (
        "a an and any are as at be by do does for from get group groups has have how i in is it me my near of on or",
        "our s so some somebody someone something t that the their them there they this to up us want wants was we",
        "what when where which who will with you your",
    )
    for plain in line.split(" ")
)


class Sort(StrEnum):
    """In which order listings are shown."""

    DISTANCE = "distance"
    RELEVANCE = "relevance"
    NAME = "name"

    @property
    def words(self) -> str:
        return {"distance": "Nearest first", "relevance": "What fits best", "name": "Name, A to Z"}[self.value]


class Arguments(Protocol):
    """The arguments of an address: what Werkzeug's MultiDict offers."""

    def get(self, name: str, default: str = "") -> str: ...
    def getlist(self, name: str) -> Sequence[str]: ...


class PartOfDay(StrEnum):
    """When in the day: from its first minute after midnight to before the first of the next part."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def minutes(self) -> tuple[int, int]:
        return {"morning": (0, 12 * 60), "afternoon": (12 * 60, 17 * 60)}.get(self, (17 * 60, 24 * 60))


WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
# The most that somebody would pay, in pounds; 0 is free.
COSTS = (0, 2, 5, 10)
# What is asked for where a group has not said whether there is room, or so long ago that nobody knows.
ROOM_NOT_KNOWN = "not-known"
# What may be chosen several times, and the words that each knows; languages are what the directory has.
CHOICES: dict[str, frozenset[str] | None] = {
    "attendance": frozenset(Attendance),
    "joining": frozenset(Joining),
    "access": frozenset(Access),
    "day": frozenset(WEEKDAYS),
    "time": frozenset(PartOfDay),
    "language": None,
    "room": frozenset((*Room, ROOM_NOT_KNOWN)),
    "trust": frozenset(Band),
}
OLDEST = 120


@dataclass(frozen=True)
class SearchQuery:
    """What is asked for. `near` is as it was typed; `problems` are words by field.

    `point` is where `near` is, `label` how a page calls that place, and `districts` the local authority districts, as
    GSS codes, that it may be in (none where nobody knows). `within_miles` is one of MILES, or None for any distance,
    and counts only where there is a `point`. `tags` are ids of taxonomy terms, all of which a listing must have, as it
    must have all of `access`; of `attendance`, `joining`, `language`, `day`, `time`, `room` and `trust` any one that is
    chosen is enough. `age` is in years, `cost` the most in pounds, `now` asks for what is on at this moment,
    `introductions` for what takes them today. `sort` None is the order that fits best.
    """

    words: str = ""
    tags: tuple[uuid.UUID, ...] = ()
    near: str = ""
    point: Point | None = None
    within_miles: int | None = None
    sort: Sort | None = None
    page: int = 1
    label: str = ""
    districts: frozenset[str] = frozenset()
    age: int | None = None
    cost: int | None = None
    now: bool = False
    introductions: bool = False
    attendance: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    room: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    view: str = ""
    problems: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """What is looked for, plain and small: a word each, or the words between quotation marks as they stand."""
        found: list[tuple[str, ...]] = []
        for number, text in enumerate(_QUOTES.split(self.words)):
            words = tuple(plain_words(text))
            quoted = number % 2 == 1 and len(words) > 1
            found += [words] if quoted else [(word,) for word in words if word not in EMPTY_WORDS]
        return tuple(dict.fromkeys(found))[:MOST_TERMS]

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that are looked for, plain and small; operators and empty words are none."""
        return tuple(word for phrase in self.phrases for word in phrase)

    @property
    def order(self) -> Sort:
        """The order that is shown: the one asked for if it can be had, otherwise the one that fits."""
        if self.sort is Sort.NAME or (self.sort is Sort.DISTANCE and self.point):
            return self.sort
        if self.terms:
            return Sort.RELEVANCE
        return Sort.DISTANCE if self.point else Sort.NAME

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for, so that every listing answers."""
        chosen = any(getattr(self, name) for name in CHOICES)
        asked = self.terms or self.tags or self.point or chosen or self.now or self.introductions
        return not asked and self.age is self.cost is None

    def with_tag(self, tag: str) -> dict:
        """What changes of this search when the topic with the id `tag` is chosen too."""
        return {"tags": (*self.tags, uuid.UUID(tag))}

    def arguments(self, **changes) -> dict[str, str | list[str]]:
        """The arguments of this search's address, or of one that differs by `changes`; the first page unless said."""
        query = replace(self, **{"page": 1} | changes)
        given = {
            "words": query.words,
            "near": query.near,
            "within_miles": query.within_miles and str(query.within_miles),
            "tag": [str(tag) for tag in query.tags],
            "age": None if query.age is None else str(query.age),
            "cost": None if query.cost is None else str(query.cost),
            "now": "yes" if query.now else None,
            "introductions": "yes" if query.introductions else None,
            **{name: list(getattr(query, name)) for name in CHOICES},
            "sort": query.sort and query.sort.value,
            "view": query.view,
            "page": str(query.page) if query.page > 1 else None,
        }
        return {name: value for name, value in given.items() if value}


def plain_words(text: str) -> list[str]:
    """Letters and digits of `text`, small and without accents, as words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare)


def from_arguments(arguments: Arguments, find: Callable[[str], Found]) -> SearchQuery:
    """Read a search from an address; never raises on rubbish. `find` understands a place, or raises NotKnown."""
    problems: dict[str, str] = {}
    query = SearchQuery(
        words=_words(arguments, problems),
        tags=_tags(arguments, problems),
        within_miles=_one_of(arguments, "within_miles", MILES, "Choose a distance from the list", problems),
        sort=_sort(arguments, problems),
        age=_age(arguments, problems),
        cost=_one_of(arguments, "cost", COSTS, "Choose a price from the list", problems),
        now=_yes(arguments, "now"),
        introductions=_yes(arguments, "introductions"),
        view=MAP if _text(arguments, "view") == MAP else "",
        page=_page(arguments),
        problems=problems,
        **{name: _choices(arguments, name, known, problems) for name, known in CHOICES.items()},
        **_place(arguments, find, problems),
    )
    _check_together(query, problems)
    return query


def _text(arguments: Arguments, name: str) -> str:
    """The argument as a person can see it: without control characters, and not longer than a line."""
    typed = arguments.get(name, "") or ""
    shown = "".join(c for c in typed[: 4 * LONGEST] if unicodedata.category(c)[0] != "C" or c in "\t\n")
    return " ".join(shown.split())


def _yes(arguments: Arguments, name: str) -> bool:
    return _text(arguments, name).lower() in {"yes", "1", "on", "true"}


def _words(arguments: Arguments, problems: dict[str, str]) -> str:
    words = _text(arguments, "words")
    if len(words) > LONGEST:
        problems["words"] = f"Use {LONGEST} characters or fewer. We looked for the first of them"
    return words[:LONGEST]


def _place(arguments, find, problems) -> dict:
    near = _text(arguments, "near")[:LONGEST]
    if not near:
        return {}
    try:
        found = find(near)
    except NotKnown as unknown:
        problems["near"] = str(unknown)
        return {"near": near}
    return {"near": near, "point": found.point, "label": found.label, "districts": found.districts}


def _one_of(arguments, name, numbers, words, problems) -> int | None:
    text = _text(arguments, name)
    if text in {"", "any"}:
        return None
    if text not in {str(number) for number in numbers}:
        problems[name] = words
        return None
    return int(text)


def _choices(arguments, name, known, problems) -> tuple[str, ...]:
    """What is chosen of `known`, or any words where that is None."""
    typed = [" ".join(text.split())[:60] for text in arguments.getlist(name)[: 2 * MOST_TOPICS]]
    chosen = dict.fromkeys(text for text in typed if text and text.isprintable() and (known is None or text in known))
    if known is not None and len(set(filter(None, typed))) > len(chosen):
        problems[name] = "One of the choices in this address is not known. It was left out"
    return tuple(chosen)[:MOST_TOPICS]


def _age(arguments, problems) -> int | None:
    text = _text(arguments, "age")
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,3}", text) or int(text) > OLDEST:
        problems["age"] = f"Enter an age in years, from 0 to {OLDEST}"
        return None
    return int(text)


def _sort(arguments, problems) -> Sort | None:
    text = _text(arguments, "sort")
    if not text:
        return None
    if text not in {sort.value for sort in Sort}:
        problems["sort"] = "Choose an order from the list"
        return None
    return Sort(text)


def _tags(arguments, problems) -> tuple[uuid.UUID, ...]:
    typed = [text.strip() for text in arguments.getlist("tag") if text.strip()]
    found = [_uuid(text) for text in typed[:MOST_TOPICS]]
    if None in found or len(typed) > MOST_TOPICS:
        problems["tag"] = "We do not know one of the topics in this address. It was left out"
    return tuple(dict.fromkeys(tag for tag in found if tag))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _page(arguments) -> int:
    text = _text(arguments, "page")
    return max(1, int(text)) if re.fullmatch("[0-9]{1,7}", text) else 1


def _check_together(query: SearchQuery, problems: dict[str, str]) -> None:
    if query.words and not query.terms:
        problems.setdefault("words", "Use a word that says what you are looking for, like choir or debt")
    if not query.near and query.within_miles:
        problems.setdefault("near", f"Enter a postcode to search within {query.within_miles} miles of it")
    if not query.near and query.sort is Sort.DISTANCE:
        problems.setdefault("near", "Enter a postcode to see the nearest first")
