"""A group's pages about its changes, for whoever came in by an account or by a link: each door brings its actor."""

import uuid
from collections.abc import Callable
from functools import partial

from flask import flash, redirect, render_template

from core.refusals import Missing
from directory.listings.sections import pages
from directory.listings.sections.outline import SHORT
from directory.listings.sections.pages import Doors
from directory.upkeep.waiting import operations, queries
from directory.upkeep.waiting.forms import TakeBackForm

FIRST = (SHORT,)


def index(listing, doors: Doors) -> str:
    """The list of pages on which the group says what its listing is, the short one first."""
    return pages.index(listing, doors)


def section(actor, listing, section_key: str, doors: Doors, *, hold: Callable[[], None] | None = None):
    """One of them: what may goes live, the rest waits. `hold` counts an answer where somebody may give too many.

    Raises Missing, Refused.
    """
    return pages.answer(listing, section_key, doors, partial(_offer, actor, doors, hold))


def waiting(actor, listing, doors: Doors):
    """What waits of the group's changes, which may be taken back, and what became of the others."""
    form = TakeBackForm()
    if form.accepted():
        operations.take_back(actor, listing, _one_of(listing, form.waiting_id.data))
        flash("Taken back: the listing stays as it is")
        return redirect(doors.to(doors.waiting, listing), 303)
    told = [(change, queries.asked(change, listing)) for change in queries.of(listing.id)]
    page = render_template("directory/waiting/waiting.html", form=form, listing=listing, told=told, doors=doors)
    return page, form.status


def _one_of(listing, waiting_id: str):
    found = [change for change in queries.of(listing.id) if str(change.id) == _tidy(waiting_id)]
    if not found:
        raise Missing
    return found[0]


def _tidy(text: str | None) -> str:
    try:
        return str(uuid.UUID(text or ""))
    except ValueError:
        raise Missing from None


def _offer(actor, doors: Doors, hold: Callable[[], None] | None, form, listing) -> str:
    """Offer what the form says, and tell what became of it at once."""
    if hold:
        hold()
    why = form.why.data or ""
    offered = operations.offer_change(actor, listing, version=form.version.data, document=form.document(), why=why)
    names = ["somebody else of your group"] if doors.by_link and offered.instead_of else offered.instead_of
    return _told(pages.saved(form), offered, " and ".join(names))


def _told(saved: str, offered: operations.Offered, others: str) -> str:
    """What became of it, in a sentence or two."""
    looked_at = f"An editor looks first at: {', '.join(offered.waits)}" if offered.waits else ""
    instead = f"It stands for what {others} asked for before" if others else ""
    seen = f"{saved}, and people see it now" if offered.live else saved
    return ". ".join(filter(None, (seen if offered.live or not offered.waits else "Sent", looked_at, instead)))
