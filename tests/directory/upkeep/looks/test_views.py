"""Looks at a listing's page: counted without writing, written in a while, by the week, and thrown away after a year."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from core import clock
from core.db import db, transaction
from directory.upkeep.looks import operations, queries
from directory.upkeep.looks.models import ListingLook
from directory.upkeep.looks.tally import LONGEST_UNWRITTEN
from directory.upkeep.looks.views import TALLY
from tests.directory.search.conftest import listing  # noqa: F401

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
WEDNESDAY = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


def kept() -> dict:
    found = {row.day: row.times for row in db.session.scalars(select(ListingLook))}
    db.session.rollback()
    return found


def look(browser, service_id, headers=BROWSER):
    """Open the page and be done with it: what waits for the end of the answer happens now."""
    browser.open(f"/directory/listings/{service_id}", headers=headers).response.close()


@pytest.fixture
def tally(app):
    return app.extensions[TALLY]


def test_looks_are_written_once_the_page_is_sent_and_a_while_has_passed(browse, listing, tally):  # noqa: F811
    service_id, visitor = listing("Choir"), browse()
    with clock.at(WEDNESDAY):
        look(visitor, service_id)
        look(visitor, service_id, {"User-Agent": "Examplebot/1.0"})
        assert kept() == {}
    with clock.at(WEDNESDAY + LONGEST_UNWRITTEN):
        look(visitor, service_id)
    assert kept() == {WEDNESDAY.date(): 2}
    assert not tally.unwritten()


def test_what_is_no_look_at_a_listing_is_not_counted(browse, people, listing, tally):  # noqa: F811
    service_id = listing("Choir")
    look(browse(people.directory_editor), service_id)
    browse().open("/directory/", headers=BROWSER)
    browse().open(f"/directory/listings/{people.group}", status=404, headers=BROWSER)
    browse().client.head(f"/directory/listings/{service_id}", headers=BROWSER)
    assert not tally.unwritten()
    look(browse(people.link_worker), service_id)
    assert tally.unwritten().total() == 1


def test_a_busy_database_loses_no_look(listing, tally, monkeypatch):  # noqa: F811
    tally.add(listing("Choir"), WEDNESDAY.date(), now=WEDNESDAY)

    def busy(_counts):
        raise OperationalError("update", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(operations, "_add", busy)
        assert operations.write(tally) is False
    assert operations.write(tally) is True
    assert kept() == {WEDNESDAY.date(): 1}


def test_a_listing_that_is_gone_does_not_keep_the_others_from_being_written(people, listing, tally):  # noqa: F811
    tally.add(people.group, WEDNESDAY.date(), now=WEDNESDAY)
    assert operations.write(tally) is False
    assert not tally.unwritten()


def test_weeks_begin_on_monday_and_hold_what_is_not_written_yet(listing, tally):  # noqa: F811
    service_id = listing("Choir")
    for day in (2, 8, 9):  # a Monday, its Sunday, the Monday after
        tally.add(service_id, dt.date(2026, 3, day), now=WEDNESDAY)
    operations.write(tally)
    with clock.at(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)):
        weeks = queries.by_week([service_id], unwritten={(service_id, dt.date(2026, 3, 10)): 4})[service_id]
    assert len(weeks) == queries.WEEKS
    assert weeks[-2:] == [(dt.date(2026, 3, 2), 2), (dt.date(2026, 3, 9), 5)]
    assert sum(week.times for week in weeks) == 7


def test_after_a_year_they_are_forgotten(listing, tally):  # noqa: F811
    service_id = listing("Choir")
    for day in (dt.date(2025, 1, 1), WEDNESDAY.date()):
        tally.add(service_id, day, now=WEDNESDAY)
    operations.write(tally)
    with transaction():
        assert operations.forget(WEDNESDAY) == 1
    assert kept() == {WEDNESDAY.date(): 1}
