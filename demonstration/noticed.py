"""What people have noticed of the demonstration's listings: problems, notes for colleagues, what somebody watches."""

import datetime as dt
from collections.abc import Mapping

from accounts.actors import Actor, Visitor
from core import clock
from demonstration.shelves import EDITOR, morning
from directory.listings.models import Service
from directory.upkeep.notes import operations as notes
from directory.upkeep.reports import operations as reports
from directory.upkeep.reports.words import Outcome, Reason
from directory.upkeep.watching import operations as watching

WORKER = "rahman"
# Of each: a listing, what is said to be wrong with it, in which words, how many days ago.
WAITING = (
    ("five-walk", Reason.WRONG_TIME, "We stood there at one, and they had begun at midday.", 2),
    ("keystone-advice", Reason.NUMBER_DEAD, "", 1),
    ("tails", Reason.CLOSED, "A note on the door says that they have closed for good.", 1),
    ("shapla-circle", Reason.MOVED, "The hall is being mended. They meet in the library until spring.", 4),
    ("kawa", Reason.FULL, "", 3),
    ("rainbow-social", Reason.OTHER, "The website opens somebody else’s shop.", 6),
)
SETTLED = ("capstan-shed", Reason.MOVED, "I went past and saw nobody.", 40)
NOTES = (
    ("capstan-shed", "Ask for Len. He meets new people at the gate if they ring first."),
    ("keystone-advice", "The side door has no step. Wednesday mornings are the quiet ones."),
)


def tell(staff: Mapping[str, Mapping[str, Actor]], listings: Mapping[str, Service], today: dt.date) -> None:
    """Report, settle, note and watch, each on its day."""
    (editor,), (worker, *_) = staff[EDITOR].values(), staff[WORKER].values()
    key, reason, words, ago = SETTLED
    with clock.at(morning(today - dt.timedelta(days=ago))):
        made = reports.report(Visitor(), listings[key], reason=reason, words=words, network="the demonstration")
    with clock.at(morning(today - dt.timedelta(days=ago - 1))):
        reports.settle(editor, made, version=made.version, outcome=Outcome.RIGHT)
    for key, reason, words, ago in WAITING:
        with clock.at(morning(today - dt.timedelta(days=ago))):
            reports.report(Visitor(), listings[key], reason=reason, words=words, network="the demonstration")
    with clock.at(morning(today - dt.timedelta(days=30))):
        for key, text in NOTES:
            notes.add_note(worker, listings[key], text=text)
            watching.watch(worker, listings[key])
