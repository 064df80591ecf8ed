"""A volunteer with a telephone and ten seconds: the letter, one link, one button; no account anywhere."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core import clock
from core.db import db, transaction
from core.outbox import queries as outbox
from directory.listings.models import Service
from directory.upkeep.answers import operations
from directory.upkeep.asking.queries import address_of
from tests.journeys.window import TELEPHONE

pytestmark = pytest.mark.page_only


@pytest.fixture
def letter(site):
    """A listing of the demonstration with an address, as (its id, its name, the page of a letter to its group)."""
    with site.app_context():
        running = select(Service).where(Service.retired_at.is_(None), Service.confirmed_at.is_(None))
        listing = next(
            one for one in db.session.scalars(running.order_by(Service.name)) if one.public and address_of(one)
        )
        return written(listing)


def written(listing: Service) -> tuple[str, str, str]:
    """A listing's id, its name, and the page of the letter that its group was just sent."""
    with transaction():
        operations.send_links(listing, network="here")
    return str(listing.id), listing.name, outbox.latest()[0].html


def read(group, page: str):
    """Open the letter as a mail program does: in no site's name, and so under no site's policy."""
    group.page.goto("about:blank")
    group.page.set_content(page)
    group.taps = 0
    return group


def test_still_right_is_two_taps_and_full_is_two_more(window, letter, monkeypatch):
    listing, name, page = letter
    search = "/directory/?words=" + name.replace(" ", "+")
    group, visitor = window(screen=TELEPHONE), window(screen=TELEPHONE)
    read(group, page).check().follow("Yes, all right").press("Yes, all of it is right")
    group.sees(f"You confirmed that {name} is right")
    assert group.taps == 2
    assert group.path == f"/directory/listings/{listing}"

    visitor.open(search).sees(name).does_not_see("Full, good until")
    until = clock.today() + timedelta(days=10)
    read(group, page).follow("Full").date("Until when is this good?", until.day, until.month, until.year)
    group.press("Save").sees("People now see what you said about room", "Full, good until")
    assert group.taps == 2
    visitor.open(search).sees(name, "Full, good until")

    read(group, page).follow("Waiting list").sees("About how many weeks")
    group.date("Until when is this good?", 1, 1, until.year - 1).press("Save").sees("There is a problem")
    read(group, page).follow("Yes, all right").sees("it has been used", "Ask for new links")
    read(group, page).follow("Stop these emails").press("Stop these emails").sees("You get no more of these emails")

    after = clock.now() + timedelta(days=11)
    monkeypatch.setattr(clock, "now", lambda: after)  # for the server's threads too
    visitor.open(search).sees(name).does_not_see("Full, good until")
    visitor.open(f"/directory/listings/{listing}").sees("Not known")


def test_a_time_is_changed_at_once_and_a_name_waits(window, site):
    with site.app_context():
        choir = db.session.scalar(select(Service).where(Service.name == "Tidemark Singers"))
        listing, _, page = written(choir)
    group, visitor = window(screen=TELEPHONE), window(screen=TELEPHONE)
    read(group, page).follow("Change something").fill("Starts at", "11am").press("Save").sees("is saved")
    visitor.open(f"/directory/listings/{listing}").sees("Tuesdays 11am to 12:15pm")

    read(group, page).follow("Change something").follow("Change a listing").follow("What it is")
    group.fill("Name of the listing", "Tidemark Chorus").press("Save").sees("An editor looks first at: Name")
    visitor.open(f"/directory/listings/{listing}").sees("Tidemark Singers").does_not_see("Tidemark Chorus")


def test_without_javascript_a_group_changes_something_and_says_that_it_has_stopped(window, letter):
    listing, name, page = letter
    group = window(script=False)
    read(group, page)
    group.follow("Change something").fill("Notice", "Closed on Good Friday", exact=False).press("Save").sees("is saved")
    group.open(f"/directory/listings/{listing}").sees("Closed on Good Friday")
    read(group, page)
    group.follow("We have stopped").press("Yes, it has stopped").sees("has stopped", "Closed for good")
    group.open("/directory/?words=" + name.replace(" ", "+")).does_not_see(f"{name}</a>")
