"""The letter about several groups: what it says of each, as parts for a page and as plain text."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import fill, shorten
from uuid import UUID

from core import clock
from core.templating import day
from directory.listings import shown, spoken, trust_facts
from directory.listings.models import Service
from directory.places.distances import Point
from directory.search.shortlists import directions
from directory.search.shortlists.directions import Directions

LONGEST_SUMMARY = 300  # characters
WIDE = 72  # characters in a line of plain text
RULE = "-" * 40


@dataclass(frozen=True)
class Entry:
    """What the letter says of one listing; `warning` is why not to go, if so, and `instead` is where to go."""

    listing: Service
    instead: Service | None
    note: str
    warning: str
    what: str
    facts: list[tuple[str, list[str]]]
    places: list[Directions]


@dataclass(frozen=True)
class Letter:
    """Listings in their order, the note for all of them, whom it greets if a name was typed, the day it was written."""

    entries: list[Entry]
    note: str = ""
    name: str = ""
    written_on: dt.date = field(default_factory=clock.today)

    @property
    def greeting(self) -> str:
        """Its first line."""
        return f"Dear {self.name}," if self.name else "Hello,"


def write(
    listings: Sequence[Service],
    *,
    note: str = "",
    notes: Mapping[UUID, str] | None = None,
    name: str = "",
    start: Point | None = None,
    instead: Mapping[UUID, Service] | None = None,
    dated: bool = True,
) -> Letter:
    """The letter about `listings` as they are today; `notes` and where to go `instead` are by the id of a listing.

    `start` is where somebody sets out. Nothing of it is kept. A letter is read on other days than it is written, so
    its next sessions are `dated`; only a page that is written anew whenever it is opened may say tomorrow.
    """
    entries = [
        Entry(
            one,
            (instead or {}).get(one.id),
            (notes or {}).get(one.id, ""),
            warning(one),
            what(one),
            [(label, lines) for label, lines in _facts(one, dated) if lines],
            directions.of(one, start=start, others=listings[:at]),
        )
        for at, one in enumerate(listings)
    ]
    return Letter(entries, note, name)


def warning(listing: Service) -> str:
    """Why nobody should go there now: it is retired, or not running. Nothing where it runs."""
    if listing.retired_at:
        return f"This group is no longer in the directory. {listing.retired_reason or ''}".strip()
    return "" if listing.public else listing.status.sentence


def what(listing: Service) -> str:
    """What it is, in a sentence or two of its own."""
    paragraphs = shown.blocks(listing.description)
    return shorten(" ".join(paragraphs[0][1]), LONGEST_SUMMARY, placeholder=" …") if paragraphs else ""


def _facts(listing: Service, dated: bool) -> list[tuple[str, list[str]]]:
    people = shown.people(listing)
    return [
        ("When", [_session(one) for one in shown.sessions(listing, dated=dated)]),
        ("Cost", shown.prices(listing)),
        ("Age", [words] if (words := spoken.ages(listing)) else []),
        ("Who it is for", _lines(listing.eligibility_description)),
        ("Room", [words] if (words := trust_facts.of(listing, clock.today()).room_told(clock.today())) else []),
        ("How to join", _lines(listing.application_process)),
        ("Ask for", [one.name for one in people if one.name]),
        ("Telephone", [_phone(phone) for one in people for phone in one.phones]),
        ("Email", _each(listing.email, *(one.email.words for one in people if one.email))),
        ("Website", _each(listing.url)),
        ("Please note", _lines(listing.alert)),
    ]


def _session(session: shown.Session) -> str:
    words = ", ".join(filter(None, (session.words, session.place and f"at {session.place}", session.next)))
    return ". ".join(filter(None, (words, *session.notes)))


def _phone(phone: shown.Linked) -> str:
    return f"{phone.words} ({phone.note})" if phone.note else phone.words


def _lines(text: str | None) -> list[str]:
    return [line for _, lines in shown.blocks(text) for line in lines]


def _each(*words: str | None) -> list[str]:
    return list(dict.fromkeys(one for one in words if one))


def in_plain_text(letter: Letter, *, closing: str) -> str:
    """The letter as plain text that can be read aloud line by line; `closing` says who it comes from."""
    opening = [day(letter.written_on), letter.greeting, "Here are some groups that you may like."]
    parts = [*opening, *_wrapped(letter.note)]
    for number, entry in enumerate(letter.entries, 1):
        parts += [RULE, _entry_in_text(number, entry)]
    return "\n\n".join([*parts, RULE, closing]) + "\n"


def _entry_in_text(number: int, entry: Entry) -> str:
    instead = [f"Go to {entry.instead.name} instead."] if entry.instead else []
    head = [f"{number}. {entry.listing.name}", entry.warning, *instead, entry.what]
    facts = [f"{label}: {'; '.join(lines)}" for label, lines in entry.facts]
    where = [line for place in entry.places for line in _place_in_text(place)]
    note = [f"Note: {entry.note}"] if entry.note else []
    return "\n".join(line for part in (*head, *facts, *where, *note) for line in _wrapped(part))


def _place_in_text(place: Directions) -> list[str]:
    lines = [f"Address: {', '.join(place.address)}"]
    lines += [f"About the place: {place.description}"] if place.description else []
    lines += [f"How to get there: {place.travel}"] if place.travel else []
    lines += [f"Access: {'; '.join(place.access)}"] if place.access else []
    return [*lines, *([f"How far: {place.from_start}"] if place.from_start else []), *place.nearby]


def _wrapped(text: str) -> list[str]:
    """The paragraphs of a text, no line wider than a screen reader or an old mail program likes."""
    return [
        fill(line, WIDE, break_long_words=False, break_on_hyphens=False) for line in text.splitlines() if line.strip()
    ]
