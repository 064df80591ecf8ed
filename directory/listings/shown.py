"""A listing as its public page shows it: plain words in order, links that are safe to follow, nothing confidential."""

from collections.abc import Callable
from typing import NamedTuple

from core import clock
from core.identifiers import NotValid, email_address, telephone, web_address
from directory.listings import occurrences, spoken
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.listings.parts import Contact, Location, Phone
from directory.listings.session_answers import askable, askable_breaks, without_pauses
from directory.listings.session_notes import CLOSED
from directory.listings.taxonomies import OWN
from directory.listings.words import Status

BULLETS = ("• ", "- ", "* ")
SECRET = "The address is confidential. Ask when you get in touch."  # noqa: S105


class Linked(NamedTuple):
    """Words, and where they lead if that is safe; `note` says what the words are for."""

    words: str
    href: str | None = None
    note: str = ""


class Place(NamedTuple):
    """Where it is: lines of an address, what the building is like, whether its position is known."""

    lines: list[str]
    description: str
    travel: str
    access: list[str]
    positioned: bool


class Session(NamedTuple):
    """When it is: days and times in words, what else is said of them, where if there are several places; when next."""

    words: str
    notes: list[str]
    place: str
    next: str


class Person(NamedTuple):
    """Whom to ask."""

    name: str
    phones: list[Linked]
    email: Linked | None


def blocks(text: str | None) -> list[tuple[str, list[str]]]:
    """Plain text as paragraphs and lists: ("p", its lines) and ("ul", its items), in order."""
    found: list[tuple[str, list[str]]] = []
    for paragraph in (text or "").split("\n\n"):
        for line in filter(None, map(str.strip, paragraph.split("\n"))):
            kind = "ul" if line.startswith(BULLETS) else "p"
            if not found or found[-1][0] != kind:
                found.append((kind, []))
            found[-1][1].append(line[2:].strip() if kind == "ul" else line)
        if found and found[-1][0] == "p":
            found.append(("", []))
    return [(kind, lines) for kind, lines in found if lines]


def places(service: Service) -> list[Place]:
    """Its places; a confidential one is only said to be that."""
    return [_place(at.location) for at in service.service_at_locations if at.location]


def _place(location: Location) -> Place:
    if location.confidential:
        return Place([SECRET], "", "", [], False)
    access = [words for row in location.accessibility if (words := row.description or row.accessibility or row.details)]
    return Place(
        spoken.address_lines(location) or ["Ask where it is"],
        location.description or "",
        location.transportation or "",
        list(dict.fromkeys(access)),
        location.latitude is not None,
    )


def sessions(service: Service, *, dated: bool = False) -> list[Session]:
    """Its sessions and breaks that are not over, as the listing orders them.

    `dated` says when each is next by its date even where that is tomorrow: for what is read on another day. Of a group
    that is paused or closed nobody knows when it is next.
    """
    names = {str(at.id): _short_name(at.location) for at in service.service_at_locations if at.location}
    several = len(set(names.values())) > 1
    schedules = occurrences.current(map(spoken.as_document, service.schedules), clock.today())
    places = [names.get(one.get("service_at_location_id"), "") if several else "" for one in schedules]
    found = [_session(one, place, schedules, dated) for one, place in zip(schedules, places, strict=True)]
    told = found if service.status is Status.ACTIVE else [one._replace(next="") for one in found]
    return [one for one in told if one.words or one.notes]


def sessions_not_asked(service: Service) -> list[str]:
    """The sessions, in words, that the form has no way to ask about."""
    document = to_document(service)
    asked = {one["id"] for one in (*askable(document), *askable_breaks(document))}
    others = [one for one in document.get("schedules", []) if one["id"] not in asked]
    return [spoken.session(one) or "A session" for one in others]


def _short_name(location: Location) -> str:
    return next(iter(spoken.address_lines(location)), "")


def _session(schedule: dict, place: str, schedules: list[dict], dated: bool) -> Session:
    words = spoken.session(schedule)
    notes = dict.fromkeys(filter(None, (schedule.get("description"), without_pauses(schedule.get("notes", "")))))
    said = {words, CLOSED}
    coming = spoken.next_time(schedule, schedules, clock.now(), dated=dated)
    return Session(words, [note for note in notes if note not in said], place, coming)


def prices(service: Service) -> list[str]:
    """What it costs, a price a line; its own words where it names no amount."""
    said = [spoken.price(one) for one in service.cost_options]
    return [words for words in (*said, service.fees_description, service.fees) if words]


def people(service: Service) -> list[Person]:
    """Whom to ask and how; telephone lines without a name come last."""
    found = [_person(contact) for contact in service.contacts]
    if service.phones:
        found.append(Person("", _phones(service.phones), None))
    return [one for one in found if one.name or one.phones or one.email]


def _person(contact: Contact) -> Person:
    name = ", ".join(filter(None, (contact.name, contact.title, contact.department)))
    return Person(name, _phones(contact.phones), email(contact.email))


def _phones(phones: list[Phone]) -> list[Linked]:
    return [Linked(phone.number, _safe(_tel, phone.number), phone.description or "") for phone in phones]


def _tel(number: str) -> str:
    return telephone.link(telephone.parse(number, short=True))


def email(address: str | None) -> Linked | None:
    """An address to write to."""
    return Linked(address, _safe(lambda text: f"mailto:{email_address.parse(text)}", address)) if address else None


def website(address: str | None) -> Linked | None:
    """An address to look at, shown without its beginning."""
    if not address:
        return None
    return Linked(address.partition("://")[2].rstrip("/") or address, _safe(web_address.parse, address))


def _safe(link: Callable[[str], str], text: str) -> str | None:
    """The link, or None where the words cannot be followed safely."""
    try:
        return link(text)
    except NotValid:
        return None


def topics(service: Service) -> dict[str, list]:
    """Its terms by taxonomy, each once, ours first."""
    found: dict[str, dict] = {}
    for attribute in service.attributes:
        if term := attribute.taxonomy_term:
            found.setdefault(term.taxonomy, {})[term.id] = term
    ordered = sorted(found, key=lambda name: (name != OWN, name))
    return {name: sorted(found[name].values(), key=lambda term: term.label.lower()) for name in ordered}


def languages(service: Service) -> list[str]:
    """The languages spoken."""
    return list(dict.fromkeys(one.name or one.code or "" for one in service.languages if one.name or one.code))


def areas(service: Service) -> list[str]:
    """Where the people live whom it is for."""
    return list(dict.fromkeys(words for area in service.service_areas if (words := area.name or area.service_area)))
