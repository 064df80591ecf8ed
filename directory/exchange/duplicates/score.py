"""How likely two listings are the same thing twice: points and the reasons for them, in plain words."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from core.identifiers import NotValid, telephone
from directory.places.distances import METRES_PER_MILE, Point, in_words, metres_between, miles

# From so many points of 100 an editor is asked.
ALIKE = 60
# Two listings whose names are less alike than this (of 100) are two things, whatever else they share: most
# organisations offer several.
NAMES_ALIKE = 70
MOST_WITHOUT_NAME = 40
CLOSE = 150.0  # metres: the same building or the one beside it
FAR = METRES_PER_MILE

# Nobody is known by the domain of these.
FREE_MAIL = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com live.co.uk live.com yahoo.com yahoo.co.uk aol.com "
    "btinternet.com icloud.com me.com mac.com sky.com talktalk.net virginmedia.com ntlworld.com tiscali.co.uk "
    "btopenworld.com msn.com protonmail.com proton.me mail.com gmx.com gmx.co.uk facebook.com m.facebook.com "
    "instagram.com twitter.com x.com eventbrite.co.uk meetup.com sites.google.com wixsite.com wordpress.com "
    "linktr.ee bit.ly youtube.com zoom.us nhs.net".split()
)
SHARED_ENDS = (".gov.uk", ".nhs.uk", ".police.uk")
SMALL_WORDS = frozenset("the a an of and for in at with to group club service services cic ltd limited".split())


class Facts(NamedTuple):
    """What two listings are compared by. `numbers` are of registers, each as (scheme, number)."""

    id: str
    name: str
    organisation: str
    numbers: frozenset[tuple[str, str]] = frozenset()
    postcodes: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    domains: frozenset[str] = frozenset()
    telephones: frozenset[str] = frozenset()
    source: str = ""


class Score(NamedTuple):
    """0 to 100 points, and the reasons in order of weight."""

    points: int
    reasons: list[str]


def score(a: Facts, b: Facts) -> Score:
    """How likely `a` and `b` are the same; the same whichever comes first."""
    found = [one for one in (compare(a, b) for compare in COMPARED) if one]
    total = sum(points for points, _ in found)
    if not names_alike(a.name, b.name):
        total = min(total, MOST_WITHOUT_NAME)
    reasons = [words for points, words in sorted(found, key=lambda one: (-abs(one[0]), one[1]))]
    return Score(max(0, min(100, total)), reasons)


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 100, whatever the order of their words; one inside the other is nearly the same."""
    one, other = sorted((plain(one), plain(other)))
    if not one or not other:
        return 0.0
    alike = fuzz.token_sort_ratio(one, other)
    if min(len(one.split()), len(other.split())) > 1:
        alike = max(alike, 0.9 * fuzz.token_set_ratio(one, other))
    return alike


def names_alike(one: str, other: str) -> bool:
    """Whether two names are alike enough for two listings to be one; no two others reach ALIKE."""
    return likeness(one, other) >= NAMES_ALIKE


@lru_cache(maxsize=300_000)
def plain(name: str) -> str:
    """Small letters and digits of a name, without accents and without the words that every other name has."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    words = re.findall(r"[^\W_]+", bare.replace("’", "").replace("'", "").replace("&", " and "))
    return " ".join([word for word in words if word not in SMALL_WORDS] or words)


def facts_of(record: dict, source: str = "") -> Facts:
    """The facts in a public record (Open Referral UK 3.0)."""
    organisation = record.get("organization") or {}
    places = [at.get("location") or {} for at in record.get("service_at_locations", [])]
    addresses = [address for place in places for address in place.get("addresses", [])]
    contacts = record.get("contacts", [])
    links = [record.get("url"), record.get("email"), organisation.get("website"), organisation.get("email")]
    phones = [*record.get("phones", []), *(phone for one in contacts for phone in one.get("phones", []))]
    return Facts(
        id=record["id"],
        name=record.get("name", ""),
        organisation=organisation.get("name", ""),
        numbers=frozenset(filter(None, map(_number, organisation.get("organization_identifiers", [])))),
        postcodes=frozenset(_squeezed(one["postal_code"]) for one in addresses if one.get("postal_code")),
        points=tuple(sorted(Point(one["latitude"], one["longitude"]) for one in places if "latitude" in one)),
        domains=frozenset(filter(None, map(domain, [*links, *(one.get("email") for one in contacts)]))),
        telephones=frozenset(filter(None, (dialled(phone.get("number", "")) for phone in phones))),
        source=source,
    )


def domain(address: str | None) -> str:
    """The domain of a page or mailbox that tells who somebody is; "" for one that thousands share."""
    found = re.search(r"(?:@|//|^)([\w.-]+\.[a-z]{2,})", (address or "").lower())
    name = found[1].removeprefix("www.") if found else ""
    return "" if name in FREE_MAIL or name.endswith(SHARED_ENDS) else name


def dialled(number: str) -> str:
    """The digits that are dialled in Britain: 01632960001 of "+44 (0)1632 960 001"; "" where it is no number."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*\(?(?:\+|00)\s*44\)?\s*(?:\(0\))?", "0", number))
    return digits if 6 <= len(digits) <= 15 else ""


def _number(identifier: dict) -> tuple[str, str] | None:
    number = _squeezed(str(identifier.get("identifier", ""))).lstrip("0")
    return (identifier.get("identifier_scheme") or "", number) if len(number) >= 5 else None


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _names(a: Facts, b: Facts) -> tuple[int, str] | None:
    alike = likeness(a.name, b.name)
    if plain(a.name) == plain(b.name):
        return 50, "The names are the same"
    if alike < NAMES_ALIKE:
        return None
    return (40 if alike >= 88 else 30), f"The names are {alike:.0f}% alike"


def _organisations(a: Facts, b: Facts) -> tuple[int, str] | None:
    if shared := a.numbers & b.numbers:
        return 25, f"The organisations have the same number, {min(shared)[1]}"
    schemes = {scheme for scheme, _ in a.numbers} & {scheme for scheme, _ in b.numbers} - {""}
    if schemes:
        return -25, "The organisations have different numbers"
    if a.organisation and likeness(a.organisation, b.organisation) >= 90:
        return 15, "The organisations have the same name"
    return None


def _places(a: Facts, b: Facts) -> tuple[int, str] | None:
    if shared := a.postcodes & b.postcodes:
        return 20, f"Both are at {_postcode(min(shared))}"
    if not a.points or not b.points:
        return None
    apart = min(metres_between(one, other) for one in a.points for other in b.points)
    if apart <= CLOSE:
        return 15, "They are in the same building or beside each other"
    return (-30, f"They are {in_words(miles(apart))} apart") if apart > FAR else None


def _telephones(a: Facts, b: Facts) -> tuple[int, str] | None:
    shared = a.telephones & b.telephones
    return (20, f"Both are rung at {_spoken(min(shared))}") if shared else None


def _domains(a: Facts, b: Facts) -> tuple[int, str] | None:
    shared = a.domains & b.domains
    return (10, f"Both use {min(shared)}") if shared else None


def _sources(a: Facts, b: Facts) -> tuple[int, str] | None:
    """A source that lists two things mostly means two things."""
    return (-15, f"Both come from {a.source}, which lists them apart") if a.source and a.source == b.source else None


COMPARED = (_names, _organisations, _places, _telephones, _domains, _sources)


def _postcode(squeezed: str) -> str:
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def _spoken(digits: str) -> str:
    try:
        return telephone.spoken(telephone.parse(digits, short=True))
    except NotValid:
        return digits
