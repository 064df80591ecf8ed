"""A search as its address writes it: what is asked for, and what in it made no sense."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from core.identifiers import NotValid
from core.identifiers.postcode import parse as parse_postcode
from directory.places.distances import Point

LONGEST = 200
MOST_TERMS = 12
MOST_TOPICS = 10
MILES = (1, 3, 5, 10, 25)

EXAMPLE = "PO1 2DY"
WRONG_POSTCODE = f"Enter a full UK postcode, like {EXAMPLE}"
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
        return {"distance": "Nearest first", "relevance": "Best match first", "name": "Name, A to Z"}[self.value]


class Arguments(Protocol):
    """The arguments of an address: what Werkzeug's MultiDict offers."""

    def get(self, name: str, default: str = "") -> str: ...
    def getlist(self, name: str) -> Sequence[str]: ...


@dataclass(frozen=True)
class SearchQuery:
    """What is asked for. `near` is as it was typed, `point` where that is; `problems` are words by field.

    `within_miles` is one of MILES, or None for any distance, and counts only where there is a `point`. `tags` are
    ids of taxonomy terms, all of which a listing must have. `sort` None is the order that fits best.
    """

    words: str = ""
    tags: tuple[uuid.UUID, ...] = ()
    near: str = ""
    point: Point | None = None
    within_miles: int | None = None
    sort: Sort | None = None
    page: int = 1
    problems: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that are looked for, plain and small; operators and empty words are none."""
        return tuple(term for term in plain_words(self.words) if term not in EMPTY_WORDS)[:MOST_TERMS]

    @property
    def order(self) -> Sort:
        """The order that is shown: the one asked for if it can be had, otherwise the one that fits."""
        if self.sort is Sort.NAME or (self.sort is Sort.DISTANCE and self.point):
            return self.sort
        if self.terms and (self.sort is Sort.RELEVANCE or not self.point):
            return Sort.RELEVANCE
        return Sort.DISTANCE if self.point else Sort.NAME

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for, so that every listing answers."""
        return not (self.terms or self.tags or self.point)

    def arguments(self, **changes) -> dict[str, str | list[str]]:
        """The arguments of this search's address, or of one that differs by `changes`; the first page unless said."""
        query = replace(self, **{"page": 1} | changes)
        given = {
            "words": query.words,
            "near": query.near,
            "within_miles": query.within_miles and str(query.within_miles),
            "sort": query.sort and query.sort.value,
            "tag": [str(tag) for tag in query.tags],
            "page": str(query.page) if query.page > 1 else None,
        }
        return {name: value for name, value in given.items() if value}


def plain_words(text: str) -> list[str]:
    """Letters and digits of `text`, small and without accents, as words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare)


def from_arguments(arguments: Arguments, position: Callable[[str], Point | None]) -> SearchQuery:
    """Read a search from an address; never raises on rubbish. `position` finds a parsed postcode, or None."""
    problems: dict[str, str] = {}
    near, point = _place(arguments, position, problems)
    query = SearchQuery(
        words=_words(arguments, problems),
        tags=_tags(arguments, problems),
        near=near,
        point=point,
        within_miles=_within(arguments, problems),
        sort=_sort(arguments, problems),
        page=_page(arguments),
        problems=problems,
    )
    _check_together(query, problems)
    return query


def _text(arguments: Arguments, name: str) -> str:
    """The argument as a person can see it: without control characters, and not longer than a line."""
    typed = arguments.get(name, "") or ""
    shown = "".join(c for c in typed[: 4 * LONGEST] if unicodedata.category(c)[0] != "C" or c in "\t\n")
    return " ".join(shown.split())


def _words(arguments: Arguments, problems: dict[str, str]) -> str:
    words = _text(arguments, "words")
    if len(words) > LONGEST:
        problems["words"] = f"Use {LONGEST} characters or fewer. We looked for the first of them"
    return words[:LONGEST]


def _place(arguments, position, problems) -> tuple[str, Point | None]:
    near = _text(arguments, "near")[:LONGEST]
    if not near:
        return "", None
    try:
        postcode = parse_postcode(near)
    except NotValid:
        problems["near"] = WRONG_POSTCODE
        return near, None
    point = position(postcode)
    if point is None:
        problems["near"] = f"We do not know where {postcode} is. Check it, or use a postcode close by"
    return near, point


def _within(arguments, problems) -> int | None:
    text = _text(arguments, "within_miles")
    if text in {"", "any"}:
        return None
    if text not in {str(miles) for miles in MILES}:
        problems["within_miles"] = "Choose a distance from the list"
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
