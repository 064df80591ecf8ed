"""What people ask of the demonstration's editors: a claim, a new group, one that has stopped, a pair to compare."""

import datetime as dt
from collections.abc import Mapping

from accounts.actors import Actor, Visitor
from core import clock
from demonstration.shelves import EDITOR, morning
from directory.exchange.duplicates import operations as duplicates
from directory.listings.models import Service
from directory.upkeep.answers import operations as answers
from directory.upkeep.claims import operations as claims
from directory.upkeep.links import operations as links
from directory.upkeep.links import queries as sent
from directory.upkeep.links.words import Purpose
from directory.upkeep.signups import operations as signups

NETWORK = "the demonstration"
CLAIM = {
    "name": "Odette Farrow",
    "email": "odette.farrow@footbridge.example",
    "part": "I open up on Mondays and keep the list",
    "words": "Ring the number on the page and ask for me. I am there until noon.",
}
CLAIMED = ("gaslight-arts", 5)  # a listing, and how many days ago somebody asked to keep it
NEW_GROUP = {
    "name": "Fratton Fiddlers",
    "description": "We play folk tunes slowly, so that anyone can join in. Fiddles are lent to whoever has none.",
    "times": "Every Wednesday from 7pm to 9pm",
    "place": "The Old Pump Hall, Fratton",
    "postcode": "PO1 5BN",
    "telephone": "+447700900177",
    "website": "",
    "charity_number": "",
    "contact_name": "Bram Hollis",
    "email": "bram.hollis@footbridge.example",
    "shows_email": False,
}
SIGNED_UP = 4  # days ago
STOPPED = ("sunday-sketchers", 2)  # a listing that nobody joins any more, and how many days ago its group said why
WHY = "We are four now, and meet in each other’s kitchens"
ALIKE = ("second-cup", "second-cup-southsea", 8)  # two listings that an editor put side by side, so many days ago


def tell(staff: Mapping[str, Mapping[str, Actor]], listings: Mapping[str, Service], today: dt.date) -> None:
    """Ask for each on its day, by the ways that are open to everyone."""
    (editor,) = staff[EDITOR].values()
    one, other, ago = ALIKE
    with clock.at(_ago(today, ago)):
        duplicates.pair_up(editor, one=listings[one].id, other=listings[other].id)
    key, ago = CLAIMED
    with clock.at(_ago(today, ago)):
        claims.ask_editor(Visitor(), listings[key], network=NETWORK, **CLAIM)
    with clock.at(_ago(today, SIGNED_UP)):
        signups.prove(Visitor(), signups.sign_up(Visitor(), network=NETWORK, **NEW_GROUP))
    key, ago = STOPPED
    with clock.at(_ago(today, ago)):
        _stop(listings[key])


def _stop(listing: Service) -> None:
    """The group opens the link of a letter, and says that it has stopped."""
    link = sent.find(Purpose.STOPPED, links.make(Purpose.STOPPED, listing, email=listing.email))
    answers.say_stopped(link, reason=WHY, who_now="", version=listing.version)


def _ago(today: dt.date, days: int) -> dt.datetime:
    return morning(today - dt.timedelta(days=days))
