"""What may be asked of the published directory: every query parameter of Open Referral UK and HSDS, and how it is read.

The table below is the only list of them: what is read from an address and what the OpenAPI file says both follow it.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from core.identifiers import NotValid, postcode
from directory.exchange.values import DAYS, Unusable, tidied, weekdays
from directory.listings.shape import Kind

PER_PAGE = 50
MOST_PER_PAGE = 1_000
# "Aim to return all services within one call" (HSDS 3, `minimal`).
MOST_MINIMAL = 100_000
LONGEST_SEARCH = 200
FURTHEST = 1_000_000  # metres
MOST_OF_A_KIND = 50

_WHOLE = re.compile(r"[0-9]{1,18}")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
# A "+" of an address is a space to whoever reads it.
_LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")
_YES = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True)
class Asked:
    """A question, read. What is empty or None asks for nothing; lists mean any of their items, all else means both."""

    page: int = 1
    per_page: int | None = None
    format: str = "json"
    full: bool = False
    minimal: bool = False
    full_service: bool = False
    search: str = ""
    taxonomy_term_id: tuple[uuid.UUID, ...] = ()
    taxonomy_id: tuple[uuid.UUID, ...] = ()
    organization_id: tuple[uuid.UUID, ...] = ()
    parent_id: tuple[uuid.UUID, ...] = ()
    top_only: bool = False
    minimum_age: float | None = None
    maximum_age: float | None = None
    day: tuple[str, ...] = ()
    start_time: dt.time | None = None
    end_time: dt.time | None = None
    postcode: str = ""
    proximity: float | None = None
    modified_after: dt.datetime | None = None

    @property
    def size(self) -> int:
        """How many items a page has."""
        wanted = self.per_page or (MOST_MINIMAL if self.minimal else PER_PAGE)
        return min(wanted, MOST_MINIMAL if self.minimal else MOST_PER_PAGE)

    @property
    def here(self) -> slice:
        """Where the page's items are in all that are found."""
        start = (self.page - 1) * self.size
        return slice(start, start + self.size)

    @property
    def lines(self) -> bool:
        """Whether everything is wanted, an item in each line."""
        return self.format == "ndjson"


class Problem(NamedTuple):
    """One parameter that cannot be understood, and why."""

    parameter: str
    message: str


class NotUnderstood(Exception):
    """The question has problems; each is told."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class Parameter(NamedTuple):
    """One query parameter: what it asks for, its JSON Schema, and how its text is read (ValueError if it cannot be)."""

    name: str
    words: str
    schema: dict[str, Any]
    read: Callable[[str], Any]
    several: bool = False


def understand(names: Iterable[str], given: Mapping[str, list[str]]) -> Asked:
    """The question that `given` asks of an endpoint with these parameters. Raises NotUnderstood.

    One that the standard knows and this endpoint cannot filter by is refused: nobody is given everything who asked
    for something. Names that the standard does not know are left alone.
    """
    found, problems = {}, []
    for name, texts in given.items():
        texts = [text.strip() for text in texts if text.strip()]
        if name not in PARAMETERS or not texts:
            continue
        try:
            found[name] = _read(PARAMETERS[name], texts, name in names)
        except ValueError as problem:
            problems.append(Problem(name, str(problem)))
    if "proximity" in found and "postcode" not in found and not problems:
        problems.append(Problem("proximity", "needs a postcode to measure from"))
    if problems:
        raise NotUnderstood(problems)
    return Asked(**found)


def _read(parameter: Parameter, texts: list[str], known_here: bool) -> Any:
    if not known_here:
        raise ValueError("cannot be asked here")
    if not parameter.several:
        if len(texts) > 1:
            raise ValueError("was given more than once")
        return parameter.read(texts[0])
    parts = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    if len(parts) > MOST_OF_A_KIND:
        raise ValueError(f"takes at most {MOST_OF_A_KIND} values")
    return tuple(dict.fromkeys(map(parameter.read, parts)))


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text) or int(text) < 1:
        raise ValueError("must be a whole number from 1")
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError("must be a number from 0")
    return float(text)


def _metres(text: str) -> float:
    metres = _number(text)
    if metres > FURTHEST:
        raise ValueError(f"must be at most {FURTHEST:,} metres")
    return metres


def _yes_no(text: str) -> bool:
    if text.lower() not in _YES:
        raise ValueError("must be true or false")
    return _YES[text.lower()]


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise ValueError("must be an id, which is a UUID") from None


def _words(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise ValueError(f"must have at most {LONGEST_SEARCH} characters")
    return text


def _format(text: str) -> str:
    if text.lower() not in ("json", "ndjson"):
        raise ValueError("must be json or ndjson")
    return text.lower()


def _day(text: str) -> str:
    try:
        found = weekdays(text) or ""
    except Unusable:
        found = ""
    if found not in DAYS:
        raise ValueError(f"must be days of the week: {', '.join(DAYS)}")
    return found


def _time(text: str) -> dt.time:
    try:
        return dt.time.fromisoformat(tidied(Kind.TIME, text))
    except Unusable:
        raise ValueError("must be a time of day, like 09:30") from None


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(tidied(Kind.MOMENT, _LOST_PLUS.sub("+", text)))
    except Unusable:
        raise ValueError("must be a moment, like 2026-11-24T09:30:00Z") from None


def _postcode(text: str) -> str:
    try:
        return postcode.parse(text)
    except NotValid:
        raise ValueError("must be a whole postcode, like PO1 2DY") from None


TEXT, NUMBER, YES_NO = {"type": "string"}, {"type": "number", "minimum": 0}, {"type": "boolean", "default": False}
WHOLE, ID = {"type": "integer", "minimum": 1}, {"type": "string", "format": "uuid"}
IDS = {"type": "array", "items": ID, "maxItems": MOST_OF_A_KIND}
WALL_CLOCK = "in UK local time"

PARAMETERS = {
    one.name: one
    for one in (
        Parameter(
            "page",
            "The page, counted from 1. A page past the last one is empty.",
            WHOLE | {"default": 1},
            _whole,
        ),
        Parameter(
            "per_page",
            f"How many items a page has, {PER_PAGE} unless it is said. More than {MOST_PER_PAGE:,} are not given at "
            f"once: a greater number means {MOST_PER_PAGE:,} ({MOST_MINIMAL:,} with `minimal`, which also has that "
            "many unless it is said). The envelope counts pages of the size that was given.",
            WHOLE | {"default": PER_PAGE},
            _whole,
        ),
        Parameter(
            "format",
            "`ndjson`: everything that was found, one JSON object in each line, without pages. `page` and `per_page` "
            "then mean nothing.",
            {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
            _format,
        ),
        Parameter(
            "full",
            "Each item whole, as the endpoint of one item tells it, instead of its own fields alone.",
            YES_NO,
            _yes_no,
        ),
        Parameter(
            "minimal",
            "Of each only its `id` and when the service was last modified: `modified_date`, and the same as "
            "`last_modified`.",
            YES_NO,
            _yes_no,
        ),
        Parameter("full_service", "Each organization with its services, whole.", YES_NO, _yes_no),
        Parameter(
            "search",
            "Every one of these words, in whatever form of it, stands in the name, the organization, the topics, the "
            "place or the description. Of organizations, taxonomies and terms: in their names and descriptions, "
            "letter by letter.",
            TEXT | {"maxLength": LONGEST_SEARCH},
            _words,
        ),
        Parameter("taxonomy_term_id", "Has one of these terms, or a term below one of them.", IDS, _id, several=True),
        Parameter("taxonomy_id", "Has any term of one of these taxonomies.", IDS, _id, several=True),
        Parameter("organization_id", "Is offered by one of these organizations.", IDS, _id, several=True),
        Parameter("parent_id", "The terms directly below one of these terms.", IDS, _id, several=True),
        Parameter("top_only", "Only terms that stand below no other.", YES_NO, _yes_no),
        Parameter(
            "minimum_age",
            "The service's minimum age is at least this. A service that names none takes people from 0.",
            NUMBER,
            _number,
        ),
        Parameter(
            "maximum_age",
            "The service's maximum age is at most this. A service that names none takes people of every age, and is "
            "not found.",
            NUMBER,
            _number,
        ),
        Parameter(
            "day",
            "Has a session on one of these days of the week. With `start_time` and `end_time`: one session that has "
            "all of it.",
            {"type": "array", "items": {"type": "string", "enum": list(DAYS)}},
            _day,
            several=True,
        ),
        Parameter(
            "start_time",
            f"Has a session that begins at this time or later, {WALL_CLOCK}.",
            TEXT | {"examples": ["09:30"]},
            _time,
        ),
        Parameter(
            "end_time",
            f"Has a session that ends at this time or earlier, {WALL_CLOCK}.",
            TEXT | {"examples": ["17:00"]},
            _time,
        ),
        Parameter(
            "postcode",
            "A whole postcode. Services that name the districts for whose people they are, are found only if the "
            "postcode may be in one of them.",
            TEXT | {"examples": ["PO1 2DY"]},
            _postcode,
        ),
        Parameter(
            "proximity",
            "Only places within so many metres of the middle of `postcode`, in a straight line.",
            NUMBER | {"maximum": FURTHEST},
            _metres,
        ),
        Parameter(
            "modified_after",
            "Modified at this moment or later (RFC 3339). One without a zone is in UK local time, and a date alone "
            "is its midnight.",
            {"type": "string", "format": "date-time"},
            _moment,
        ),
    )
}
