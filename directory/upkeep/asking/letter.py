"""The letter “Still right?”: what people see of a listing, and the links with which its group answers."""

from collections.abc import Sequence
from typing import NamedTuple

from core import links as addresses
from core.outbox import letters
from core.outbox.letters import Letter
from directory.listings.models import Service
from directory.listings.room import Room
from directory.upkeep.links import operations as links
from directory.upkeep.links.words import RULES, Purpose
from directory.upkeep.told import Line, told

# Of so many listings a letter shows all that people see; of more only what goes wrong soonest.
WHOLE = 3
BRIEF = frozenset({"When", "Where", "Cost", "Contact"})
DAYS = RULES[Purpose.CONFIRM].lasts.days


class Asked(NamedTuple):
    """One listing in the letter: what people see of it, where its page is, and the links that answer for it."""

    name: str
    told: list[Line]
    page: str
    confirm: str
    change: str
    stopped: str
    room: list[tuple[str, str]]


def write(
    services: Sequence[Service], *, email: str, reminder: bool = False, asked_for: bool = False
) -> tuple[Letter, str]:
    """The letter to `email` about these listings, and the address at which its reader stops all such letters.

    Its links are new: of those in earlier letters the newest alone answer. `asked_for`: somebody asked for it on the
    listing's page, who may be nobody of the group.
    """
    stop = links.address(Purpose.NO_MAIL, links.make(Purpose.NO_MAIL, services[0], email=email))
    asked = [_asked(service, email, whole=len(services) <= WHOLE) for service in services]
    said = {"asked": asked, "reminder": reminder, "asked_for": asked_for, "days": DAYS, "stop": stop}
    return letters.written("still-right", **said), stop


def _asked(service: Service, email: str, *, whole: bool) -> Asked:
    tokens = links.make_each(ANSWERS, service, email=email)
    made = {purpose: links.address(purpose, token) for purpose, token in tokens.items()}
    lines = [line for line in told(service) if line[1] and (whole or line[0] in BRIEF)]
    return Asked(
        name=service.name,
        told=lines,
        page=addresses.link(f"/directory/listings/{service.id}"),
        confirm=made[Purpose.CONFIRM],
        change=made[Purpose.CHANGE],
        stopped=made[Purpose.STOPPED],
        room=[(room.words, f"{made[Purpose.ROOM]}?room={room}") for room in Room],
    )


ANSWERS = (Purpose.CONFIRM, Purpose.CHANGE, Purpose.STOPPED, Purpose.ROOM)
