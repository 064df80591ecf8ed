"""England for invented listings: real postcodes with their positions, a home county and everywhere else."""

import csv
import gzip
import random
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pyproj import Transformer

from core.config import ROOT
from directory.places.distances import Point
from directory.places.postcodes import NO_POSITION

FOLDER = ROOT / "build" / "postcodes"
# One postcode of so many: towns stay as much closer together than villages as they are.
THINNED = 20
# The home county: far enough from everywhere else that no search of 10 miles reaches both.
HOME = "TR"
BESIDE_HOME = frozenset({"PL"})
NOT_ENGLAND = frozenset("AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE CF LD LL NP SA".split())


class Spot(NamedTuple):
    """One postcode, written as people write it, and where it is."""

    postcode: str
    point: Point

    @property
    def district(self) -> str:
        return self.postcode.partition(" ")[0]


class Country(NamedTuple):
    """The postcodes of the home county, and those of everywhere else."""

    home: list[Spot]
    elsewhere: list[Spot]

    def any(self, choose: random.Random, *, at_home: bool) -> Spot:
        return choose.choice(self.home if at_home else self.elsewhere)


@cache
def country(folder: Path = FOLDER) -> Country:
    """England as the files in `folder` have it, in the order of its postcodes."""
    spots: dict[bool, list[Spot]] = {True: [], False: []}
    for path in sorted(folder.glob("*.csv.gz")):
        area = path.name.partition(".")[0].upper()
        if area not in NOT_ENGLAND | BESIDE_HOME:
            spots[area == HOME] += _thinned(path, 1 if area == HOME else THINNED)
    return Country(spots[True], spots[False])


def _thinned(path: Path, step: int) -> list[Spot]:
    """Every so many postcodes of a file, read as directory/places/postcodes.py does, without the others."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(sorted(file)[::step]) if row and row[1] != NO_POSITION]
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    longitudes, latitudes = to_degrees.transform([int(row[2]) for row in rows], [int(row[3]) for row in rows])
    points = [
        Point(round(latitude, 6), round(longitude, 6))
        for latitude, longitude in zip(latitudes, longitudes, strict=True)
    ]
    codes = (row[0].replace(" ", "") for row in rows)
    return [Spot(f"{code[:-3]} {code[-3:]}", point) for code, point in zip(codes, points, strict=True)]
