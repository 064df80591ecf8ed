"""The health of the directory: every number opens a list with as many listings, and each day is counted once."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from accounts.actors import System
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from directory.listings import operations
from directory.places.distances import Point
from directory.upkeep.health.models import DirectoryDay
from directory.upkeep.health.operations import note_day
from directory.upkeep.rounds.steps import STEPS
from tests.directory.search.conftest import document

SYSTEM_EDITOR = System(Role.DIRECTORY_EDITOR)
HEALTH = "/directory/health"
PORTSMOUTH, SOUTHAMPTON = Point(50.8, -1.09), Point(50.92, -1.4)
WEEKLY = {"freq": "WEEKLY", "interval": 1, "byday": "TU", "opens_at": "10:30", "closes_at": "12:15"}


@pytest.fixture
def directory(people):
    """Listings of every sort; none of them the whole truth."""
    editor, today = people.directory_editor, clock.today()
    ago = lambda days: (today - dt.timedelta(days=days)).isoformat()  # noqa: E731
    full = {"email": "a@choir.example", "schedules": [WEEKLY], "places": [PORTSMOUTH]}
    with transaction():
        for number in range(21):
            given = document(f"Choir {number:02}", tags=["Singing"], assured_date=ago(5), **full)
            operations.add_listing(editor, document=given)
        others = [
            document("Old Garden", tags=["Outdoors"], assured_date=ago(200), places=[SOUTHAMPTON, PORTSMOUTH]),
            document("Lost Club", assured_date=ago(400), phones=[{"number": "023 9200 0000"}]),
            document("Paused", status="inactive", tags=["Singing"]),
            document("Phone Friends", schedules=[WEEKLY | {"attending_type": "phone"}], url="https://x.example"),
        ]
        for one in others:
            operations.add_listing(editor, document=one)


def figures(page) -> dict[str, str]:
    rows = page.soup.select(".nhsuk-summary-list__row")
    return {row.dt.get_text(): re.split(r"\D", row.dd.get_text().replace(",", "").strip())[0] for row in rows}


def test_what_is_counted(browse, people, directory):
    page = browse(people.directory_editor).open(HEALTH)
    assert list(figures(page).values()) == ["24", "21", "21", "21", "3", "1", "0", "1", "2", "2"]


def test_every_number_opens_as_many_listings(browse, people, directory):
    lead = browse(people.service_lead)
    page = lead.open(HEALTH)
    links = [link for link in page.soup.select("main a") if link["href"].startswith(f"{HEALTH}/")]
    where = {tuple(parse_qs(urlsplit(link["href"]).query)) for link in links}
    assert len(links) > 20 and where == {(), ("area",), ("topic",)}
    for link in links:
        number = int(re.match(r"[\d,]+", link.get_text())[0].replace(",", ""))
        assert len(opened(lead, link["href"])) == number, link


def opened(browser, address: str) -> list[str]:
    """The names on all pages of a list."""
    page = browser.open(address)
    names = [link.get_text() for link in page.soup.select(".app-results a")]
    following = page.soup.select_one(".nhsuk-pagination-item--next a, .nhsuk-pagination__link--next")
    assert page.words.count("listing") and len(names) <= 20
    return names + (opened(browser, following["href"]) if following else [])


def test_a_listing_counts_where_it_is_and_under_its_topics(browse, people, directory):
    page = browse(people.commissioner).open(HEALTH)
    rows = {row.th.get_text(): row.td.a.get_text().split(" ")[0] for row in page.soup.select("tbody tr")}
    assert rows == {"Portsmouth": "22", "Southampton": "1", "Singing": "21", "Outdoors": "1"}


def test_what_does_not_exist_is_not_found(browse, people, directory):
    editor = browse(people.directory_editor)
    for address in ("nothing", "all?area=E99", "all?topic=nothing", "all?area=E07000999"):
        editor.open(f"{HEALTH}/{address}", status=404)
    assert "21 listings" in editor.open(f"{HEALTH}/confirmed-30?page=99").words


def test_each_day_is_counted_once_and_drawn_with_its_table(browse, people, directory):
    for days in (2, 1, 0):
        with clock.at(clock.now() - dt.timedelta(days=days)), transaction():
            note_day(people.directory_editor)
    assert "Counting the directory" in STEPS
    with transaction():
        assert not note_day(SYSTEM_EDITOR)
        operations.add_listing(people.directory_editor, document=document("Another"))
    with transaction():
        assert note_day(SYSTEM_EDITOR) == {"listings counted": 25}
    noted = db.session.execute(select(DirectoryDay.listings, DirectoryDay.counts).order_by(DirectoryDay.day)).all()
    assert [one.listings for one in noted] == [24, 24, 25]
    page = browse(people.directory_editor).open(HEALTH)
    chart = page.soup.select_one("svg[role=img]")
    assert chart["aria-labelledby"].split() == [chart.title["id"], chart.desc["id"]]
    table = page.soup.select_one("details table")
    rows = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
    assert rows[-1] == [str(noted[-1].counts[name]) for name in ("confirmed-180", "unconfirmed", "hidden")]
    lines = chart.select("polyline")
    assert [len(line["points"].split()) for line in lines] == [len(rows)] * 3
    assert not page.soup.select("[style]")
