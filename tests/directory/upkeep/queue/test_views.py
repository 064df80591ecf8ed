"""The editors' queue: what does most harm first, filters that fit, and from each thing on to the next."""

import datetime as dt

import pytest
from sqlalchemy import select

from core import clock
from core.db import db, transaction
from core.outbox.models import Message
from directory.exchange.duplicates import operations as duplicates
from directory.listings import operations, queries
from directory.places.distances import Point
from directory.upkeep.asking import use
from directory.upkeep.queue import queries as queue
from directory.upkeep.queue.kinds import HARM
from directory.upkeep.queue.sources import SOURCES
from directory.upkeep.suggestions import operations as suggestions
from tests.directory.search.conftest import document

QUEUE = "/directory/queue"
PORTSMOUTH, SOUTHAMPTON = Point(50.8, -1.09), Point(50.92, -1.4)


@pytest.fixture
def waiting(people, monkeypatch):
    """A topic for the choir in Portsmouth, a pair of gardens in Southampton, a club that people go by: its id."""
    editor, long_ago = people.directory_editor, clock.now() - dt.timedelta(days=300)

    def add(name, **facts):
        with transaction():
            given = document(name, **facts)
            return operations.add_listing(editor, document=given, keeper_id=people.group).id

    choir = add("Choir", places=[PORTSMOUTH], assured_date=clock.today().isoformat())
    gardens = [add(f"Garden {number}", places=[SOUTHAMPTON]) for number in (1, 2)]
    with clock.at(long_ago):
        club = add("Lunch Club", places=[PORTSMOUTH], email="club@lunch.example")
    with transaction():
        suggestions.suggest_topics(people.group_representative, queries.find(choir), topics=[], words="harmony")
        duplicates.pair_up(editor, one=gardens[0], other=gardens[1])
    monkeypatch.setitem(use.KINDS, "people connected", use.Kind(20, lambda since, ids: {club: 3}))
    return club


def names(page) -> list[str]:
    return [link.get_text() for link in page.soup.select(".app-results h2 a")]


def apart(editor, page):
    """The answer that the two listings of this page are not the same."""
    path = next(link["href"] for link in page.soup.select("main a") if "/apart" in link["href"])
    return editor.send(editor.open(path))


def test_what_does_most_harm_comes_first_with_its_reason(browse, people, waiting):
    page = browse(people.directory_editor).open(QUEUE)
    assert names(page)[0] == "Lunch Club" and names(page)[-1] == "Choir" and len(names(page)) == 3
    assert "nobody has said for a long time whether it is right: 3 people connected this month" in page.words
    assert "Editors’ queue (1)" in page.soup.select_one("nav[aria-label=Menu]").get_text(" ")
    assert "3 things wait." in page.words and "In 1 of them somebody waits for your answer" in page.words


def test_the_menu_counts_what_somebody_waits_for(app, people, waiting):
    everything = queue.index(people.directory_editor)
    asked = [one for one in everything.items if HARM[one.kind].asked]
    assert queue.asked() == len(asked) == 1 and everything.total == 3
    for source in SOURCES.values():
        assert source.asked() == sum(HARM[row.kind].asked for row in source.rows())


def test_it_is_narrowed_by_kind_and_district(browse, people, waiting):
    editor = browse(people.directory_editor)
    page = editor.open(QUEUE)
    areas = {option.get_text(): option["value"] for option in page.soup.select("#area option")}
    assert list(areas) == ["Everywhere", "Portsmouth", "Southampton"]
    assert names(editor.open(f"{QUEUE}?area={areas['Portsmouth']}")) == ["Lunch Club", "Choir"]
    assert names(editor.open(f"{QUEUE}?area={areas['Portsmouth']}&kind=topics")) == ["Choir"]
    assert "Nothing waits here" in editor.open(f"{QUEUE}?kind=nothing&area=nowhere&page=9").words


def test_from_each_thing_settled_on_to_the_next(browse, people, waiting):
    editor = browse(people.directory_editor)
    page = editor.open(editor.open(f"{QUEUE}/next", status=303).location)
    assert page.heading == "Is this listing right?" and "Lunch Club" in page.words
    page = editor.send(page, {"decision": "confirm", "tell": None})
    assert page.heading == "Are these the same?" and "Lunch Club: confirmed today" in page.words
    assert queries.find(waiting).confirmed_by_name == people.directory_editor.organisation_name
    page = apart(editor, page)
    assert page.heading == "Topics that a group suggests"
    page = editor.send(page, {"decision": "refused", "reason": "Too narrow", "tell": None})
    assert page.heading == "Editors’ queue" and "Nothing waits here" in page.words


def test_whoever_goes_through_a_part_of_it_stays_there(browse, people, waiting):
    editor = browse(people.directory_editor)
    page = apart(editor, editor.open(editor.open(f"{QUEUE}/next?kind=duplicate", status=303).location))
    assert page.heading == "Editors’ queue" and "Nothing waits here" in page.words


def test_whoever_came_from_elsewhere_goes_back_there(browse, people, waiting):
    editor = browse(people.directory_editor)
    path = editor.open("/directory/duplicates").soup.select_one(".app-results a")["href"]
    assert "No listings look alike" in apart(editor, editor.open(path)).words


def test_what_is_left_waiting_does_not_hold_up_the_rest(browse, people, waiting):
    editor = browse(people.directory_editor)
    page = editor.open(editor.open(f"{QUEUE}/next", status=303).location)
    page = editor.send(page, {"decision": "write"}, status=200)
    assert "Is Lunch Club still there?" in page.words
    assert editor.send(page).heading == "Are these the same?"
    letter = db.session.scalars(select(Message)).one()
    assert letter.recipient == "club@lunch.example" and "still there" in letter.subject


def test_the_way_back_leads_into_the_queue_as_it_was_narrowed(browse, people, waiting):
    editor = browse(people.directory_editor)
    link = editor.open(f"{QUEUE}?kind=topics").soup.select_one(".app-results h2 a")["href"]
    assert editor.open(link).soup.select_one(".nhsuk-back-link")["href"] == f"{QUEUE}?kind=topics"


def test_a_doubt_is_answered_before_it_is_saved(browse, people, waiting):
    editor = browse(people.directory_editor)
    page = editor.send(editor.open(f"{QUEUE}/listings/{waiting}"), status=422)
    assert page.errors() == {"decision": "Choose what you do"}


def test_nobody_but_editors_sees_it(browse, people, waiting):
    browse(people.service_lead).open(QUEUE, status=403)
