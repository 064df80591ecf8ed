"""Groups are asked by e-mail for the new date of a check: once a month, while it helps; they answer by its link."""

import datetime as dt
import re

import pytest

from accounts.actors import System
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from core.outbox.models import Message
from directory.listings.models import Service
from directory.listings.parts import Organization
from directory.upkeep.checks import operations, queries
from directory.upkeep.checks.models import CheckAsked
from directory.upkeep.checks.states import State
from directory.upkeep.checks.words import Kind
from directory.upkeep.links import operations as links
from directory.upkeep.links.words import Purpose
from tests.directory.upkeep.checks.conftest import INSURED, NOON, SEEN

EDITOR = System(Role.DIRECTORY_EDITOR)
LAST_DAY = INSURED["until"]


@pytest.fixture
def insured(do):
    """The group's insurance was seen on 25 November 2026; it ends on 3 May 2027."""
    with clock.at(NOON):
        do("record", version=0, **INSURED, **SEEN)


def on(days: int):
    """The clock so many days after the last day of the insurance."""
    return clock.at(dt.datetime.combine(LAST_DAY + dt.timedelta(days=days), dt.time(12), dt.UTC))


def night() -> int:
    """What a nightly round does about checks; how many groups it wrote to."""
    asked = 0
    for organization_id in queries.to_ask():
        with transaction():
            asked += operations.ask_for(EDITOR, organization_id)["asked"]
    return asked


def test_it_is_asked_for_from_a_month_before_to_three_months_after_and_once_a_month(insured, group):
    written = []
    for day in range(-40, 200):
        with on(day):
            if night():
                written.append(day)
            assert night() == 0
    assert written == [-30, 0, 30, 60, 90]
    assert db.session.query(CheckAsked).count() == len(written)
    assert {one.recipient for one in db.session.query(Message)} == {"choir@footbridge.example"}


def test_two_rounds_at_once_write_once(insured, group):
    with on(-3):
        found = queries.to_ask()
        for _ in range(2):
            with transaction():
                operations.ask_for(EDITOR, found[0])
    assert db.session.query(Message).count() == 1


def test_a_group_that_cannot_or_will_not_be_written_to_is_not(insured, group, choir):
    with on(-3), transaction():
        db.session.get(Service, choir).email = None
    with on(-3):
        assert night() == 0
    assert db.session.query(CheckAsked).count() == 0


def test_nobody_is_asked_for_what_waits_for_an_editor(do, insured):
    with on(-3):
        do("offer", version=1, **INSURED | {"until": LAST_DAY + dt.timedelta(days=365)})
        assert queries.to_ask() == []


def test_the_letter_says_what_ended_and_its_link_takes_a_new_date_without_an_account(browse, insured, group):
    with on(1):
        night()
        letter = db.session.query(Message).one()
        assert letter.subject == "Checks on Organisation of Thursday Choir that need a new date"
        assert "Public liability insurance: ran out on 3 May 2027." in letter.text
        assert letter.stop in letter.text
        assert "Harbour Mutual" not in letter.text + letter.html
        (address,) = re.findall(r"http://localhost(/\S+/insurance)", letter.text)
        assert f"http://localhost{address}" in letter.html
        visitor = browse()
        page = visitor.open(address)
        assert "Harbour Mutual" not in page.words
        assert queries.check(group, Kind.INSURANCE).turn == 1
        answers = {"until-day": "3", "until-month": "5", "until-year": "2026", "what_was_seen": "All as before"}
        again = visitor.send(page, answers, status=409)
        assert set(again.errors()) == {"until"}
        assert again.fields()["what_was_seen"] == ["All as before"]
        done = visitor.send(again, {"until-year": "2028"})
        assert "There is nothing more to tell us" in done.words
        found = queries.check(group, Kind.INSURANCE)
        assert (found.state, found.offered.until) == (State.OFFERED, dt.date(2028, 5, 3))
        assert found.offered.facts == found.seen.facts
        assert found.offered.by_name == "Organisation of Thursday Choir"
        assert done.response.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_opens_its_own_group_and_what_was_seen_of_it_only(browse, people, insured, choir, group):
    with transaction():
        other = Organization(name="Others")
        db.session.add(other)
        db.session.flush()
        service = db.session.get(Service, choir)
        about = {"email": "choir@footbridge.example"}
        good = links.make(Purpose.CHECK, service, **about, about_id=group)
        wrong = links.make(Purpose.CHECK, service, **about, about_id=other.id)
        another_purpose = links.make(Purpose.ROOM, service, **about)
    visitor = browse()
    visitor.open(f"/directory/keep/check/{good}")
    for path in (f"{good}/dbs", f"{good}/horoscope", wrong, another_purpose, f"{good[:-1]}x"):
        visitor.open(f"/directory/keep/check/{path}", status=404)
