"""The letter as plain text: in order, a screen reader's lines, and whom not to go to."""

import datetime as dt
from types import SimpleNamespace

import pytest

from core import clock
from core.db import db, transaction
from core.templating import day
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.search.shortlists import letter, queries
from tests.directory.listings.examples import CHOIR, EDITOR, REFUGE, add
from tests.directory.search.conftest import GUILDHALL


@pytest.fixture
def choir(app) -> Service:
    return db.session.get(Service, add(CHOIR))


def test_plain_text_says_everything_a_line_at_a_time(choir):
    written = letter.write(
        [choir], note="First.\n\nSecond.", notes={choir.id: "Mornings."}, name="Joan", start=GUILDHALL
    )
    text = letter.in_plain_text(written, closing="From us.")
    lines = text.splitlines()
    assert lines[0] == day(clock.today()) and lines[2] == "Dear Joan,"
    for line in (
        *("First.", "Second.", "1. Tide Singers", "A choir.", "Cost: Free", "How to join: Just come."),
        *("Telephone: 01632 960001", "Access: No step at the door", "Note: Mornings.", "From us."),
    ):
        assert line in lines, line
    assert any(line.startswith("How far: 0.8 miles south-east of your postcode") for line in lines)
    assert max(map(len, lines)) <= letter.WIDE


def test_room_is_told_while_it_holds(choir):
    with transaction():
        standing.say_room(EDITOR, choir, room=Room.ASK, good_until=clock.today())
    assert "Room: Ask first, good until " in letter.in_plain_text(letter.write([choir]), closing="")
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert "Room:" not in letter.in_plain_text(letter.write([choir]), closing="")


def test_a_long_address_is_not_broken(choir):
    with transaction():
        document = CHOIR | {"url": "https://choir.example/" + "a" * 90}
        listings.change_listing(EDITOR, choir, version=choir.version, document=document)
    text = letter.in_plain_text(letter.write([choir]), closing="")
    assert "https://choir.example/" + "a" * 90 in text


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_one_that_does_not_run_says_so(choir, status):
    with transaction():
        listings.change_listing(EDITOR, choir, version=choir.version, document=CHOIR | {"status": status})
    text = letter.in_plain_text(letter.write([choir]), closing="")
    assert choir.status.sentence in " ".join(text.split())


def test_one_that_is_retired_says_where_to_go(choir):
    other = add(REFUGE)
    with transaction():
        listings.retire_listing(EDITOR, choir, version=choir.version, reason="Ended.", forwarding_id=other)
    written = letter.write([choir], instead=queries.instead([choir]))
    text = letter.in_plain_text(written, closing="")
    assert "no longer in the directory. Ended." in text and "Go to A safe house instead." in text


def test_without_a_name_it_greets_nobody_by_one():
    assert letter.Letter([]).greeting == "Hello,"


def test_what_it_is_is_cut_between_words():
    listing = SimpleNamespace(description="word " * 200)
    assert len(letter.what(listing)) <= letter.LONGEST_SUMMARY
    assert letter.what(listing).endswith("word …")
    assert letter.what(SimpleNamespace(description=None)) == ""


def test_the_letter_says_when_a_session_is_next(choir):
    facts = dict(letter.write([choir]).entries[0].facts)
    assert facts["When"][0].startswith("Tuesdays 10:30am to 12:15pm, next")


def test_the_letter_has_its_day_and_that_of_the_next_session_and_a_page_may_say_tomorrow(choir):
    with clock.at(dt.datetime(2026, 11, 30, 9, tzinfo=clock.LONDON)):
        text = letter.in_plain_text(letter.write([choir]), closing="")
        page = letter.write([choir], dated=False)
    assert text.startswith("30 November 2026\n")
    assert "next on 1 December" in text and "tomorrow" not in text
    assert dict(page.entries[0].facts)["When"][0].endswith("next is tomorrow")
