"""From a postcode to a point on the map, without asking anyone: Ordnance Survey's Code-Point Open on this machine."""

import gzip
import re
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
# What stands around a value of these files and is no part of it.
AROUND = b'" \r'
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
    """The positions of Great Britain's postcodes, from files in `folder` that are read when first asked for.

    The folder holds a file for each area, `po.csv.gz` or `po.csv`: Ordnance Survey's own files, or the same
    shortened to their first four columns. An area stays in memory as its file's own text, in which a postcode is
    looked up: all of the country takes 50 MB, and Ordnance Survey's own files three times that. Threads may share
    one gazetteer. New files are noticed by a new gazetteer.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._area = cache(self._read_area)
        # One page asks about a postcode's place and about its district.
        self._unit = lru_cache(maxsize=10_000)(self._find_unit)
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

    def _find_unit(self, postcode: str) -> Unit | None:
        if postcodes.is_placeless(postcode):
            return None
        line = _line(self._area(postcodes.area(postcode)), postcode.replace(" ", ""))
        return next(iter(_units(_rows(line, "[^,]+"))), None)

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
        within = district + (f"{sector}[A-Z]{{2}}" if sector else "[0-9][A-Z]{2}")
        places = [unit[:2] for unit in _units(_rows(self._area(postcodes.area(district)), within))]
        return Point(*(round(fmean(axis), 6) for axis in zip(*places, strict=True))) if places else None

    def problem(self) -> str | None:
        """What keeps this gazetteer from answering, in one sentence; None if nothing does."""
        if any(self.folder.glob("*.csv.gz")) or any(self.folder.glob("*.csv")):
            return None
        return (
            f"There are no postcode positions in {self.folder}: "
            "set the app up again, or set POSTCODE_FOLDER to a folder of Code-Point Open files."
        )

    def _read_area(self, area: str) -> bytes:
        for ending in (".csv.gz", ".csv"):
            path = self.folder / f"{area.lower()}{ending}"
            if path.is_file():
                return _text(path)
        if problem := self.problem():
            raise NoPositions(problem)
        return b""


def read(path: Path) -> dict[str, Unit]:
    """Postcode without spaces → what is known of it, for every postcode of a Code-Point Open file with a position.

    The columns are postcode, quality, easting and northing, in metres of the British National Grid (EPSG:27700);
    more may follow, of which the ninth is the district, and there is no header. The file may be compressed, with a
    name that ends in `.gz`.
    """
    rows = _rows(_text(path), "[^,\n]+")
    return dict(zip((row[0] for row in rows), _units(rows), strict=True))


def _text(path: Path) -> bytes:
    """A file's lines in their order, without quotes and spaces, each between two line breaks."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        lines = file.read().translate(None, AROUND).split(b"\n")
    return b"\n" + b"\n".join(sorted(filter(None, lines))) + b"\n"


def _line(text: bytes, code: str) -> bytes:
    """The line of one postcode, or nothing: the lines are in order, so half of them are left out at each look."""
    wanted, first, last = f"{code},".encode(), 0, len(text) - 1
    while first < last:
        start = text.rfind(b"\n", first, (first + last) // 2 + 1)
        end = text.find(b"\n", start + 1)
        line = text[start + 1 : end]
        if line.startswith(wanted):
            return text[start:end]
        first, last = (end, last) if line < wanted else (first, start)
    return b""


def _rows(text: bytes, code: str) -> list[list[str]]:
    """The rows of the postcodes that `code`, a regular expression, fits, and that have a position."""
    found = re.findall(f"\n({code},[^\n]+)".encode(), text)
    rows = (line.decode().split(",") for line in found)
    return [row for row in rows if row[1] != NO_POSITION]


def _units(rows: list[list[str]]) -> list[Unit]:
    if not rows:
        return []
    longitudes, latitudes = _to_degrees().transform([int(row[2]) for row in rows], [int(row[3]) for row in rows])
    return [
        Unit(round(latitude, 6), round(longitude, 6), _district(row))
        for row, latitude, longitude in zip(rows, latitudes, longitudes, strict=True)
    ]


def _district(row: list[str]) -> str:
    """One text serves all the postcodes of a district."""
    return sys.intern(row[DISTRICT]) if len(row) > DISTRICT else ""


@cache
def _to_degrees() -> Transformer:
    """British National Grid → WGS 84. One serves all threads: pyproj keeps a copy in each (since its version 3.1)."""
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
