"""Editors keep feeds: add, change, ask for a run, send a file, and read what became of each run."""

import io
import json

import pytest

from core.db import db, transaction
from directory.exchange.feeds import operations, queries, uploads
from directory.exchange.feeds.words import RunState
from directory.exchange.operations import Outcome, Report
from tests.directory.listings.examples import EDITOR


@pytest.fixture
def editor(app, browse, people):
    return browse(people.directory_editor)


def add(editor, **answers):
    page = editor.open("/directory/feeds/new")
    return editor.send(page, {"name": "Council", "url": "feeds.example/v3", "licence": "ogl"} | answers)


def test_a_feed_is_added_changed_and_asked_for(editor):
    page = add(editor, attribution="Contains Council data")
    assert page.heading == "Council" and "https://feeds.example/v3" in page.words
    assert "It is read within a few minutes." in page.words and "flask" not in page.words
    assert "Open Government Licence" in page.words and "Contains Council data" in page.words
    own = page.response.request.path
    assert "Contains Council data" in editor.open("/acknowledgements").words
    page = editor.send(editor.open(f"{own}/change"), {"name": "County", "licence_words": "By letter"})
    assert page.heading == "County" and "By letter" in page.words
    page = editor.send(editor.open(f"{own}/fetch"))
    assert "Asked for on" in page.words
    assert "Waiting to be read" in editor.open("/directory/feeds").words
    page = editor.send(editor.open(f"{own}/change"), {"url": ""})
    assert "Asked for" not in page.words
    page = editor.send(editor.open(f"{own}/change"), {"url": "feeds.example/v4"})
    assert "Asked for on" in page.words
    db.session.rollback()
    assert [(feed.name, feed.source) for feed in queries.to_read(due_only=True)] == [("County", "Council")]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 201}, "200 characters"),
        ({"url": "not an address"}, "web"),
        ({"url": "file:///etc/passwd"}, "web"),
        ({"licence": "mine"}, "Choose from"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(editor, answers, words):
    page = editor.send(editor.open("/directory/feeds/new"), {"name": "Kept", "licence": "ogl"} | answers, status=422)
    assert words in str(page.errors()) + page.words
    assert "Kept" in str(page.soup) or answers.get("name") is not None


def test_two_of_one_name(editor):
    add(editor)
    page = editor.send(editor.open("/directory/feeds/new"), {"name": "Council"}, status=409)
    assert "Another feed has this name" in page.errors()["name"]


def test_what_became_of_the_last_runs(editor, app):
    add(editor)
    feed = queries.called("council")
    with transaction():
        run = operations.begin_run(EDITOR, queries.find(feed.id))
        refused = [Report(7, Outcome.REFUSED, "c-7", "Club", "it has no <b>name</b>", [])]
        operations.end_run(
            queries.find(feed.id),
            run,
            RunState.FAILED,
            counts={"read": 1234, "refused": 1},
            problem="The server answered 503.",
            refused=refused,
        )
    page = editor.open(f"/directory/feeds/{feed.id}")
    assert "The server answered 503." in page.words and "1,234" in page.words
    assert "It has no <b>name</b>" in page.words and "c-7" in page.words


def test_a_run_does_not_disturb_who_changes_the_feed(editor, app):
    own = add(editor).response.request.path
    page = editor.open(f"{own}/change")
    with transaction():
        feed = queries.called("council")
        run = operations.begin_run(EDITOR, feed)
        operations.end_run(feed, run, RunState.COMPLETE, counts={})
    assert editor.send(page, {"name": "Renamed"}).heading == "Renamed"


def test_a_file_is_sent_and_read_with_the_next_sync(editor, app):
    own = add(editor, url="").response.request.path
    assert "Send its file" in editor.send(editor.open(f"{own}/fetch"), status=409).words
    page = editor.open(f"{own}/upload")
    assert "Choose a file" in editor.send(page, status=422).words
    content = json.dumps([{"id": "1", "name": "Club"}]).encode()
    data = page.fields() | {"file": (io.BytesIO(content), "../feed.json")}
    editor.post(f"{own}/upload", data, status=303, content_type="multipart/form-data")
    feed_id = queries.called("council").id
    assert uploads.waiting(feed_id).read_bytes() == content
    result = app.test_cli_runner().invoke(args=["directory", "sync", "--due"])
    assert "1 read: 1 added" in result.output
    assert uploads.waiting(feed_id) is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:8192/v1", "http://feeds:8192/v1", "http://[::1]/v1"])
def test_hosts_of_our_own_network_where_they_are_allowed(app, editor, url):
    page = editor.send(editor.open("/directory/feeds/new"), {"name": "A", "url": url, "licence": "ogl"}, status=422)
    assert "FEED_PRIVATE_HOSTS" in page.errors()["url"]
    app.config["FEED_PRIVATE_HOSTS"] = ["127.0.0.1", "feeds", "::1"]
    assert url in add(editor, url=url).words
