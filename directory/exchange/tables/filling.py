"""From the cells of a row to a listing's document: each cell is read generously, or refused with a word about why."""

import copy
import re
from collections.abc import Callable
from typing import NamedTuple

from core.identifiers import NotValid, postcode
from directory.exchange.tables import prices, sessions
from directory.exchange.tables.telling import (
    CHARITIES,
    COMPANIES,
    OF_ADDRESS,
    listed,
    phone_of,
    place_of,
    topic_of,
)
from directory.exchange.values import Unusable, tidied
from directory.listings.shape import SERVICE, Kind
from directory.listings.words import LocationType, Status

YES = frozenset("yes y true 1 x ✓ ✔ on".split())
NO = frozenset({"no", "n", "false", "0", "off", "-", "none"})
RUNNING = {
    Status.ACTIVE: {*YES, "running", "active", "open", "live", "current", "ongoing"},
    Status.INACTIVE: {"paused", "inactive", "on hold", "suspended", "break"},
    Status.DEFUNCT: {*NO, "closed for good", "defunct", "ended", "finished", "ceased", "closed permanently", "closed"},
    Status.TEMPORARILY_CLOSED: {"closed for now", "temporarily closed", "closed temporarily"},
}
OLDEST = 120
_AGES = re.compile(
    r"(?P<low>\d{1,3})\s*(?:years?\s*)?(?:-|–|—|to|and)\s*(?P<high>\d{1,3})|(?:over|from|aged?)?\s*(?P<from>\d{1,3})"
    r"\s*(?:years?\s*)?(?:\+|plus|and\s+over|and\s+above|or\s+over|upwards?|and\s+older)|over\s+(?P<over>\d{1,3})"
    r"|(?:under|up\s+to|to)\s+(?P<up>\d{1,3})|(?P<any>all|any|everyone|all ages|any age|adults|children)",
    re.IGNORECASE,
)
_NAMED_AGES = {"adults": (18, None), "children": (None, 17)}


class Problem(NamedTuple):
    """A cell that cannot be taken: the name of our column, and words that say why."""

    column: str
    words: str


def filled(document: dict, cells: dict[str, str]) -> tuple[dict, list[Problem]]:
    """A copy of the document with what the cells say, and those that cannot be taken. An empty cell says nothing."""
    document, problems = copy.deepcopy(document), []
    for name, fill in FILL.items():
        text = cells.get(name, "")
        if text:
            try:
                fill(document, text)
            except Unusable as problem:
                problems.append(Problem(name, f"“{_short(text)}” is {problem}"))
    problems += _together(document)
    return document, problems


def yes_or_no(text: str) -> bool:
    """Yes or no as people tick it. Raises Unusable."""
    word = text.strip().lower()
    if word in YES or word in NO:
        return word in YES
    raise Unusable("neither yes nor no")


def ages(text: str) -> tuple[int | None, int | None]:
    """The youngest and the oldest of "18+", "11-18", "under 25" or "all ages". Raises Unusable."""
    found = _AGES.fullmatch(text.strip(" .").lower())
    if not found:
        raise Unusable("not an age that can be meant. Write 18+, 11 to 18, or up to 25")
    if found["any"]:
        return _NAMED_AGES.get(found["any"], (None, None))
    low, high = found["low"] or found["from"] or found["over"], found["high"] or found["up"]
    return (int(low) if low else None), (int(high) if high else None)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _field(name: str) -> Callable[[dict, str], None]:
    def fill(document: dict, text: str) -> None:
        document[name] = tidied(SERVICE.fields[name], text)

    return fill


def _age(name: str) -> Callable[[dict, str], None]:
    def fill(document: dict, text: str) -> None:
        number = tidied(Kind.NUMBER, text.rstrip("+ "))
        if not 0 <= number <= OLDEST:
            raise Unusable(f"not an age from 0 to {OLDEST}")
        document[name] = number

    return fill


def _ages(document: dict, text: str) -> None:
    for name, age in zip(("minimum_age", "maximum_age"), ages(text), strict=True):
        if age is not None:
            document[name] = age


def _status(document: dict, text: str) -> None:
    word = " ".join(text.lower().strip(" .").split())
    found = next((status.value for status, words in RUNNING.items() if word in words), None)
    if found is None:
        raise Unusable("neither running, paused, closed for now nor closed for good")
    document["status"] = found


def _organisation(document: dict, text: str) -> None:
    name = tidied(Kind.LINE, text)
    if (document.get("organization") or {}).get("name") != name:
        document["organization"] = {"name": name}


def _identifier(schemes: dict[str, re.Pattern], called: str) -> Callable[[dict, str], None]:
    def fill(document: dict, text: str) -> None:
        number = re.sub(r"[\s.]", "", text).upper()
        number = number.zfill(8) if schemes is COMPANIES and number.isdigit() else number
        scheme = next((scheme for scheme, shape in schemes.items() if shape.fullmatch(number)), None)
        if scheme is None:
            raise Unusable(f"not a {called.lower()}")
        if not document.get("organization"):
            raise Unusable("the number of an organisation, and the row names none")
        known = document["organization"].get("organization_identifiers", [])
        kept = [one for one in known if one.get("identifier_scheme") not in schemes or one["identifier"] == number]
        if not any(one["identifier"] == number for one in kept):
            kept = [*kept, {"identifier_scheme": scheme, "identifier_type": called, "identifier": number}]
        document["organization"]["organization_identifiers"] = kept

    return fill


def _topics(document: dict, text: str) -> None:
    attributes = document.get("attributes", [])
    known = {topic_of(one).lower(): one for one in attributes if topic_of(one)}
    wanted = [
        known.get(name.lower()) or {"link_type": "topic", "taxonomy_term": {"name": name}} for name in _names(text, ",")
    ]
    document["attributes"] = [*(one for one in attributes if not topic_of(one)), *wanted]


def _names(text: str, besides: str = "") -> list[str]:
    """The names in a cell: by semicolons and lines, or by `besides` where there are none of those."""
    between = r"[;\n|]" if re.search(r"[;\n|]", text) or not besides else f"[{besides}]"
    names = (" ".join(name.split())[:200] for name in re.split(between, text))
    return list({name.lower(): name for name in names if name}.values())


def _place(document: dict) -> dict:
    """The location that the row speaks of, made if there is none. A confidential one is never touched: Unusable."""
    if found := place_of(document):
        return found
    places = document.setdefault("service_at_locations", [])
    if any((at.get("location") or {}).get("confidential") for at in places):
        raise Unusable("not to be kept here: this listing’s address is confidential, change it on its own page")
    places.append({"location": {"location_type": LocationType.PHYSICAL.value}})
    return places[-1]["location"]


def _address(column: str) -> Callable[[dict, str], None]:
    def fill(document: dict, text: str) -> None:
        said = _postcode(text) if column == "postcode" else tidied(Kind.LINE, text)
        location = _place(document)
        addresses = location.setdefault("addresses", [])
        if not addresses:
            addresses.append({"country": "GB", "address_type": LocationType.PHYSICAL.value})
        if column == "postcode" and addresses[0].get("postal_code") != said:
            location.pop("latitude", None)
            location.pop("longitude", None)
        addresses[0][OF_ADDRESS[column]] = said

    return fill


def _postcode(text: str) -> str:
    try:
        return postcode.parse(text)
    except NotValid:
        raise Unusable("not a full UK postcode") from None


def _place_name(document: dict, text: str) -> None:
    _place(document)["name"] = tidied(Kind.LINE, text)


def _degrees(name: str, most: int) -> Callable[[dict, str], None]:
    def fill(document: dict, text: str) -> None:
        number = tidied(Kind.NUMBER, text)
        if not -most <= number <= most:
            raise Unusable(f"not a {name} in degrees")
        _place(document)[name] = number

    return fill


def _access(document: dict, text: str) -> None:
    location = _place(document)
    known = {one.get("description", ""): one for one in location.get("accessibility", [])}
    location["accessibility"] = [known.get(words) or {"description": words} for words in _names(text)]


def _confidential(document: dict, text: str) -> None:
    if yes_or_no(text):
        _place(document)["confidential"] = True


def _service_area(document: dict, text: str) -> None:
    known = {one.get("name", ""): one for one in document.get("service_areas", [])}
    document["service_areas"] = [known.get(name) or {"name": name} for name in _names(text)]


def _sessions(document: dict, text: str) -> None:
    known = {sessions.said(one): one for one in document.get("schedules", [])}
    document["schedules"] = [known.get(sessions.said(one)) or one for one in sessions.read(text)]


def _days(document: dict, text: str) -> None:
    """Days in a column of their own; words that are none, such as "Wednesdays 10-12", are a session as they stand."""
    try:
        session = {"freq": "WEEKLY", "interval": 1, "byday": sessions.days(text.strip())}
        document["schedules"] = [session]
    except sessions.NotSaid:
        document["schedules"] = sessions.read(text)


def _clock(name: str) -> Callable[[dict, str], None]:
    def fill(document: dict, text: str) -> None:
        try:
            time = sessions.time(text)
        except sessions.NotSaid as problem:
            raise Unusable(str(problem)) from None
        for session in document.setdefault("schedules", [{"freq": "WEEKLY", "interval": 1}]):
            session[name] = time

    return fill


def _prices(document: dict, text: str) -> None:
    known = {prices.said(one): one for one in document.get("cost_options", [])}
    document["cost_options"] = [known.get(prices.said(one)) or one for one in prices.read(text)]


def _contact_name(document: dict, text: str) -> None:
    contacts = document.setdefault("contacts", [])
    if not contacts:
        contacts.append({})
    contacts[0]["name"] = tidied(Kind.LINE, text)


def _telephone(document: dict, text: str) -> None:
    if len(re.sub(r"\D", "", text)) < 3 or len(text) > 200:
        raise Unusable("not a telephone number")
    number = " ".join(text.split())
    if phone := phone_of(document):
        phone["number"] = number
    elif document.get("contacts"):
        document["contacts"][0]["phones"] = [{"number": number}]
    else:
        document["phones"] = [{"number": number}]


def _languages(document: dict, text: str) -> None:
    known = {(one.get("name") or one.get("code", "")).lower(): one for one in document.get("languages", [])}
    document["languages"] = [known.get(name.lower()) or {"name": name} for name in _names(text, ",&")]


def _together(document: dict) -> list[Problem]:
    """What is wrong with several cells at once."""
    found = []
    if not document.get("name"):
        found.append(Problem("name", "there is no name"))
    low, high = document.get("minimum_age"), document.get("maximum_age")
    if low is not None and high is not None and low > high:
        found.append(Problem("maximum_age", f"the oldest age, {high:g}, is below the youngest, {low:g}"))
    location = place_of(document)
    if ("latitude" in location) != ("longitude" in location):
        found.append(Problem("latitude", "a latitude without its longitude, or the other way round"))
    found += [
        Problem("closes_at", f"it ends at {one['closes_at']}, and starts at {one['opens_at']}")
        for one in document.get("schedules", [])
        if "opens_at" in one and MIDNIGHT != one.get("closes_at", MIDNIGHT) <= one["opens_at"]
    ]
    return found


MIDNIGHT = sessions.MIDNIGHT
# In the order in which they are filled: an organisation before its number, days before their times.
FILL: dict[str, Callable[[dict, str], None]] = {
    **{name: _field(name) for name in ("name", "alternate_name", "description")},
    "organisation": _organisation,
    "charity_number": _identifier(CHARITIES, "Charity number"),
    "company_number": _identifier(COMPANIES, "Company number"),
    "status": _status,
    "topics": _topics,
    "place_name": _place_name,
    **{column: _address(column) for column in OF_ADDRESS},
    "latitude": _degrees("latitude", 90),
    "longitude": _degrees("longitude", 180),
    "access": _access,
    "service_area": _service_area,
    "sessions": _sessions,
    "days": _days,
    "opens_at": _clock("opens_at"),
    "closes_at": _clock("closes_at"),
    "prices": _prices,
    "fees_description": _field("fees_description"),
    "ages": _ages,
    "minimum_age": _age("minimum_age"),
    "maximum_age": _age("maximum_age"),
    **{name: _field(name) for name in ("eligibility_description", "application_process", "wait_time")},
    "contact_name": _contact_name,
    "telephone": _telephone,
    **{name: _field(name) for name in ("email", "url")},
    "languages": _languages,
    **{name: _field(name) for name in ("interpretation_services", "accreditations", "alert", "assured_date")},
    "confidential": _confidential,  # last: it is the row's own place that it hides
}

__all__ = ["FILL", "Problem", "ages", "filled", "listed", "yes_or_no"]
