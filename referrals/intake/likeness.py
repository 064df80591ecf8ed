"""Whether two people who were referred may be one person, and why one should think so: pure comparison."""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from referrals.intake.first_names import go_together

NEAR = 0.92
# How near two names must be where both have the same telephone number, which says much by itself.
NEAR_BY_TELEPHONE = 0.85
ENOUGH = 5


class Who(NamedTuple):
    """What is compared of somebody; `postcode` and `telephone` may be empty, and a number is as parsed."""

    first_name: str
    family_name: str
    date_of_birth: dt.date | None
    nhs_number: str | None = None
    postcode: str | None = None
    telephone: str | None = None


class _Sign(NamedTuple):
    """One thing that two people have in common, and how much it says; 0 says nothing."""

    weight: int
    words: str = ""


NONE = _Sign(0)


def reasons(one: Who, other: Who) -> list[str]:
    """Why these two may be one person, the strongest first; empty if they are not alike enough.

    The same NHS number is always enough to look. Without it, both name and birthday must agree or nearly so.
    """
    born, same = _births(one.date_of_birth, other.date_of_birth), _same_number(one, other)
    rung = _telephones(one, other)
    near = NEAR_BY_TELEPHONE if rung.weight else NEAR
    name = _names(one, other, near) if same or born.weight else NONE
    if not same and not name.weight:
        return []
    place = _places(one, other)
    signs = [sign.words for sign in (name, born, place, rung) if sign.weight]
    if same:
        return ["The same NHS number", *signs, *_gainsay(name, born)]
    if name.weight + born.weight + place.weight + rung.weight < ENOUGH:
        return []
    differ = ["The NHS numbers differ"] if one.nhs_number and other.nhs_number else []
    return signs + differ


def _same_number(one: Who, other: Who) -> bool:
    return bool(one.nhs_number) and one.nhs_number == other.nhs_number


def _gainsay(name: _Sign, born: _Sign) -> list[str]:
    """A number alone may be mistyped: then two people have it in their records."""
    if name.weight and born.weight:
        return []
    differing = " and ".join(word for word, sign in (("name", name), ("date of birth", born)) if not sign.weight)
    return [f"Another {differing}: the NHS number may be wrong in one of them"]


def birthdays_like(day: dt.date) -> set[dt.date]:
    """The dates that a slip makes of this one: day and month the other way round, or one digit wrong."""
    written = day.isoformat()
    slips = {written[:5] + written[8:] + "-" + written[5:7]}
    slips |= {written[:at] + digit + written[at + 1 :] for at in (2, 3, 5, 6, 8, 9) for digit in "0123456789"}
    return {slip for slip in map(_date, slips) if slip} | {day}


def _date(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def _births(one: dt.date | None, other: dt.date | None) -> _Sign:
    if not one or not other:
        return NONE
    if one == other:
        return _Sign(3, "The same date of birth")
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return _Sign(2, "Dates of birth with day and month the other way round")
    if sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1:
        return _Sign(2, "Dates of birth that differ in one digit")
    return NONE


def _places(one: Who, other: Who) -> _Sign:
    if one.postcode and other.postcode and _letters(one.postcode) == _letters(other.postcode):
        return NONE if _letters(one.postcode).startswith("zz99") else _Sign(2, "The same postcode")
    return NONE


def _telephones(one: Who, other: Who) -> _Sign:
    same = bool(one.telephone) and one.telephone == other.telephone
    return _Sign(2, "The same telephone number") if same else NONE


def _names(one: Who, other: Who, near: float = NEAR) -> _Sign:
    """3 for the same names in either order, 2 where one of them is only alike, 1 for the first name alone."""
    first, family = _first(one.first_name, other.first_name, near), _family(one.family_name, other.family_name, near)
    if first.weight and family.weight:
        return _Sign(3 if first.weight + family.weight > 3 else 2, _words(one, other, first, family))
    crossed = _first(one.first_name, other.family_name), _first(one.family_name, other.first_name)
    if min(crossed).weight == 2:
        return _Sign(3, "The same names, first and family name the other way round")
    if first.weight == 2:
        return _Sign(1, f"The same first name, but another family name: {one.family_name} and {other.family_name}")
    return NONE


def _words(one: Who, other: Who, first: _Sign, family: _Sign) -> str:
    if first.weight == family.weight == 2:
        return "The same name"
    both = f"{one.first_name} {one.family_name} and {other.first_name} {other.family_name}"
    return f"Names that are alike: {both}"


def _first(one: str, other: str, near: float = NEAR) -> _Sign:
    """2 for the same, 1 for a short form or a slip."""
    a, b = _folded(one), _folded(other)
    if not a or not b:
        return NONE
    if a == b:
        return _Sign(2)
    a, b = a.split()[0], b.split()[0]
    return _Sign(1) if a == b or go_together(a, b) or JaroWinkler.similarity(a, b) >= near else NONE


def _family(one: str, other: str, near: float = NEAR) -> _Sign:
    """2 for the same, 1 for a slip, or one half of a double name."""
    a, b = _folded(one), _folded(other)
    if not a or not b:
        return NONE
    if _letters(a) == _letters(b):
        return _Sign(2)
    half = set(a.split()) & set(b.split()) and 1 in (len(a.split()), len(b.split()))
    return _Sign(1) if half or JaroWinkler.similarity(a, b) >= near else NONE


def _folded(name: str) -> str:
    """Small letters without accents; hyphens part words, apostrophes do not."""
    plain = name.casefold()
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    if plain.isalpha():
        return plain
    return " ".join(re.sub(r"[^\w ]", "", re.sub(r"[-\s]+", " ", plain)).split())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
