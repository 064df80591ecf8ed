"""The names of towns and villages, and where they are: GeoNames on this machine."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from directory.places.distances import Point

COUNTRIES = {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"}

# Of 100, how alike a misspelt name must be to the one suggested: one wrong letter of six will do, one of four will not.
ALIKE = 80
SEVERAL = 10


class Place(NamedTuple):
    """A town or village: where it is, how many people live there (0 where nobody counted), and in which country."""

    name: str
    point: Point
    population: int
    country: str


def key(text: str) -> str:
    """A name as it is compared: small letters without accents, spaces for signs, `st` for Saint and `and` for &."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).replace("&", " and ")
    letters = re.sub(r"['’‘`\u0300-\u036f]", "", letters)
    return re.sub(r"\bsaint\b", "st", re.sub(r"[\W_]+", " ", letters).strip())


class PlaceNames:
    """The places of `rows`, to be found by name. Threads may share one."""

    def __init__(self, rows: Iterable[tuple[Place, list[str]]]) -> None:
        self._own, self._other = defaultdict(list), defaultdict(list)
        for place, others in rows:
            own = key(place.name)
            self._own[own].append(place)
            for other in {key(name) for name in others} - {own, ""}:
                self._other[other].append(place)
        self._by_letter = defaultdict(list)
        for own in self._own:
            self._by_letter[own[:1]].append(own)

    def named(self, name: str) -> list[Place]:
        """The places of that name, most populous first.

        Another language's name counts where no place has it as its own, and a short form always: Newcastle.
        """
        wanted = key(name)
        own = self._own.get(wanted, [])
        others = [place for place in self._other.get(wanted, ()) if not own or holds(key(place.name), wanted)]
        return sorted({*own, *others}, key=lambda place: (-place.population, place))

    def alike(self, name: str) -> str | None:
        """The name that `name` may be a slip of the pen for, with the same first letter; None where none is alike.

        Of names that are equally alike it is the one of the most populous place.
        """
        wanted = key(name)
        choices = self._by_letter.get(wanted[:1], [])
        found = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SEVERAL)
        best = [place for own, score, _ in found if score == found[0][1] for place in self._own[own]]
        return max(best, key=lambda place: place.population).name if best else None


def holds(name: str, words: str) -> bool:
    """Whether `words` stand in `name` as whole words; both as `key` writes them."""
    return f" {words} " in f" {name} "


def read(path: Path) -> PlaceNames:
    """The names in the file that set-up writes; none where there is no such file."""
    if not path.is_file():
        return PlaceNames([])
    with open(path, encoding="utf-8", newline="") as file:
        return PlaceNames([(_place(row), row["alternatives"].split("|")) for row in csv.DictReader(file)])


def _place(row: dict[str, str]) -> Place:
    point = Point(float(row["latitude"]), float(row["longitude"]))
    # GeoNames spells it out; on signposts and in addresses it is St.
    name = re.sub(r"\bSaint\b", "St", row["name"])
    return Place(name, point, int(row["population"]), COUNTRIES.get(row["admin1code"], ""))
