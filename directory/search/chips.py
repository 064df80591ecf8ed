"""What a search was narrowed down by, each a word that can be taken away again."""

from typing import NamedTuple

from directory.listings.room import Room
from directory.listings.trust import Band
from directory.listings.ways import Access, Attendance, Joining
from directory.search.query import ROOM_NOT_KNOWN, WEEKDAYS, PartOfDay, SearchQuery

_WORDS = {
    "attendance": lambda value: Attendance(value).words,
    "joining": lambda value: Joining(value).words,
    "access": lambda value: Access(value).words,
    "day": lambda value: f"{WEEKDAYS[value]}s",
    "time": lambda value: f"{PartOfDay(value).value.capitalize()}s",
    "language": lambda value: value,
    "room": lambda value: "Room not known" if value == ROOM_NOT_KNOWN else Room(value).words,
    "trust": lambda value: Band(value).words,
}


class Chip(NamedTuple):
    """Its words, and what of the search changes when it is taken away."""

    words: str
    changes: dict


def chips(query: SearchQuery, labels: dict) -> list[Chip]:
    """Everything that narrows `query` but its words and its place; `labels` are the names of its topics, by id."""
    found = [Chip(labels[tag], {"tags": _less(query.tags, tag)}) for tag in query.tags if tag in labels]
    if query.age is not None:
        found.append(Chip(f"Age {query.age}", {"age": None}))
    for name, words in _WORDS.items():
        chosen = getattr(query, name)
        found += [Chip(words(value), {name: _less(chosen, value)}) for value in chosen]
    if query.now:
        found.append(Chip("On now", {"now": False}))
    if query.introductions:
        found.append(Chip("Takes introductions now", {"introductions": False}))
    if query.cost is not None:
        found.append(Chip(f"Up to £{query.cost}" if query.cost else "Free", {"cost": None}))
    return found


def _less(chosen: tuple, one) -> tuple:
    return tuple(value for value in chosen if value != one)
