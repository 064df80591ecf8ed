"""A group suggests topics for its listing; nothing changes until an editor has decided, and the group is told."""

import pytest
from sqlalchemy import select

from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Refused
from directory.listings import operations, queries
from directory.listings.document import to_document
from directory.upkeep.suggestions import queries as suggestions
from tests.directory.search.conftest import document

MINE = "/directory/my-listings"
QUEUE = "/directory/queue"


@pytest.fixture
def choir(people):
    """The id of a listing that the group keeps; "Gardening" is a topic that another listing brought."""
    with transaction():
        editor = people.directory_editor
        operations.add_listing(editor, document=document("Garden", tags=["Gardening", "Company"]))
        given = document("Thursday Choir", tags=["Singing"])
        return operations.add_listing(editor, document=given, keeper_id=people.group).id


def topics(service_id) -> list[str]:
    db.session.expire_all()
    return sorted(one.taxonomy_term.name for one in queries.find(service_id).attributes)


def topic(name: str) -> str:
    return next(term for term, words in queries.topics().items() if words == name)


def letters() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.created_at)))


def suggest(browser, service_id, **answers):
    page = browser.open(f"{MINE}/{service_id}/topics")
    return browser.send(page, answers)


def test_a_suggestion_changes_nothing_until_an_editor_accepts_it(browse, people, choir):
    page = suggest(browse(people.group_representative), choir, topics=[topic("Company")], why="We have tea")
    assert "An editor will look at your topics" in page.words and topics(choir) == ["Singing"]
    editor = browse(people.directory_editor)
    page = editor.open(QUEUE)
    assert "1 thing waits" in page.words and "People who look by topic may not find the group" in page.words
    page = editor.open(page.soup.select_one(".app-results a")["href"])
    assert "Company" in page.words and "Why: We have tea" in page.words
    page = editor.send(page, {"decision": "accepted"}, status=200)
    assert "Look at the letter below" in page.words and "has these topics now: Company" in page.words
    assert topics(choir) == ["Singing"] and letters() == []
    page = editor.send(page)
    assert "You decided on the topics of Thursday Choir" in page.words and "Nothing waits here" in page.words
    assert topics(choir) == ["Company", "Singing"]
    (letter,) = letters()
    assert (letter.recipient, letter.subject) == (people.group_representative.email, "The topics of Thursday Choir")
    assert f"http://localhost/directory/listings/{choir}" in letter.text
    page = browse(people.group_representative).open(f"{MINE}/{choir}/topics")
    assert "The listing has these topics now" in page.words


def test_an_editor_gives_other_topics_than_the_groups_own_words(browse, people, choir):
    suggest(browse(people.group_representative), choir, words="gardening, mud")
    editor = browse(people.directory_editor)
    page = editor.open(editor.open(f"{QUEUE}/next", status=303).location)
    assert page.fields()["topics"] == [topic("Gardening")]
    page = editor.send(page, {"decision": "accepted", "tell": None}, status=409)
    assert page.errors() == {"decision": "There is no topic of ours in it to give. Choose other topics"}
    page = editor.send(page, {"decision": "other", "tell": None})
    assert topics(choir) == ["Gardening", "Singing"] and letters() == []


def test_a_refusal_needs_a_reason_that_the_group_reads(browse, people, choir):
    suggest(browse(people.group_representative), choir, topics=[topic("Gardening")])
    editor = browse(people.directory_editor)
    page = editor.open(editor.open(f"{QUEUE}/next", status=303).location)
    page = editor.send(page, {"decision": "refused"}, status=422)
    assert page.errors() == {"reason": "Say why: the letter tells the group"}
    assert editor.send(page, {"decision": "refused", "tell": None}, status=409).errors() == {
        "reason": "Say why. The group reads it"
    }
    page = editor.send(page, {"decision": "refused", "reason": "You have no garden."}, status=200)
    editor.send(page)
    assert topics(choir) == ["Singing"] and "This is why: You have no garden." in letters()[0].text
    assert "You have no garden." in browse(people.group_representative).open(f"{MINE}/{choir}/topics").words


def test_what_is_sent_again_takes_the_place_of_what_waits(browse, people, choir):
    representative = browse(people.group_representative)
    suggest(representative, choir, topics=[topic("Gardening")])
    page = representative.open(f"{MINE}/{choir}/topics")
    assert "waits for an editor" in page.words and page.fields()["topics"] == [topic("Gardening")]
    suggest(representative, choir, topics=[topic("Company")])
    (row,) = suggestions.for_editors()
    assert row.words == "Company" and suggestions.how_many() == 1


def test_a_suggestion_says_something_new(browse, people, choir):
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{choir}/topics")
    for answers in ({}, {"topics": [topic("Singing")]}):
        page = representative.send(page, answers, status=409)
        assert "does not have yet" in page.errors()["topics"]


def test_a_group_never_tags_itself(browse, people, choir):
    representative = browse(people.group_representative)
    page = representative.open(f"{MINE}/{choir}/change")
    links = [link["href"] for link in page.soup.select("main a")]
    assert f"{MINE}/{choir}/topics" in links and not any(one.endswith("change/topics") for one in links)
    representative.open(f"{MINE}/{choir}/change/topics", status=404)
    service = queries.find(choir)
    tagged = to_document(service)
    tagged["attributes"] = [*tagged["attributes"], {"taxonomy_term": {"name": "Best choir"}}]
    with pytest.raises(Refused, match="suggest topics"), transaction():
        operations.change_listing(people.group_representative, service, version=service.version, document=tagged)
    assert topics(choir) == ["Singing"]
    browse(people.other_group_representative).open(f"{MINE}/{choir}/topics", status=404)
