"""The menu: one table of what each permission opens, in the order of a day's work; the first is where one lands."""

from collections.abc import Callable
from typing import NamedTuple

from flask import request, url_for
from flask_login import current_user

from accounts.roles import Permission, may
from directory.upkeep.queue import queries as queue
from referrals.concerns import queries as concerns
from referrals.public import queries as public


class Item(NamedTuple):
    """One entry of the menu; `waiting` counts what waits there, so that nobody need look.

    `offered` says whether there is anything behind it for this person.
    """

    label: str
    endpoint: str
    permission: Permission
    waiting: Callable[[], int] | None = None
    offered: Callable[[], bool] = lambda: True


def _has_public_form() -> bool:
    """Whoever has an account refers by it, or works where the requests arrive."""
    return not current_user.is_authenticated and public.is_open()


MENU = (
    Item("Refer someone", "referrals.intake.new", Permission.MAKE_REFERRALS),
    Item("My referrals", "referrals.feedback.index", Permission.FOLLOW_REFERRALS),
    Item("My caseload", "referrals.caseload.index", Permission.WORK_REFERRALS),
    Item("Queue", "referrals.intake.queue", Permission.WORK_REFERRALS),
    Item(
        "Safeguarding", "referrals.concerns.index", Permission.WORK_REFERRALS, lambda: concerns.count_open(current_user)
    ),
    Item(
        "Requests",
        "referrals.enquiries.index",
        Permission.WORK_REFERRALS,
        lambda: public.how_many_wait(current_user),
        lambda: public.has_form(current_user),
    ),
    Item("Team", "referrals.allocation.team", Permission.LEAD_SERVICE),
    Item("What we take", "referrals.profile.index", Permission.LEAD_SERVICE),
    Item("My listings", "directory.upkeep.index", Permission.KEEP_OWN_LISTINGS),
    Item("Editors’ queue", "directory.queue.index", Permission.EDIT_DIRECTORY, queue.asked),
    Item("Edit listings", "directory.listings.index", Permission.EDIT_DIRECTORY),
    Item("Taxonomies", "directory.taxonomies.index", Permission.EDIT_DIRECTORY),
    Item("People and organisations", "accounts.administration.index", Permission.MANAGE_ACCOUNTS),
    Item("Places and positions", "directory.places.settings", Permission.MANAGE_INSTALLATION),
    Item("Find a group", "directory.search.index", Permission.FIND_LISTINGS),
    Item("Ask for support", "referrals.public.index", Permission.ASK_FOR_SUPPORT, offered=_has_public_form),
    Item("Health of the directory", "directory.health.index", Permission.READ_DIRECTORY_HEALTH),
    Item("Watched listings", "directory.watching.index", Permission.WATCH_LISTINGS),
    Item("Unmet need", "directory.unmet.index", Permission.READ_UNMET_NEED),
    Item("Checks on groups", "directory.checks.required", Permission.LEAD_SERVICE),
    Item("Signposting", "directory.shortlists.signposting", Permission.READ_SIGNPOSTING),
)
# The clinician lands on what became of their referrals, with the way to refer one tap away.
LANDING = ("referrals.feedback.index", "referrals.caseload.index")


def menu() -> list[dict]:
    """What this person may open, and whether they are there."""
    return [
        {"label": _label(item), "href": url_for(item.endpoint), "current": request.endpoint == item.endpoint}
        for item in MENU
        if may(current_user, item.permission) and item.offered()
    ]


def _label(item: Item) -> str:
    """ "Editors’ queue (3)"; without a number where nothing waits."""
    waiting = item.waiting() if item.waiting else 0
    return f"{item.label} ({waiting:,})" if waiting else item.label


def landing() -> str:
    """The endpoint where this person's work begins."""
    open_to_them = [item.endpoint for item in MENU if may(current_user, item.permission)]
    return next((endpoint for endpoint in LANDING if endpoint in open_to_them), open_to_them[0])
