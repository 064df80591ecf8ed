"""Each thing that a search asks for, as the rows of the snapshot that answer it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import inf
from operator import attrgetter

import numpy as np

from core import clock
from directory.listings.occurrences import is_on
from directory.listings.ways import Attendance
from directory.places.distances import box, metres, metres_to_each
from directory.search.columns import Table, bits
from directory.search.query import WEEKDAYS, PartOfDay, SearchQuery
from directory.search.snapshot import Snapshot
from directory.search.standings import ANSWERS, BANDS, among, bands, rooms, taking
from directory.search.terms import with_those_below

# These come to the person: no distance is too far.
REMOTE = frozenset({Attendance.ONLINE.value, Attendance.TELEPHONE.value, Attendance.AT_HOME.value})
FLAGGED = ("attendance", "joining", "access")


@dataclass(frozen=True)
class Filters:
    """The rows that answer a search: `offered` to everyone, and for each thing asked for, by its name, those that fit.

    `metres` is how far each row's nearest place is from the point, inf where it has none; None without a point.
    """

    offered: np.ndarray
    masks: dict[str, np.ndarray]
    metres: np.ndarray | None
    _known: dict = field(default_factory=dict, repr=False, compare=False)

    def kept(self, left_out: str = "") -> np.ndarray:
        """Of every row whether it answers everything, but for what is `left_out`."""
        if left_out not in self.masks:
            left_out = ""
        if left_out not in self._known:
            others = (mask for name, mask in self.masks.items() if name != left_out)
            self._known[left_out] = np.logical_and.reduce([self.offered, *others])
        return self._known[left_out]

    def rows(self, left_out: str = "") -> np.ndarray:
        """The rows of which that is true, in rising order."""
        key = f"rows but {left_out if left_out in self.masks else ''}"
        if key not in self._known:
            self._known[key] = np.flatnonzero(self.kept(left_out))
        return self._known[key]


def filters(query: SearchQuery, snapshot: Snapshot, words: np.ndarray | None) -> Filters:
    """What `query` asks for, of `snapshot`; `words` are the rows that have its words, None where it has none."""
    far = _metres(query, snapshot) if query.point else None
    found = {} if words is None else {"words": _among(len(snapshot), words)}
    if far is not None:
        found["where"] = _where(query, snapshot, far)
    found |= {f"tag {tag}": having(snapshot, "terms", with_those_below(snapshot, str(tag))) for tag in query.tags}
    found |= {name: ask(query, snapshot) for name, (asked, ask) in QUESTIONS.items() if asked(query)}
    return Filters(snapshot.columns["active"], found, far)


def _age(query: SearchQuery, snapshot: Snapshot) -> np.ndarray:
    return (snapshot.columns["youngest"] <= query.age) & (snapshot.columns["oldest"] >= query.age)


def _with_bits(name: str) -> Callable[[SearchQuery, Snapshot], np.ndarray]:
    """Of access all that is chosen must be there; of the others one is enough."""
    return lambda query, snapshot: _flagged(
        snapshot.columns[name], bits(name, getattr(query, name)), every=name == "access"
    )


Question = tuple[Callable[[SearchQuery], bool], Callable[[SearchQuery, Snapshot], np.ndarray]]

# Of each question: whether a search asks it, and the rows that answer it.
QUESTIONS: dict[str, Question] = {
    "language": (lambda query: query.language, lambda query, facts: having(facts, "languages", query.language)),
    "age": (lambda query: query.age is not None, _age),
    "cost": (lambda query: query.cost is not None, lambda query, facts: facts.columns["cost"] <= query.cost),
    **{name: (attrgetter(name), _with_bits(name)) for name in FLAGGED},
    "when": (lambda query: query.day or query.time, lambda query, facts: when(facts, query.day, query.time)),
    "room": (attrgetter("room"), lambda query, facts: among(rooms(facts), ANSWERS, query.room)),
    "trust": (attrgetter("trust"), lambda query, facts: among(bands(facts), BANDS, query.trust)),
    "introductions": (attrgetter("introductions"), lambda _query, facts: taking(facts)),
    "now": (attrgetter("now"), lambda _query, facts: on_at(facts, clock.now())),
}


def _among(size: int, rows: np.ndarray) -> np.ndarray:
    found = np.zeros(size, dtype=bool)
    found[rows] = True
    return found


def _flagged(column: np.ndarray, wanted: int, *, every: bool) -> np.ndarray:
    return (column & wanted) == wanted if every else (column & wanted) != 0


def having(snapshot: Snapshot, table: str, words: Iterable[str]) -> np.ndarray:
    """The rows that have one of these words in this table."""
    vocabulary, items = getattr(snapshot.known, table), getattr(snapshot.columns, table)
    found = np.zeros(len(snapshot), dtype=bool)
    for word in words:
        if (code := vocabulary.known(word)) is not None:
            found[items.rows_with(code)] = True
    return found


def _metres(query: SearchQuery, snapshot: Snapshot) -> np.ndarray:
    """How far each row's nearest place is, where that can matter: near enough, or found although it is not."""
    places = snapshot.columns.places
    matters = np.arange(len(places.row))
    if query.within_miles:
        elsewhere = places.items_of(np.flatnonzero(_from_anywhere(query, snapshot)))
        matters = np.concatenate([_inside(query, snapshot), elsewhere])
    away = metres_to_each(query.point, places["latitude"][matters], places["longitude"][matters])
    found = np.full(len(snapshot), inf)
    np.minimum.at(found, places.row[matters], away)
    return found


def _inside(query: SearchQuery, snapshot: Snapshot) -> np.ndarray:
    """Where in their table the places stand that are near enough, and some in the corners around."""
    around = box(query.point, metres(query.within_miles))
    order, latitudes = snapshot.by_latitude
    between = order[slice(*np.searchsorted(latitudes, [around.south, around.north]))]
    longitudes = snapshot.columns.places["longitude"][between]
    return between[(longitudes >= around.west) & (longitudes <= around.east)]


def _where(query: SearchQuery, snapshot: Snapshot, far: np.ndarray) -> np.ndarray:
    """Near enough, or as good as near; nothing that is only for the people of another district."""
    found = np.ones(len(snapshot), dtype=bool)
    if query.within_miles:
        found = (far <= metres(query.within_miles)) | _from_anywhere(query, snapshot)
    return found & ~for_others(query, snapshot)


def _from_anywhere(query: SearchQuery, snapshot: Snapshot) -> np.ndarray:
    """What is for the people of the person's district, or comes to them in a way that was chosen."""
    remote = bits("attendance", REMOTE & set(query.attendance))
    found = serving(query, snapshot)
    return found | _flagged(snapshot.columns["attendance"], remote, every=False) if remote else found


def serving(query: SearchQuery, snapshot: Snapshot) -> np.ndarray:
    """The rows that name one of the districts in which the person may be."""
    return having(snapshot, "areas", query.districts)


def for_others(query: SearchQuery, snapshot: Snapshot) -> np.ndarray:
    """The rows that are only for people of districts in which the person is not; none where nobody knows theirs."""
    if not query.districts:
        return np.zeros(len(snapshot), dtype=bool)
    return snapshot.limited & ~serving(query, snapshot)


def placeless(query: SearchQuery, snapshot: Snapshot, found: Filters) -> int:
    """How many more answer the search but for its distance, and have no place that could be measured."""
    if not (query.point and query.within_miles):
        return 0
    others = found.kept("where") & ~found.masks["where"] & ~snapshot.placed & ~for_others(query, snapshot)
    return int(np.count_nonzero(others))


def when(snapshot: Snapshot, days: Iterable[str], parts: Iterable[str]) -> np.ndarray:
    """The rows with a session, not over yet, on one of these weekdays and in one of these parts of the day."""
    return times(snapshot) & time_bits(days, parts) != 0


def time_bits(days: Iterable[str], parts: Iterable[str]) -> np.uint32:
    """The bits of `times` for these weekdays and parts of the day; no days are all days, no parts the whole day."""
    chosen = set(days) or set(WEEKDAYS)
    wanted = [number for number, part in enumerate(PARTS) if part in set(parts)] or [len(PARTS)]
    return np.uint32(sum(1 << _bit(at, part) for at, day in enumerate(WEEKDAYS) if day in chosen for part in wanted))


PARTS = tuple(PartOfDay)


def _bit(day: int, part: int) -> int:
    """Of each weekday a bit for each part of the day, and one for the whole of it."""
    return day * (len(PARTS) + 1) + part


def times(snapshot: Snapshot) -> np.ndarray:
    """Of each row the bits of when it has a session that is not over yet; reckoned once a day for a snapshot."""
    today = clock.today().toordinal()
    known = snapshot.read_once.get("times")
    if known is None or known[0] != today:
        known = snapshot.read_once["times"] = today, _times(snapshot, today)
    return known[1]


def _times(snapshot: Snapshot, today: int) -> np.ndarray:
    sessions = snapshot.columns.sessions
    running = sessions["last"] >= today
    during = [_overlap(sessions, *part.minutes) & running for part in PARTS] + [running]
    found = np.zeros(len(snapshot), dtype=np.uint32)
    for day in range(len(WEEKDAYS)):
        on = sessions["days"] & (1 << day) != 0
        for part, fits in enumerate(during):
            found[sessions.row[on & fits]] |= np.uint32(1 << _bit(day, part))
    return found


def _overlap(sessions: Table, begins: int, ends: int) -> np.ndarray:
    return (sessions["opens"] < ends) & (sessions["closes"] > begins)


def on_at(snapshot: Snapshot, moment: dt.datetime) -> np.ndarray:
    """The rows with a session at this moment: plain weekly ones by their hours, the others asked one by one."""
    local = moment.astimezone(clock.LONDON)
    today, minute = local.date().toordinal(), local.hour * 60 + local.minute
    sessions = snapshot.columns.sessions
    plain = np.zeros(len(sessions.row), dtype=bool)
    for day, since_midnight in ((today, minute), (today - 1, minute + 24 * 60)):
        plain |= (
            (sessions["days"] & (1 << dt.date.fromordinal(day).weekday()) != 0)
            & (sessions["opens"] <= since_midnight)
            & (sessions["closes"] > since_midnight)
            & (sessions["first"] <= day)
            & (sessions["last"] >= day)
        )
    found = _among(len(snapshot), sessions.row[plain])
    schedules = snapshot.columns["schedules"]
    for row in snapshot.irregular:
        found[row] = is_on(schedules[row], moment)
    return found
