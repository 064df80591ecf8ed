"""Which local authority district of England a place is in, or may be in: facts worked out from Code-Point Open.

A district is named by the code that the Office for National Statistics gave it (its GSS code), such as `E06000044`
for Portsmouth. The two tables beside this file are written by derive_districts.py.
"""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import numpy

from directory.places.distances import Point, metres_per_degree

HERE = Path(__file__).parent

# How many times as far as the nearest sector's middle another's may lie, to be thought of too. Tried on 6,000 postcodes
# whose district is known: it was among the answers for all but one in a thousand, of 1.4 answers on the average.
TIMES = 2.0
# Metres. Sectors of moors are 20 miles wide; a middle further off is across the sea.
FURTHEST = 25_000.0


class District(NamedTuple):
    """A district of England, with its county as people say it."""

    code: str
    name: str
    county: str


class Sector(NamedTuple):
    """The middle of the postcodes that begin alike, such as `PO1 2`, and their districts, the one with most first."""

    name: str
    middle: Point
    districts: tuple[str, ...]


@cache
def by_code() -> dict[str, District]:
    """Every district of England, by its code and by such codes as were its own until lately."""
    rows = list(_rows("districts.csv"))
    now = {row["code"]: District(row["code"], row["name"], row["county"]) for row in rows if not row["now"]}
    return {row["code"]: now[row["now"] or row["code"]] for row in rows}


def of_county(county: str) -> frozenset[str]:
    """The districts of a county as people say it, `Hampshire` or `hampshire`; empty where it is none of England's."""
    return frozenset(one.code for one in by_code().values() if one.county.casefold() == county.casefold())


@cache
def sectors() -> dict[str, Sector]:
    """Every postcode sector of Great Britain, by name; those of Scotland and Wales without districts."""
    return {row["sector"]: _sector(row) for row in _rows("sectors.csv")}


def _sector(row: dict[str, str]) -> Sector:
    middle = Point(float(row["latitude"]), float(row["longitude"]))
    return Sector(row["sector"], middle, tuple(row["districts"].split()))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with open(HERE / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def of_part(part: str) -> frozenset[str]:
    """The districts of the postcodes that begin with `part`, a sector (`PO1 2`) or all sectors of `PO1`.

    Empty where they are not known: outside England.
    """
    return _together(_sectors_of(part))


def middle_of_part(part: str) -> Point | None:
    """About where the postcodes that begin with `part` are; None where there are none."""
    return _middle(_sectors_of(part))


def _sectors_of(part: str) -> list[Sector]:
    names = [part] if " " in part else [f"{part} {digit}" for digit in range(10)]
    return [sectors()[name] for name in names if name in sectors()]


def middle_of(codes: Iterable[str]) -> Point | None:
    """About the middle of where people live in the districts of these codes; None where those are unknown."""
    codes = frozenset(codes)
    return _middle([sector for sector in sectors().values() if sector.districts and codes.issuperset(sector.districts)])


def _middle(found: list[Sector]) -> Point | None:
    middles = [sector.middle for sector in found]
    return Point(*(round(fmean(axis), 4) for axis in zip(*middles, strict=True))) if middles else None


def near(point: Point) -> frozenset[str]:
    """The districts that `point` may be in; empty where they are not known: outside England, and at sea."""
    return _together(_nearest(point))


def likely(point: Point) -> District | None:
    """The district that `point` is most likely in; None where it is not known."""
    codes = [code for sector in _nearest(point)[:1] for code in sector.districts]
    return by_code()[codes[0]] if codes else None


def _together(found: list[Sector]) -> frozenset[str]:
    return frozenset(code for sector in found for code in sector.districts)


def _nearest(point: Point) -> list[Sector]:
    """The sectors whose middle is nearest, or not much further off than that; nearest first."""
    all_of_them, latitudes, longitudes = _middles()
    north, east = metres_per_degree(point.latitude)
    metres = numpy.hypot((latitudes - point.latitude) * north, (longitudes - point.longitude) * east)
    limit = min(metres.min() * TIMES, FURTHEST)
    return [all_of_them[index] for index in metres.argsort()[: (metres <= limit).sum()]]


@cache
def _middles() -> tuple[list[Sector], numpy.ndarray, numpy.ndarray]:
    found = list(sectors().values())
    latitudes, longitudes = (numpy.array(axis) for axis in zip(*(sector.middle for sector in found), strict=True))
    return found, latitudes, longitudes
