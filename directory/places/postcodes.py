"""From a postcode to a point on the map, without asking anyone: Ordnance Survey's Code-Point Open on this machine."""

import csv
import gzip
import sys
from functools import cache, lru_cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from pyproj import Transformer

from core.identifiers import postcode as postcodes
from directory.places.distances import Point

# Code-Point Open's quality 90 is a postcode in use whose place nobody has said; its coordinates are zeros.
NO_POSITION = "90"
AREAS_KEPT = 8
# The ninth column of Ordnance Survey's own files; what set-up fetches has only the first four.
DISTRICT = 8


class NoPositions(RuntimeError):
    """The postcode files are not where they should be; the message says what to do."""


class Unit(NamedTuple):
    """What a file says of one postcode: degrees of WGS 84, and its district's code, or nothing."""

    latitude: float
    longitude: float
    district: str = ""


class Gazetteer:
    """The positions of Great Britain's postcodes, read from `folder` one area at a time, when first asked for.

    The folder holds a file for each area, `po.csv.gz` or `po.csv`: Ordnance Survey's own files, or the same
    shortened to their first four columns. The eight areas used last stay in memory, about 5 MB each. Threads may
    share one gazetteer. New files are noticed by a new gazetteer.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._area = lru_cache(maxsize=AREAS_KEPT)(self._read_area)
        self._middle = lru_cache(maxsize=1000)(self._find_middle)

    def position(self, postcode: str) -> Point | None:
        """Where a parsed postcode is, within a few metres of Ordnance Survey's point for it.

        None for the NHS's ZZ99 codes, for postcodes without a position and for those that are not in the files:
        Northern Ireland, the Channel Islands, the Isle of Man, and any that came later than the files (about one of
        England's in a hundred, when the package that set-up takes was compared with the edition of October 2025).
        Raises NoPositions.
        """
        found = self._unit(postcode)
        return found and Point(found.latitude, found.longitude)

    def district(self, postcode: str) -> str | None:
        """The code of the local authority district that a parsed postcode is in, where the files say so, or None.

        Ordnance Survey's own files do; those that set-up fetches do not. Raises NoPositions.
        """
        found = self._unit(postcode)
        return found and (found.district or None)

    def _unit(self, postcode: str) -> Unit | None:
        if postcodes.is_placeless(postcode):
            return None
        return self._area(postcodes.area(postcode)).get(postcode.replace(" ", ""))

    def rough_position(self, postcode: str) -> Point | None:
        """About where a parsed postcode is, if only its neighbours are known: within a mile or so in a town.

        It is the middle of the postcodes with the same sector (`PO1 2`), or else the same district (`PO1`): the files
        are some months old, and new houses have newer postcodes. None where the district is unknown too.
        Raises NoPositions.
        """
        if postcodes.is_placeless(postcode):
            return None
        district, _, unit = postcode.partition(" ")
        return self._middle(district, unit[0]) or self._middle(district, "")

    def middle(self, part: str) -> Point | None:
        """The middle of the postcodes with a sector (`PO1 2`) or a district (`PO1`), or None. Raises NoPositions."""
        district, _, sector = part.partition(" ")
        return self._middle(district, sector)

    def _find_middle(self, district: str, sector: str) -> Point | None:
        places = [
            unit[:2]
            for code, unit in self._area(postcodes.area(district)).items()
            if code[:-3] == district and code[-3:].startswith(sector)
        ]
        return Point(*(round(fmean(axis), 6) for axis in zip(*places, strict=True))) if places else None

    def problem(self) -> str | None:
        """What keeps this gazetteer from answering, in one sentence; None if nothing does."""
        if any(self.folder.glob("*.csv.gz")) or any(self.folder.glob("*.csv")):
            return None
        return (
            f"There are no postcode positions in {self.folder}: "
            "set the app up again, or set POSTCODE_FOLDER to a folder of Code-Point Open files."
        )

    def _read_area(self, area: str) -> dict[str, Unit]:
        for ending in (".csv.gz", ".csv"):
            path = self.folder / f"{area.lower()}{ending}"
            if path.is_file():
                return read(path)
        if problem := self.problem():
            raise NoPositions(problem)
        return {}


def read(path: Path) -> dict[str, Unit]:
    """Postcode without spaces → what is known of it, for every postcode of a Code-Point Open file with a position.

    The columns are postcode, quality, easting and northing, in metres of the British National Grid (EPSG:27700);
    more may follow, of which the ninth is the district, and there is no header. The file may be compressed, with a
    name that ends in `.gz`.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row and row[1] != NO_POSITION]
    longitudes, latitudes = _to_degrees().transform([int(row[2]) for row in rows], [int(row[3]) for row in rows])
    return {
        row[0].replace(" ", ""): Unit(round(latitude, 6), round(longitude, 6), _district(row))
        for row, latitude, longitude in zip(rows, latitudes, longitudes, strict=True)
    }


def _district(row: list[str]) -> str:
    """One text serves all the postcodes of a district."""
    return sys.intern(row[DISTRICT]) if len(row) > DISTRICT else ""


@cache
def _to_degrees() -> Transformer:
    """British National Grid → WGS 84. One serves all threads: pyproj keeps a copy in each (since its version 3.1)."""
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
