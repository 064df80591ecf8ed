"""Understands what a person types under “Where”: a postcode, a part of one, a town, a county, or a position."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from core.identifiers import postcode as postcodes
from core.identifiers.not_valid import NotValid
from core.text import printable, tidy
from directory.places import districts
from directory.places.distances import NEAR_THE_UNITED_KINGDOM, Point
from directory.places.district_names import district_named, plain
from directory.places.names import Place, PlaceNames, holds, key
from directory.places.postcodes import Gazetteer, NoPositions

LONGEST = 100
MOST_ALTERNATIVES = 5
ASK = "Enter a postcode, the first part of one, or the name of a town or village"

# How counties are shortened in addresses.
SHORT_COUNTIES = {
    "beds": "Bedfordshire",
    "berks": "Berkshire",
    "bucks": "Buckinghamshire",
    "cambs": "Cambridgeshire",
    "glos": "Gloucestershire",
    "hants": "Hampshire",
    "herts": "Hertfordshire",
    "iow": "Isle of Wight",
    "lancs": "Lancashire",
    "leics": "Leicestershire",
    "lincs": "Lincolnshire",
    "northants": "Northamptonshire",
    "notts": "Nottinghamshire",
    "oxon": "Oxfordshire",
    "salop": "Shropshire",
    "staffs": "Staffordshire",
    "warks": "Warwickshire",
    "wilts": "Wiltshire",
    "worcs": "Worcestershire",
    "yorks": "Yorkshire",
}

_POSITION = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]+)?) ?, ?(-?[0-9]{1,3}(?:\.[0-9]+)?)")
_AT_THE_END = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}$", re.IGNORECASE)
_ZERO = re.compile(r"^([A-Z]?)0(?=[0-9])")
_PART = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?(?: ?[0-9])?")


class Kind(StrEnum):
    """What was typed, from the most exact to the least."""

    POSITION = "position"
    POSTCODE = "postcode"
    PART = "part"
    PLACE = "place"
    AREA = "area"


@dataclass(frozen=True)
class Found:
    """Where somebody is.

    `label` is how a page says it; `districts` are the codes of the local authority districts the point may be in,
    empty where they are not known; `alternatives` are the labels of other places of the same name, most populous
    first, each of which is understood as that place.
    """

    point: Point
    label: str
    kind: Kind
    districts: frozenset[str]
    alternatives: tuple[str, ...] = ()


class NotKnown(Exception):
    """Nothing here knows the place; `words` tell the person, `suggestion` is a name that they may have meant."""

    def __init__(self, words: str, suggestion: str | None = None) -> None:
        super().__init__(words)
        self.words, self.suggestion = words, suggestion


def understand(text: str | None, *, gazetteer: Gazetteer, names: PlaceNames) -> Found:
    """The place that `text` means, without asking anyone outside. Raises NotKnown, and nothing else for any text."""
    typed = " ".join(printable(tidy(text) or "").split())[:LONGEST]
    if not typed:
        raise NotKnown(ASK)
    found = _position(typed) or _postcode(typed, gazetteer) or _part(typed, gazetteer)
    found = found or _place(typed, names) or _area(typed)
    if not found:
        raise _not_known(typed, _suggested(typed, gazetteer, names))
    return found


def _not_known(typed: str, suggestion: str | None) -> NotKnown:
    return NotKnown(f"We do not know {typed}. {f'Did you mean {suggestion}?' if suggestion else ASK}", suggestion)


def _suggested(typed: str, gazetteer: Gazetteer, names: PlaceNames) -> str | None:
    """A postcode with its zero read as the letter O, or a name that is spelt much the same; or None."""
    if not re.search("[0-9]", typed):
        return names.alike(typed.partition(",")[0])
    letters = _ZERO.sub(r"\1O", typed.upper())
    found = letters != typed.upper() and (_postcode(letters, gazetteer) or _part(letters, gazetteer))
    return found.label if found else None


def _position(typed: str) -> Found | None:
    """Latitude and longitude in degrees, as a browser tells them."""
    if not (match := _POSITION.fullmatch(typed)):
        return None
    point = Point(*map(float, match.groups()))
    if not NEAR_THE_UNITED_KINGDOM.holds(point):
        raise NotKnown(f"Your position is not in the United Kingdom. {ASK}")
    return Found(point, "your position", Kind.POSITION, districts.near(point))


def _postcode(typed: str, gazetteer: Gazetteer) -> Found | None:
    """A whole postcode, alone or at the end of an address."""
    at_the_end = _AT_THE_END.search(typed)
    postcode = _parsed(typed) or (_parsed(at_the_end.group()) if at_the_end else None)
    if not postcode:
        return None
    point = _known(gazetteer.position, postcode) or _known(gazetteer.rough_position, postcode)
    point = point or districts.middle_of_part(postcode[:-2]) or districts.middle_of_part(postcodes.outward(postcode))
    return Found(point, postcode, Kind.POSTCODE, districts_of(postcode, gazetteer)) if point else None


def _parsed(text: str) -> str | None:
    try:
        return postcodes.parse(text)
    except NotValid:
        return None


def _known(ask: Callable, postcode: str):
    """What the gazetteer answers; None where it has no files. Then the sectors that we know are near enough."""
    try:
        return ask(postcode)
    except NoPositions:
        return None


def districts_of(postcode: str, gazetteer: Gazetteer) -> frozenset[str]:
    """The districts that a parsed postcode is in, or may be in; empty where they are not known.

    It is the one that the postcode files name, if they do, or else those of the postcodes that begin alike.
    """
    if exact := _known(gazetteer.district, postcode):
        return frozenset({exact})
    return districts.of_part(postcode[:-2]) or districts.of_part(postcodes.outward(postcode))


def _part(typed: str, gazetteer: Gazetteer) -> Found | None:
    """The first part of a postcode, with or without the digit after its space: PO12 is Gosport, PO123 is `PO12 3`."""
    letters = typed.upper()
    if not _PART.fullmatch(letters):
        return None
    for part in (letters, f"{letters[:-1]} {letters[-1]}"):
        if point := districts.middle_of_part(part) or _known(gazetteer.middle, part):
            return Found(point, part, Kind.PART, districts.of_part(part))
    return None


def _place(typed: str, names: PlaceNames) -> Found | None:
    """A town or village, perhaps with its county, district or country: `Newport, Isle of Wight`."""
    places = _meant(typed, names)
    if not places:
        return None
    first = places[0]
    around = districts.near(first.point) if first.country == "England" else frozenset()
    others = ((_label(place, names), place) for place in places[1:])
    alternatives = (label for label, place in others if _meant(label, names)[:1] == [place])
    few = tuple(islice(alternatives, MOST_ALTERNATIVES))
    return Found(first.point, _label(first, names), Kind.PLACE, around, few)


def _meant(typed: str, names: PlaceNames) -> list[Place]:
    """The places that go best with what stands after the name, most populous first."""
    if places := names.named(typed):
        return places
    for name, after in _cuts(typed):
        places = names.named(name)
        fits = [sum(_goes_with(words, place) for words in after) for place in places]
        if places and ("," in typed or max(fits)):
            return [place for place, fit in zip(places, fits, strict=True) if fit == max(fits)]
    return []


def _goes_with(words: str, place: Place) -> bool:
    """Whether `words` after its name tell where it is: `Hampshire`, `Hants`, or `Yorkshire` of North Yorkshire."""
    wanted = key(SHORT_COUNTIES.get(key(words), words))
    return any(holds(key(around), wanted) for around in _surroundings(place))


def _cuts(typed: str) -> Iterator[tuple[str, list[str]]]:
    """Each way to take `typed` as a name and what stands after it: at its commas, or else at one of its spaces."""
    parts = typed.split(",")
    for index, name in enumerate(parts if "," in typed else []):
        yield name, parts[index + 1 :]
    words = [] if "," in typed else typed.split(" ")
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[:count]), [" ".join(words[count:])]


@lru_cache(maxsize=1000)
def _surroundings(place: Place) -> tuple[str, ...]:
    """What people may write after the name of a place: in England its county or district, anywhere the country."""
    district = districts.likely(place.point) if place.country == "England" else None
    return (district.county, district.name, place.country) if district else (place.country,)


def _label(place: Place, names: PlaceNames) -> str:
    """Its name, and after it whatever tells it from others of that name; a county is told before a district."""
    namesakes = names.named(place.name)
    around = _surroundings(place)
    if place == namesakes[0] and (len(namesakes) == 1 or place.name in around):
        return place.name
    told = (words for words in around if sum(words in _surroundings(other) for other in namesakes) == 1)
    return f"{place.name}, {next(told, around[0])}"


def _area(typed: str) -> Found | None:
    """The middle of a district or a county of England."""
    county = SHORT_COUNTIES.get(key(typed), typed)
    codes = frozenset(filter(None, [district_named(typed)])) or districts.of_county(county)
    if not (point := districts.middle_of(codes)):
        return None
    one = districts.by_code()[min(codes)]
    return Found(point, f"{plain(one.name) if len(codes) == 1 else one.county} (its middle)", Kind.AREA, codes)
