"""Which district the words of a service area mean: `Portsmouth City Council`, `City of Portsmouth`, or its address."""

import re
from functools import cache

from directory.places import districts
from directory.places.names import key

# As the Office for National Statistics writes addresses and codes of districts: unitary authorities, districts,
# metropolitan districts and London boroughs of England; those of Wales, Scotland and Northern Ireland.
_CODE = re.compile(r"(?:^|[/:#=])((?:E0[6-9]|W06|S12|N09)[0-9]{6})/?$")

_BEFORE = re.compile(r"^(?:(?:(?:london|royal|metropolitan) )?(?:borough|district|city|county) of )")
_AFTER = re.compile(r"(?: city| (?:metropolitan |county |london |royal )?(?:borough|district)| ua| m?bc| dc)$")
_COUNCIL = re.compile(r"^the | (?:council|corporation)$")
# `Kingston upon Hull, City of`, as the official list has it so that Hull stands under K.
_TURNED = re.compile(r", (?:city|county) of$", re.IGNORECASE)

# What people and councils call a district besides its official name.
OTHER_NAMES = {
    "bcp": "E06000058",
    "durham": "E06000047",
    "durham county": "E06000047",
    "hull": "E06000010",
    "northumberland county": "E06000057",
    "scilly": "E06000053",
    "southend": "E06000033",
    "telford": "E06000020",
}


# How several areas are listed, and postcodes from one district of letters and figures to another.
_LISTED = re.compile(r"\s*(?:,|;|/|&|\+|\band\b)\s*", re.IGNORECASE)
_POSTCODES = re.compile(r"(?P<area>[A-Z]{1,2})(?P<first>[0-9]{1,2})(?:\s*(?:TO|-|–)\s*(?P=area)?(?P<last>[0-9]{1,2}))?")
_MOST = 30


def district_named(text: str) -> str | None:
    """The code of the one district of England that `text` names, by its name or by its code; else None.

    A longer text that only mentions a district, a county, a region or a country is None. A code of Wales, Scotland
    or Northern Ireland is given back as it is: it says exactly where, which their names do not (there are Newports).
    """
    if code := _CODE.search(text.strip()):
        return _now(code.group(1))
    words = _COUNCIL.sub("", key(plain(text)))
    bare = _BEFORE.sub("", words)
    forms = (words, bare, _AFTER.sub("", words), _AFTER.sub("", bare))
    return next((_codes()[form] for form in forms if form in _codes()), None)


def districts_named(text: str) -> frozenset[str]:
    """The codes of all districts that `text` names: one or several, a county's, those of postcodes "PO1 to PO11".

    Empty where any part of the text is something else: whoever says "Havant and the villages around" limits nobody.
    """
    if one := district_named(text):
        return frozenset({one})
    parts = [_districts_of(part) for part in _LISTED.split(text.strip()) if part]
    return frozenset().union(*parts) if parts and all(parts) else frozenset()


def _districts_of(part: str) -> frozenset[str]:
    if one := district_named(part):
        return frozenset({one})
    if found := _POSTCODES.fullmatch(part.strip().upper()):
        area, first, last = found["area"], int(found["first"]), int(found["last"] or found["first"])
        codes = [districts.of_part(f"{area}{number}") for number in range(first, min(last, first + _MOST) + 1)]
        return frozenset().union(*codes)
    return districts.of_county(part.strip())


def plain(name: str) -> str:
    """A district's name as people say it: `Kingston upon Hull` for `Kingston upon Hull, City of`."""
    return _TURNED.sub("", name.strip())


def _now(code: str) -> str | None:
    known = districts.by_code().get(code)
    return known.code if known else None if code.startswith("E") else code


@cache
def _codes() -> dict[str, str]:
    """Name of a district, as `key` writes it → its code."""
    return {key(plain(district.name)): district.code for district in districts.by_code().values()} | OTHER_NAMES
