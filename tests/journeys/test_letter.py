"""A volunteer with a telephone and ten seconds: the letter, one link, one button; no account anywhere."""

import pytest
from sqlalchemy import select

from core import clock
from core.db import db, transaction
from core.outbox import queries as outbox
from directory.listings.models import Service
from directory.upkeep.answers import operations
from directory.upkeep.asking.queries import address_of

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.page_only]  # one furnished town serves them all


@pytest.fixture
def letter(site):
    """A listing of the demonstration with an address, as (its id, its name, the page of a letter to its group)."""
    with site.app_context():
        running = select(Service).where(Service.retired_at.is_(None), Service.confirmed_at.is_(None))
        listing = next(
            one for one in db.session.scalars(running.order_by(Service.name)) if one.public and address_of(one)
        )
        with transaction():
            operations.send_links(listing, network="here")
        return str(listing.id), listing.name, outbox.latest()[0].html


def read(group, page: str):
    """Open the letter as a mail program does: in no site's name, and so under no site's policy."""
    group.page.goto("about:blank")
    group.page.set_content(page)
    return group


def test_still_right_in_two_taps_and_full_in_two_more(window, letter):
    listing, name, page = letter
    group = window()
    read(group, page).check()
    group.follow("Yes, all right").press("Yes, all of it is right")
    group.sees(f"You confirmed that {name} is right")
    assert group.path == f"/directory/listings/{listing}"

    read(group, page)
    group.follow("Full").press("Save").sees("People now see what you said about room", "Full, good until")
    read(group, page)
    group.follow("Waiting list").sees("About how many weeks")
    until = clock.today().replace(day=1)
    group.date("Until when is this good?", 1, until.month, until.year - 1).press("Save").sees("There is a problem")

    visitor = window()
    visitor.open("/directory/?words=" + name.replace(" ", "+")).sees(name, "Full, good until")

    read(group, page)
    group.follow("Yes, all right").sees("it has been used", "Ask for new links")
    read(group, page)
    group.follow("Stop these emails").press("Stop these emails").sees("You get no more of these emails")


def test_without_javascript_a_group_changes_something_and_says_that_it_has_stopped(window, letter):
    listing, name, page = letter
    group = window(script=False)
    read(group, page)
    group.follow("Change something").fill("Notice", "Closed on Good Friday", exact=False).press("Save").sees("is saved")
    group.open(f"/directory/listings/{listing}").sees("Closed on Good Friday")
    read(group, page)
    group.follow("We have stopped").press("Yes, it has stopped").sees("has stopped", "Closed for good")
    group.open("/directory/?words=" + name.replace(" ", "+")).does_not_see(f"{name}</a>")
