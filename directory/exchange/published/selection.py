"""Which services and which of their places a question means: numbers of entries, in the order of services’ ids."""

import uuid
from collections.abc import Iterator
from threading import Lock
from typing import NamedTuple

import numpy as np
from flask import current_app

from directory.exchange.published import queries
from directory.exchange.published.parameters import Asked
from directory.exchange.values import DAYS
from directory.places import queries as places_known
from directory.places.distances import Point, metres_to_each
from directory.places.whereabouts import Found, NotKnown
from directory.search import index, query, snapshot
from directory.search.filters import having
from directory.search.snapshot import Snapshot

MOST_TERMS = 12
SESSIONS = ("day", "start_time", "end_time")


class NotFound(ValueError):
    """The postcode asked for is nowhere; the message says so."""


def services(asked: Asked) -> np.ndarray:
    """The numbers of the entries of the services that `asked` means. Raises NotFound."""
    now = snapshot.current()
    return now.columns["number"][_rows(asked, now)]


class Stamps(NamedTuple):
    """Of services, in columns: the halves of their ids, and when they were last modified, in UTC (RFC 3339)."""

    highs: np.ndarray
    lows: np.ndarray
    moments: np.ndarray

    def some(self, here: slice) -> Iterator[tuple[uuid.UUID, str]]:
        """The id of each that is `here`, and when it was last modified."""
        for high, low, moment in zip(*(column[here].tolist() for column in self), strict=True):
            yield uuid.UUID(int=(high << 64) | low), moment


def stamps(asked: Asked) -> Stamps:
    """The ids of the same services, in the same order, without a look into the database. Raises NotFound."""
    now = snapshot.current()
    rows = _rows(asked, now)
    moments = np.datetime_as_string(now.columns["modified"][rows].astype("datetime64[ms]"), timezone="UTC")
    return Stamps(now.columns["id_high"][rows], now.columns["id_low"][rows], moments)


def _rows(asked: Asked, now: Snapshot) -> np.ndarray:
    mask = _mask(asked, now)
    return now.by_id if mask is None else now.by_id[mask[now.by_id]]


def at_locations(asked: Asked) -> tuple[queries.AtLocations, np.ndarray]:
    """All places, and which of them `asked` means, in the order of their ids. Raises NotFound."""
    now = snapshot.current()
    places = _kept().at(now)
    wanted = np.ones(len(places.numbers), dtype=bool)
    mask = _mask(asked, now)
    if mask is not None:
        wanted &= np.isin(places.numbers, now.columns["number"][mask])
    if any(_given(asked, name) for name in SESSIONS):
        wanted &= _happens(asked, places, _kept().tied(now))
    if asked.proximity is not None:
        wanted &= _near(_where(asked).point, asked.proximity, places.latitudes, places.longitudes)
    return places, np.flatnonzero(wanted)


def place_stamps(places: queries.AtLocations, wanted: np.ndarray) -> Iterator[tuple[uuid.UUID, str]]:
    """The id of each of these places, and when its service was last modified."""
    now = snapshot.current()
    modified = dict(zip(now.columns["number"].tolist(), now.columns["modified"].tolist(), strict=True))
    for at in wanted:
        moment = np.datetime64(modified.get(int(places.numbers[at]), 0), "ms")
        yield uuid.UUID(bytes=bytes(places.ids[at])), str(np.datetime_as_string(moment, timezone="UTC"))


def filtered(asked: Asked) -> bool:
    """Whether anything is asked for, so that not every service answers."""
    return any(_given(asked, name) for names, _ in _READERS for name in names)


def _mask(asked: Asked, now: Snapshot) -> np.ndarray | None:
    """The rows that answer everything that is asked; None where nothing is."""
    masks = [read(asked, now) for names, read in _READERS if any(_given(asked, name) for name in names)]
    return np.logical_and.reduce(masks) if masks else None


def _given(asked: Asked, name: str) -> bool:
    return getattr(asked, name) not in (None, "", ())


def _words(asked: Asked, now: Snapshot) -> np.ndarray:
    terms = tuple(((word,),) for word in dict.fromkeys(query.plain_words(asked.search)))[:MOST_TERMS]
    found = np.zeros(len(now), dtype=bool)
    if terms:
        found[now.rows(index.current().numbers(index.Asked(terms), index.Within.ANYWHERE))] = True
    return found


def _of_terms(asked: Asked, now: Snapshot) -> np.ndarray:
    return having(now, "terms", map(str, queries.terms_below(asked.taxonomy_term_id)))


def _of_taxonomies(asked: Asked, now: Snapshot) -> np.ndarray:
    return having(now, "terms", map(str, queries.terms_of(asked.taxonomy_id)))


def _of_organizations(asked: Asked, now: Snapshot) -> np.ndarray:
    known = (now.known.organizations.known(str(one)) for one in asked.organization_id)
    return np.isin(now.columns["organization"], [code for code in known if code is not None])


def _modified(asked: Asked, now: Snapshot) -> np.ndarray:
    return now.columns["modified"] >= np.ceil(asked.modified_after.timestamp() * 1000)


def _old_enough(asked: Asked, now: Snapshot) -> np.ndarray:
    return np.maximum(now.columns["youngest"], 0) >= np.float32(asked.minimum_age)


def _young_enough(asked: Asked, now: Snapshot) -> np.ndarray:
    return now.columns["oldest"] <= np.float32(asked.maximum_age)


def _sessions(asked: Asked, now: Snapshot) -> np.ndarray:
    """With one session that has everything: the day, and begins and ends within the hours."""
    sessions = now.columns.sessions
    found = np.zeros(len(now), dtype=bool)
    found[sessions.row[_fits(asked, sessions["days"], sessions["opens"], sessions["closes"])]] = True
    return found


def _fits(asked: Asked, days: np.ndarray, opens: np.ndarray, closes: np.ndarray) -> np.ndarray:
    fits = days != 0
    if asked.day:
        fits &= days & days.dtype.type(sum(1 << DAYS.index(day) for day in asked.day)) != 0
    if asked.start_time:
        fits &= opens >= _minutes(asked.start_time)
    if asked.end_time:
        fits &= closes <= _minutes(asked.end_time)
    return fits


def _happens(asked: Asked, places: queries.AtLocations, tied: queries.Tied) -> np.ndarray:
    """Where a session that fits may be: one tied to another place is not here, one tied to none is everywhere."""
    fits = _fits(asked, *tied.sessions.T)
    anywhere = tied.places == np.void(queries.NOWHERE)
    known = ~np.isin(places.numbers, tied.numbers)
    there = np.isin(places.numbers, tied.numbers[fits & anywhere])
    named = set(tied.places[fits & ~anywhere].tolist())
    return known | there | np.fromiter((one in named for one in places.ids.tolist()), bool, len(places.ids))


def _minutes(time) -> int:
    return time.hour * 60 + time.minute


def _covered(asked: Asked, now: Snapshot) -> np.ndarray:
    """Those that the people there may use: of the services that name their districts, the ones that name theirs."""
    place = _where(asked)
    limited = np.zeros(len(now), dtype=bool)
    limited[now.columns.areas.row] = True
    found = ~limited | having(now, "areas", place.districts)
    if asked.proximity is not None:
        places = now.columns.places
        within = _near(place.point, asked.proximity, places["latitude"], places["longitude"])
        close = np.zeros(len(now), dtype=bool)
        close[places.row[within]] = True
        found &= close
    return found


def _where(asked: Asked) -> Found:
    try:
        return places_known.find_place(asked.postcode)
    except NotKnown:
        raise NotFound(f"{asked.postcode} is not a postcode whose place is known here") from None


def _near(point: Point, metres: float, latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return metres_to_each(point, latitudes, longitudes) <= metres


_READERS = (
    (("search",), _words),
    (("taxonomy_term_id",), _of_terms),
    (("taxonomy_id",), _of_taxonomies),
    (("organization_id",), _of_organizations),
    (("modified_after",), _modified),
    (("minimum_age",), _old_enough),
    (("maximum_age",), _young_enough),
    (SESSIONS, _sessions),
    (("postcode",), _covered),
)


class _Places:
    """Keeps one application's list of places, as long as no listing changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept = (None, None)
        self._tied = (None, None)

    def at(self, now: Snapshot) -> queries.AtLocations:
        with self._lock:
            if self._kept[0] != now.mark:
                found = queries.at_locations()
                there = np.isin(found.numbers, now.columns["number"])
                self._kept = now.mark, queries.AtLocations(*(column[there] for column in found))
            return self._kept[1]

    def tied(self, now: Snapshot) -> queries.Tied:
        with self._lock:
            if self._tied[0] != now.mark:
                self._tied = now.mark, queries.tied_sessions()
            return self._tied[1]


def _kept() -> _Places:
    return current_app.extensions.setdefault("published_places", _Places())
