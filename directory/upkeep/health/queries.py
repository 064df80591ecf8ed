"""The health of the directory: its counts as a whole, by district and by topic, the lists behind them, its history."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import select

from accounts.roles import Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from directory.listings.models import listing_entry
from directory.listings.standing.queries import ages
from directory.listings.taxonomies import OWN
from directory.listings.ways import Attendance
from directory.places import districts, many_points
from directory.search import snapshot, whereabouts
from directory.search.columns import bits
from directory.search.snapshot import Snapshot
from directory.search.terms import terms, with_those_above
from directory.upkeep.health import measures
from directory.upkeep.health.measures import Known, Measure
from directory.upkeep.health.models import DirectoryDay

PAGE = 20
HISTORY = timedelta(days=366)


@dataclass(frozen=True)
class Part:
    """A district or a topic, by its code or id, with its counts."""

    key: str
    name: str
    counts: dict[Measure, int]


@dataclass(frozen=True)
class Health:
    """The counts of today. A listing counts in every district in which it has a place, or else whose people it serves,
    and under each of its topics and those above them; so neither adds up to the whole."""

    counts: dict[Measure, int]
    areas: list[Part]
    topics: list[Part]


@dataclass(frozen=True)
class Listed:
    """A page of the listings behind a count."""

    measure: Measure
    listings: list[tuple[uuid.UUID, str, date | None]]
    total: int
    page: int
    pages: int
    where: str


def today(actor) -> Health:
    """All counts of today. Raises Missing for whoever may not read them."""
    _must_read(actor)
    facts = snapshot.current()
    counted = measures.masks(_known(facts), clock.today().toordinal(), ages())
    return Health(measures.totals(counted), _by_area(facts, counted), _by_topic(facts, counted))


def listed(actor, measure: str, *, area: str = "", topic: str = "", page: int = 1) -> Listed:
    """The listings that a measure counts, of a district or a topic if one is named, by name, twenty a page.

    A page past the end is the last. Raises Missing where there is no such measure, district or topic.
    """
    _must_read(actor)
    facts, which = snapshot.current(), _measure(measure)
    found = measures.mask(which, _known(facts), clock.today().toordinal(), ages())
    found &= _in_area(facts, area) & _about(facts, topic)
    rows = np.flatnonzero(found)
    rows = rows[np.argsort(facts.by_name[rows])]
    pages = max(1, -(-len(rows) // PAGE))
    page = min(page, pages)
    shown = facts.columns["number"][rows[(page - 1) * PAGE : page * PAGE]].tolist()
    return Listed(which, _cards(shown), len(rows), page, pages, _where(facts, area, topic))


def history(actor) -> list[DirectoryDay]:
    """The days of the last year that the nightly round counted, the oldest first. Raises Missing."""
    _must_read(actor)
    question = select(DirectoryDay).where(DirectoryDay.day > clock.today() - HISTORY)
    return list(db.session.scalars(question.order_by(DirectoryDay.day)))


def day(on: date) -> DirectoryDay | None:
    """What was counted on this day."""
    return db.session.scalar(select(DirectoryDay).where(DirectoryDay.day == on))


def counts() -> dict[Measure, int]:
    """The counts of the whole directory now, for the nightly round."""
    return measures.totals(measures.masks(_known(snapshot.current()), clock.today().toordinal(), ages()))


def _must_read(actor) -> None:
    if not may(actor, Permission.READ_DIRECTORY_HEALTH):
        raise Missing


def _measure(text: str) -> Measure:
    try:
        return Measure(text)
    except ValueError:
        raise Missing from None


def _known(facts: Snapshot) -> Known:
    """What the measures ask of the snapshot; gathered once for it."""
    if "health" not in facts.read_once:
        columns = facts.columns
        remote = bits("attendance", [one.value for one in Attendance if one is not Attendance.IN_PERSON])
        ways = columns["attendance"]
        timed = columns["schedules"] != None  # noqa: E711 - for each of an array
        timed[columns.sessions.row] = True
        facts.read_once["health"] = Known(
            offered=columns["active"],
            listed=columns["listed"],
            confirmed=columns["confirmed"],
            reported=columns["reported"],
            remote=(ways & remote != 0) & (ways & bits("attendance", [Attendance.IN_PERSON.value]) == 0),
            placed=facts.placed,
            timed=timed.astype(bool),
            reachable=columns["reachable"],
        )
    return facts.read_once["health"]


def _by_area(facts: Snapshot, counted: dict[Measure, np.ndarray]) -> list[Part]:
    table, codes = whereabouts.districts(facts), many_points.codes()
    found = measures.by_code(counted, table.row, table["code"], len(codes))
    names = {code: districts.by_code()[code].name for code in codes}
    return _parts(found, {number: (code, names[code]) for number, code in enumerate(codes)})


def _by_topic(facts: Snapshot, counted: dict[Measure, np.ndarray]) -> list[Part]:
    table, words, known = with_those_above(facts), facts.known.terms.words, terms(facts)
    found = measures.by_code(counted, table.row, table["code"], len(words))
    own = {number: (word, known[word].label) for number, word in enumerate(words) if _is_topic(known.get(word))}
    return _parts(found, own)


def _is_topic(term) -> bool:
    return term is not None and term.taxonomy == OWN


def _parts(found: dict[Measure, np.ndarray], names: dict[int, tuple[str, str]]) -> list[Part]:
    """The parts that have any listing, by name."""
    parts = [
        Part(*names[number], {measure: int(counts[number]) for measure, counts in found.items()})
        for number in np.flatnonzero(found[Measure.ALL]).tolist()
        if number in names
    ]
    return sorted(parts, key=lambda part: (part.name.lower(), part.key))


def _in_area(facts: Snapshot, area: str) -> np.ndarray:
    if not area:
        return np.ones(len(facts), dtype=bool)
    if area not in many_points.codes():
        raise Missing
    table = whereabouts.districts(facts)
    return _some(facts, table.row[table["code"] == many_points.codes().index(area)])


def _about(facts: Snapshot, topic: str) -> np.ndarray:
    if not topic:
        return np.ones(len(facts), dtype=bool)
    if not _is_topic(terms(facts).get(topic)):
        raise Missing
    table, code = with_those_above(facts), facts.known.terms.known(topic)
    return _some(facts, table.row[table["code"] == code] if code is not None else np.array([], dtype=np.int32))


def _some(facts: Snapshot, rows: np.ndarray) -> np.ndarray:
    found = np.zeros(len(facts), dtype=bool)
    found[rows] = True
    return found


def _where(facts: Snapshot, area: str, topic: str) -> str:
    """Of which part of the directory the list is, in words."""
    names = [districts.by_code()[area].name if area else "", terms(facts)[topic].label if topic else ""]
    return ", ".join(filter(None, names))


def _cards(numbers: list[int]) -> list[tuple[uuid.UUID, str, date | None]]:
    """Of these entries the listing's id, its name and when it was last confirmed, in this order."""
    columns = select(listing_entry.c.number, listing_entry.c.service_id, listing_entry.c.card)
    rows = db.session.execute(columns.where(listing_entry.c.number.in_(numbers)))
    found = {row.number: (row.service_id, json.loads(row.card)) for row in rows}
    return [(found[number][0], found[number][1]["name"], _confirmed(found[number][1])) for number in numbers]


def _confirmed(card: dict) -> date | None:
    on = card.get("trust", {}).get("confirmed_on")
    return date.fromisoformat(on) if on else None
