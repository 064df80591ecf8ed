"""The editors' queue: everything that waits, what does most harm first, each with its reason in words."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from accounts.roles import Permission, may
from core import clock
from core.db import db
from core.refusals import Missing
from directory.listings.models import Service, listing_entry
from directory.places import districts
from directory.search import snapshot, whereabouts
from directory.upkeep.asking import use
from directory.upkeep.queue.kinds import HARM, Kind, rank
from directory.upkeep.queue.pages import PAGES
from directory.upkeep.queue.sources import SOURCES, Row

PAGE = 20
# How far back the use of a listing is counted for its harm.
LATELY = timedelta(days=30)
AT_ONCE = 500


@dataclass(frozen=True)
class Item:
    """One thing that waits: what it is, whose listing, why it stands where it stands, and in which districts."""

    row: Row
    name: str
    points: int
    why: str
    areas: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return self.row.kind


@dataclass(frozen=True)
class Queue:
    """A page of the queue; `kinds` and `areas` say what may be chosen, {value: how many}."""

    items: list[Item]
    total: int
    page: int
    pages: int
    kinds: dict[Kind, int]
    areas: dict[str, int]


def index(actor, *, kind: str = "", area: str = "", page: int = 1) -> Queue:
    """What waits of this kind and in this district, twenty a page; a page past the end is the last. Raises Missing."""
    everything = _everything(actor)
    chosen = [one for one in everything if _fits(one, kind, area)]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(page, pages)
    return Queue(
        items=chosen[(page - 1) * PAGE : page * PAGE],
        total=len(chosen),
        page=page,
        pages=pages,
        kinds=_counted(one.kind for one in everything if _fits(one, "", area)),
        areas=_counted(code for one in everything if _fits(one, kind, "") for code in one.areas),
    )


def following(actor, *, kind: str = "", area: str = "", after: str = "") -> Item | None:
    """What does most harm of all that waits, or what follows the thing `after` if that still waits. Raises Missing."""
    found = [one for one in _everything(actor) if _fits(one, kind, area)]
    left = next((number for number, one in enumerate(found) if str(one.row.id) == after), -1)
    return found[left + 1] if left + 1 < len(found) else None


def asked() -> int:
    """How many things wait in which somebody waits for an editor's answer: what the menu tells."""
    return sum(source.asked() for source in SOURCES.values())


def area_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of districts, by their codes, in the order of the names."""
    found = {code: districts.by_code()[code].name for code in codes}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def _everything(actor) -> list[Item]:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    rows = [row for source in SOURCES.values() for row in source.rows()]
    listings = _listings({row.service_id for row in rows if row.service_id})
    used = _used(listings.keys())
    areas = _areas({number for _, number in listings.values()})
    now = clock.now()
    items = [_item(row, listings.get(row.service_id), used, areas, now) for row in _each_once(rows)]
    return sorted(items, key=lambda one: (-one.points, one.row.since, str(one.row.id)))


def _each_once(rows: list[Row]) -> list[Row]:
    """Without what is on the same page as something worse: a group that does not answer, and that people go by."""
    worst: dict[tuple, Row] = {}
    for row in rows:
        place = PAGES[row.kind][0], row.id
        if place not in worst or HARM[worst[place].kind].base < HARM[row.kind].base:
            worst[place] = row
    return list(worst.values())


def _item(row: Row, listing, used, areas, now: datetime) -> Item:
    name, number = listing or ("", None)
    said = {words: counts[row.service_id] for words, (_, counts) in used.items() if counts.get(row.service_id)}
    points = sum(used[words][0] * count for words, count in said.items())
    ranked = rank(row.kind, times=row.times, days=(now - row.since).days, used=said, points=points)
    row = row._replace(words=row.words.removeprefix(f"{name}: "))
    return Item(row, name, ranked.points, ranked.words, tuple(areas.get(number, ())))


def _fits(item: Item, kind: str, area: str) -> bool:
    return (not kind or item.kind == kind) and (not area or area in item.areas)


def _counted(values: Iterable) -> dict:
    return dict(Counter(values))


def _listings(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, int | None]]:
    """Of each listing its name and the number of its entry."""
    found, waiting = {}, sorted(ids)
    columns = select(Service.id, Service.name, listing_entry.c.number)
    question = columns.outerjoin(listing_entry, listing_entry.c.service_id == Service.id)
    for start in range(0, len(waiting), AT_ONCE):
        rows = db.session.execute(question.where(Service.id.in_(waiting[start : start + AT_ONCE])))
        found |= {row.id: (row.name, row.number) for row in rows}
    return found


def _used(ids: Collection[uuid.UUID]) -> dict[str, tuple[int, Mapping[uuid.UUID, int]]]:
    """Of each way of using a listing, by its words: the points for once, and how often these were used so lately."""
    since = clock.now() - LATELY
    return {words: (kind.weight, kind.counts(since, list(ids))) for words, kind in use.KINDS.items()} if ids else {}


def _areas(numbers: Collection[int | None]) -> dict[int, list[str]]:
    return whereabouts.of_listings(snapshot.current(), {one for one in numbers if one is not None})
