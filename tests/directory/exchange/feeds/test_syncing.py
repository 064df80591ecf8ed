"""A feed is read whole or not at all; nothing is lost when it fails; what is gone twice is flagged, and stays."""

import json
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from core import db as core_db
from core.db import db, transaction
from core.refusals import Refused
from directory.exchange import cli
from directory.exchange import operations as exchange
from directory.exchange.feeds import operations, queries, uploads
from directory.exchange.feeds.snapshots import Snapshot
from directory.exchange.feeds.syncing import FromFile, Run
from directory.exchange.feeds.words import RunState
from directory.exchange.provenance import queries as provenance
from directory.listings import queries as listings
from tests.directory.exchange.feeds.api import Api
from tests.directory.listings.examples import EDITOR


def club(number: int, **more) -> dict:
    return {
        "id": f"club-{number}",
        "name": f"Club {number}",
        "description": f"What club {number} is.",
        "schedules": [{"id": f"s-{number}", "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00"}],
    } | more


CLUBS = [club(number) for number in range(1, 9)]


@pytest.fixture
def app(app):
    app.config["FEED_PRIVATE_HOSTS"] = ["127.0.0.1"]
    return app


@pytest.fixture
def sync(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["directory", "sync", *map(str, words)])


@pytest.fixture
def add(app):
    """Add the feed of an API, or one of files."""

    def made(api=None, name="Council"):
        with transaction():
            return operations.add_feed(EDITOR, name=name, url=api.url if api else "").id

    return made


def told(result) -> str:
    return result.output.strip().splitlines()[-1]


def last_run(feed_id):
    db.session.expire_all()
    return queries.runs(queries.find(feed_id))[0]


def names():
    return sorted(service.name for service in listings.index(EDITOR)[0])


@pytest.mark.parametrize("version", ["HSDS-UK-3.0", "1.0", "", "3.0\0\ud800" + "x" * 99])
def test_every_page_and_what_lists_leave_out(served, sync, add, version):
    api = Api(served, CLUBS, version=version)
    feed_id = add(api)
    assert told(sync("council")) == "8 read: 8 added, 0 changed, 0 unchanged, 0 refused"
    assert api.turned == [1, 2, 3]
    assert all(len(service.schedules) == 1 for service in listings.index(EDITOR)[0])
    run = last_run(feed_id)
    assert (run.state, run.added, run.standard != "") == (RunState.COMPLETE, 8, True)
    assert told(sync("council")) == "8 read: 0 added, 0 changed, 8 unchanged, 0 refused"


def test_lists_that_leave_out_nothing_are_enough(served, sync, add):
    add(Api(served, CLUBS, deep=True))
    sync()
    assert not [path for path, _ in served.asked if path.startswith("/api/services/")]
    assert "full=true" in served.asked[1][0]
    assert len(names()) == 8


def test_what_has_not_changed_is_not_sent_again(served, sync, add):
    add(Api(served, CLUBS, etags=True))
    sync()
    served.asked.clear()
    assert told(sync()) == "8 read: 0 added, 0 changed, 8 unchanged, 0 refused"
    assert all("If-None-Match" in headers for path, headers in served.asked if "services" in path)
    assert told(sync()) == "8 read: 0 added, 0 changed, 8 unchanged, 0 refused"


def test_the_address_of_the_list_itself_and_of_a_plain_file(served, sync, add):
    api = Api(served, CLUBS)
    with transaction():
        operations.add_feed(EDITOR, name="List", url=served.url("/api/services"))
        operations.add_feed(EDITOR, name="Plain", url=served.url("/plain.json"))
    served.answers["/plain.json"] = [club(100)]
    assert told(sync("List")).startswith("8 read: 8 added")
    assert told(sync("Plain")).startswith("1 read: 1 added")
    assert api.turned[0] == 1


def test_a_server_that_does_not_turn_pages(served, sync, add):
    feed_id = add(api := Api(served, CLUBS))
    page = api.page
    served.answers["/api/services"] = lambda handler: page(_first_page(handler))
    assert "the same page again and again" in sync().output
    assert names() == [] and last_run(feed_id).state is RunState.FAILED


def _first_page(handler):
    handler.path = "/api/services?page=1"
    return handler


def test_a_fetch_that_breaks_off_changes_nothing(served, sync, add, app):
    api = Api(served, CLUBS)
    feed_id = add(api)
    sync()
    kept = list(Snapshot(_folder(app), feed_id).last_good())
    whole = api.page
    for broken in ((404, {}, {}), (200, {}, b"{"), (200, {}, {"no": "list"}), (302, {"Location": "gopher://x"}, b"")):
        served.answers["/api/services"] = lambda handler, broken=broken: (
            broken if "page=2" in handler.path else whole(handler)
        )
        api.services = [club(1, name="Renamed"), *CLUBS[3:]]
        assert sync().exit_code == 1
        assert last_run(feed_id).state is RunState.FAILED and last_run(feed_id).problem
        assert len(names()) == 8 and "Renamed" not in names()
        assert list(Snapshot(_folder(app), feed_id).last_good()) == kept
    assert not [row for row in provenance.kept_ids("Council") if row.missed]


def _folder(app):
    return Path(app.config["FEED_FOLDER"])


def test_an_empty_feed_is_a_bad_day(served, sync, add):
    api = Api(served, CLUBS)
    add(api)
    sync()
    api.services = []
    assert "empty, and it was not before" in sync().output


def test_gone_twice_is_flagged_and_stays_and_comes_back(served, sync, add):
    api = Api(served, CLUBS)
    add(api)
    sync()
    api.services = CLUBS[:-1]
    assert "gone" not in told(sync())
    assert provenance.gone_from("Council") == []
    assert told(sync()).endswith("1 gone from the feed")
    assert [service.name for service, _ in provenance.gone_from("Council")] == ["Club 8"]
    assert "Club 8" in names()
    assert told(sync()).endswith("1 gone from the feed")
    api.services = CLUBS
    assert "gone" not in told(sync())
    assert provenance.gone_from("Council") == []


def test_a_fetch_that_is_not_whole_counts_nobody_as_gone(served, sync, add):
    api = Api(served, CLUBS)
    feed_id = add(api)
    sync()
    api.services, api.total = CLUBS[:-1], 8
    for _ in range(2):
        assert sync().exit_code == 0
        assert last_run(feed_id).state is RunState.PARTIAL
    assert provenance.gone_from("Council") == []


def test_what_moves_while_pages_are_turned_is_read_once(served, sync, add):
    api = Api(served, CLUBS)
    add(api)
    moving = [CLUBS, [club(0), *CLUBS], [club(0), *CLUBS]]
    page = api.page

    def turn(handler):
        api.services = moving[min(len(api.turned), 2)]
        return page(handler)

    served.answers["/api/services"] = turn
    assert told(sync()) == "8 read: 8 added, 0 changed, 0 unchanged, 0 refused"


def test_what_is_refused_is_told(served, sync, add):
    feed_id = add(Api(served, [club(1), club(2, name=""), {"name": "No id"}], deep=True))
    result = sync()
    assert told(result) == "3 read: 1 added, 0 changed, 0 unchanged, 2 refused"
    assert [(one.number, one.reason) for one in queries.refusals(last_run(feed_id))] == [
        (2, "it has no name"),
        (3, "it has no id"),
    ]


def test_one_feed_that_fails_stops_no_other(served, sync, add):
    with transaction():
        operations.add_feed(EDITOR, name="Away", url="http://127.0.0.2/")
    add(Api(served, CLUBS))
    result = sync()
    assert result.exit_code == 1
    assert "Away: " in result.output and "not on the public internet" in result.output
    assert len(names()) == 8


def test_two_at_once(served, sync, add):
    feed_id = add(Api(served, CLUBS))
    with transaction():
        operations.begin_run(EDITOR, queries.find(feed_id))
    assert "is being read already" in sync().output
    assert names() == []
    with transaction(), pytest.raises(Refused):
        operations.begin_run(EDITOR, queries.find(feed_id))


def test_only_what_was_asked_for(served, sync, add):
    api = Api(served, CLUBS)
    feed_id = add(api)
    assert "8 added" in sync("--due").output
    assert "No feed is waiting" in sync("--due").output
    with transaction():
        feed = queries.find(feed_id)
        operations.ask_for_run(EDITOR, feed, version=feed.version)
    assert told(sync("--due")).startswith("8 read")
    assert "No feed is waiting" in sync("--due").output
    assert "no feed called" in sync("Nobody").output


def test_a_feed_of_files(sync, add, tmp_path):
    add(name="Files")
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(CLUBS))
    assert told(sync("Files", "--file", path)).startswith("8 read: 8 added")
    path.write_text(json.dumps(CLUBS[1:]))
    sync("Files", "--file", path)
    assert told(sync("Files", "--file", path)).endswith("1 gone from the feed")
    assert "has no address" in sync("Files").output
    assert "cannot be read" in sync("Files", "--file", tmp_path / "none.json").output


def test_an_interrupted_run_lets_go_of_its_feed(served, add, sync, monkeypatch):
    feed_id = add(Api(served, CLUBS))

    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("directory.exchange.feeds.syncing.take_in", stop)
        assert sync().exit_code == 1
    assert last_run(feed_id).problem == "It was interrupted (KeyboardInterrupt)."
    assert told(sync()).startswith("8 read: 8 added")


@pytest.fixture
def locked(monkeypatch):
    """While it is on, nobody gets the lock; the pauses between tries are counted and not slept."""
    left, slept = [0], []
    begin = core_db.transaction

    @contextmanager
    def transaction_in_a_crowd():
        with begin():
            if left[0]:
                left[0] -= 1
                raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))
            yield

    monkeypatch.setattr(core_db, "transaction", transaction_in_a_crowd)
    return left, slept


def carry_out(feed_id, path, slept):
    reading = FromFile(path, everything=True)
    return Run(EDITOR, queries.find(feed_id), reading, path.parent / "said", sleep=slept.append).carry_out()


def test_it_waits_for_whoever_else_is_writing(app, add, tmp_path, locked):
    left, slept = locked
    path = tmp_path / "clubs.json"
    path.write_text(json.dumps(CLUBS))
    feed_id = add()
    left[0] = 3
    assert carry_out(feed_id, path, slept).state is RunState.COMPLETE
    assert slept == list(core_db.PAUSES) and len(names()) == len(CLUBS)


def test_where_waiting_is_no_use_it_says_so_in_a_sentence(app, add, sync, monkeypatch, tmp_path, locked):
    left, _ = locked
    path = tmp_path / "clubs.json"
    path.write_text(json.dumps(CLUBS))
    add()
    monkeypatch.setattr(core_db, "PAUSES", ())
    left[0] = 1
    result = sync("council", "--file", path)
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert told(result).startswith("Error: The database is busy") and "Traceback" not in result.output


def test_a_batch_that_begins_again_counts_nothing_twice(app, add, tmp_path, monkeypatch):
    path, slept = tmp_path / "clubs.json", []
    path.write_text(json.dumps(CLUBS))
    feed_id, tries, apply = add(), [], exchange._apply

    def crowded_once(*given):
        tries.append(given)
        if len(tries) == 3:
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        return apply(*given)

    monkeypatch.setattr(exchange, "_apply", crowded_once)
    run = carry_out(feed_id, path, slept)
    assert (run.state, run.added, run.refused) == (RunState.COMPLETE, len(CLUBS), 0) and slept == [1]


@pytest.fixture
def watch(sync, monkeypatch):
    """Watch through as many pauses as there are `meanwhile`, each called in its own; then somebody stops it."""
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}

    def watched(*meanwhile):
        left = list(meanwhile)
        monkeypatch.setattr(cli.time, "sleep", lambda _: left.pop(0)() if left else signal.raise_signal(signal.SIGTERM))
        return sync("--due", "--watch")

    yield watched
    for name, handler in before.items():
        signal.signal(name, handler)


def test_the_watch_reads_what_is_added_meanwhile_and_looks_for_duplicates(served, watch, add):
    api = Api(served, CLUBS)
    result = watch(lambda: add(api), lambda: None)
    assert result.exit_code == 0
    assert result.output.count("read: ") == 1 and "8 read: 8 added" in result.output
    assert told(result).endswith("of them new") and queries.to_read(due_only=True) == []


def test_the_watch_outlives_a_database_that_is_away(served, watch, add, monkeypatch):
    add(Api(served, CLUBS))
    to_read = queries.to_read

    def away(**_):
        monkeypatch.setattr(queries, "to_read", to_read)
        raise OperationalError("select", {}, Exception("server closed the connection"))

    monkeypatch.setattr(queries, "to_read", away)
    result = watch(lambda: None)
    assert result.exit_code == 0 and "8 read: 8 added" in result.output


def test_a_watch_goes_with_due_alone(sync, add):
    add()
    assert sync("--watch").exit_code == sync("Council", "--due", "--watch").exit_code == 2


@pytest.mark.parametrize("stopped", [True, False])
def test_a_file_that_was_asked_for_waits_while_it_is_not_read(watch, add, monkeypatch, tmp_path, stopped):
    """Neither who stops the program nor who reads the feed at that moment loses an editor's file."""
    feed_id = add()
    with transaction():
        feed = queries.find(feed_id)
        operations.ask_for_run(EDITOR, feed, version=feed.version, uploaded="clubs.json")
        if not stopped:
            operations.begin_run(EDITOR, feed)
    (tmp_path / "clubs.json").write_text(json.dumps(CLUBS))
    with (tmp_path / "clubs.json").open("rb") as content:
        uploads.keep(feed_id, content)
    if stopped:
        monkeypatch.setattr(FromFile, "records", lambda _: signal.raise_signal(signal.SIGTERM))
    assert watch().exit_code == 0
    assert uploads.waiting(feed_id) and [one.id for one in queries.to_read(due_only=True)] == [feed_id]
