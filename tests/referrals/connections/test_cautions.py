"""What a link worker is told about a listing before somebody is sent there."""

import datetime as dt

import pytest

from core import clock
from core.db import db, transaction
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.listings.trust import Ages
from directory.listings.words import Status
from referrals.connections.cautions import cautions, is_over


@pytest.fixture
def listing(list_group):
    """A listing that its editor confirmed a moment ago."""
    row = db.session.get(Service, list_group())
    with transaction():
        row.confirmed_at = clock.now()
    return row


def test_a_running_listing_that_was_confirmed_needs_no_word(listing):
    assert cautions(listing, clock.today(), Ages()) == []
    assert not is_over(listing)


def test_one_that_was_never_confirmed_or_long_ago_does(listing):
    later = clock.today() + dt.timedelta(days=184)
    assert "more than 6 months ago. Ask before you go." in " ".join(cautions(listing, later, Ages()))
    (too_old,) = cautions(listing, clock.today() + dt.timedelta(days=366), Ages())
    assert "more than 12 months ago. Nobody new is introduced" in too_old
    listing.confirmed_at = None
    assert "Nobody has confirmed it" in " ".join(cautions(listing, clock.today(), Ages()))


def test_one_that_is_full_or_has_a_problem_says_so(listing, people):
    today = clock.today()
    with transaction():
        standing.say_room(people.directory_editor, listing, room=Room.FULL, good_until=today)
        standing.note_open_reports(people.link_worker, listing, count=1)
    full, reported = cautions(listing, today, Ages())
    assert full.startswith("The group is full.") and reported.startswith("Somebody reported a problem")
    assert cautions(listing, today + dt.timedelta(days=1), Ages()) == [reported]


def test_one_that_is_closed_for_now_and_one_with_an_alert_say_so_first(listing):
    listing.status, listing.alert = Status.TEMPORARILY_CLOSED, "The hall is being painted"
    assert cautions(listing, clock.today(), Ages())[:2] == [
        "This group is marked as closed for now. Check before you use it.",
        "The hall is being painted",
    ]


def test_one_that_has_ended_is_said_once(listing):
    listing.status = Status.DEFUNCT
    assert cautions(listing, clock.today(), Ages()) == ["The group has ended. Nobody new is introduced to it."]


def test_a_retired_one_is_over(listing, people):
    with transaction():
        listings.retire_listing(people.directory_editor, listing, version=listing.version, reason="It has ended")
    assert is_over(listing)
    assert cautions(listing, clock.today(), Ages()) == [
        "This listing has been retired. Nobody can be introduced or signposted to it."
    ]
