"""Watching: whoever may is told of what others change, in one letter a day, until they stop."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.administration import operations as administration
from accounts.models import User
from core import clock
from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Missing, Refused
from directory.listings import operations as listings
from directory.listings import queries as known
from directory.listings.document import to_document
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.upkeep.rounds.running import run
from directory.upkeep.watching import operations, queries
from tests.directory.search.conftest import listing
from tests.support.people import SYSTEM

__all__ = ["listing"]
NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def mail() -> list[Message]:
    db.session.rollback()
    return list(db.session.scalars(select(Message).where(Message.kind == operations.KIND).order_by(Message.created_at)))


def tonight() -> int:
    """How many letters the nightly round writes to whoever watches something."""
    return sum(done["told"] for name, done in run(SYSTEM) if "watches" in name)


def watch(actor, *ids) -> None:
    with transaction():
        for service_id in ids:
            operations.watch(actor, known.find(service_id))


def change(editor, service_id, **said) -> None:
    with transaction():
        service = known.find(service_id)
        document = to_document(service) | said
        listings.change_listing(editor, service, version=service.version, document=document)


def test_one_letter_a_day_tells_of_all_that_somebody_watches(people, listing):
    with clock.at(NOON):
        choir, garden = listing("Choir"), listing("Garden")
        watch(people.link_worker, choir, garden)
        watch(people.clinician, garden)
    with clock.at(NOON + DAY):
        change(people.directory_editor, choir, email="new@choir.example")
        change(people.directory_editor, garden, url="https://garden.example/")
        assert tonight() == 0, "it may not be kept yet"
    with clock.at(NOON + DAY + HOUR):
        assert [tonight(), tonight()] == [2, 0]
        change(people.directory_editor, choir, email="newer@choir.example")
        assert tonight() == 0
    to_worker = next(one for one in mail() if one.recipient == people.link_worker.email)
    for part in (to_worker.text, to_worker.html):
        assert "Email: now new@choir.example" in part and "Website: now https://garden.example/" in part
        assert f"/directory/listings/{choir}" in part and to_worker.stop in part
    assert to_worker.subject == "What changed in 2 listings that you watch"
    with clock.at(NOON + 2 * DAY):
        assert tonight() == 1
    assert mail()[-1].subject == "What changed in “Choir”"
    assert "newer@choir.example instead of new@choir.example" in mail()[-1].text


def test_filling_pausing_and_closing_are_told(people, listing):
    with clock.at(NOON):
        choir = listing("Choir")
        watch(people.service_lead, choir)
    with clock.at(NOON + DAY), transaction():
        service, until = known.find(choir), clock.today() + 20 * DAY
        standing.say_room(people.directory_editor, service, room=Room.FULL, good_until=until)
        version, reason = service.version, "The hall is sold."
        listings.retire_listing(people.directory_editor, service, version=version, reason=reason)
    with clock.at(NOON + 2 * DAY):
        assert tonight() == 1
    assert "Room: Full, until 16 December 2026" in mail()[0].text
    assert "It was taken out of the directory. The hall is sold." in mail()[0].text


def test_nobody_is_told_of_their_own_changes_or_of_what_was_before(people, listing):
    with clock.at(NOON):
        choir = listing("Choir")
        change(people.directory_editor, choir, email="before@choir.example")
    with clock.at(NOON + DAY):
        watch(people.directory_editor, choir)
        watch(people.link_worker, choir)
    with clock.at(NOON + DAY + HOUR):
        change(people.directory_editor, choir, email="new@choir.example")
    with clock.at(NOON + 2 * DAY):
        assert tonight() == 1
    (letter,) = mail()
    assert letter.recipient == people.link_worker.email


def test_what_is_no_news_is_looked_at_once(people, listing):
    with clock.at(NOON):
        choir = listing("Choir")
        watch(people.link_worker, choir)
    with clock.at(NOON + DAY), transaction():
        listings.confirm_listing(people.directory_editor, known.find(choir), version=known.find(choir).version)
    with clock.at(NOON + 2 * DAY):
        assert queries.readers() == [people.link_worker.id]
        assert tonight() == 0
        assert queries.readers() == []


def test_whoever_has_left_is_told_nothing(people, listing):
    choir = listing("Choir")
    watch(people.link_worker, choir)
    with transaction():
        administration.suspend(SYSTEM, db.session.get(User, people.link_worker.id))
    change(people.directory_editor, choir, email="new@choir.example")
    with clock.at(clock.now() + HOUR):
        assert tonight() == 0


def test_watching_twice_is_once_and_much_is_refused(people, listing, monkeypatch):
    choir, garden = listing("Choir"), listing("Garden")
    watch(people.link_worker, choir, choir)
    assert len(queries.watched_by(people.link_worker)) == 1
    monkeypatch.setattr(operations, "MOST", 1)
    with pytest.raises(Refused):
        operations.watch(people.link_worker, known.find(garden))


@pytest.mark.parametrize("who", ["group_representative", "commissioner", "administrator"])
def test_whoever_works_with_nobody_here_does_not_watch(people, listing, who):
    with pytest.raises(Missing):
        operations.watch(getattr(people, who), known.find(listing("Choir")))


def test_pages_watch_stop_one_and_stop_all_from_a_letter(browse, people, listing):
    choir, garden = listing("Choir"), listing("Garden")
    worker = browse(people.link_worker)
    for service_id in (choir, garden):
        page = worker.open(f"/directory/listings/{service_id}")
        page = worker.send(page, action="/watch")
        assert "Stop watching" in page.words and "once a day at most" in page.words
    page = worker.open("/directory/watching")
    assert "Choir" in page.words and "Garden" in page.words
    page = worker.send(page, action=f"/listings/{choir}/stop-watching")
    assert "You no longer watch Choir" in page.words and "Garden" in page.words
    stop = f"/directory/keep/not-watching/{operations.stop_token(people.link_worker.id)}"
    visitor = browse()
    page = visitor.open(stop)
    assert len(queries.watched_by(people.link_worker)) == 1
    assert "You watch no listings" in visitor.send(page).words
    visitor.open(stop + "x", status=404)
    visitor.post(stop, {"List-Unsubscribe": "One-Click"}, status=303)
    assert "You watch no listings" in worker.open("/directory/watching").words


def test_a_visitor_is_offered_no_watch(browse, listing):
    assert "Watch this listing" not in browse().open(f"/directory/listings/{listing('Choir')}").words
