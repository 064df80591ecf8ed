"""`flask directory import`: every record accounted for, and one clear sentence where there is nothing to read."""

import json

import pytest
from sqlalchemy.exc import OperationalError

from directory.exchange import operations, reading
from directory.exchange.feeds import queries
from directory.exchange.feeds.words import RunState
from directory.exchange.provenance import queries as provenance
from tests.directory.listings.examples import CHOIR


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["directory", "import", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    def write(content, name="feed.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def last(result) -> str:
    return result.output.strip().splitlines()[-1]


def test_the_last_line_adds_up(run, file):
    path = file([CHOIR, {"id": "2", "name": "Club", "email": "nowhere"}, {"id": "3"}, "text"])
    result = run(path)
    assert result.exit_code == 0
    assert last(result) == "4 read: 2 added, 0 changed, 0 unchanged, 2 refused"
    assert "record 3 3: refused, it has no name" in result.output
    assert "record 2 2 “Club”: email left out: not an email address" in result.output
    assert last(run(path)) == "4 read: 0 added, 0 changed, 2 unchanged, 2 refused"


def test_a_file_is_a_run_that_counts_nobody_as_gone(run, file):
    run(file([CHOIR, {"id": "2", "name": "Club"}]), "--source", "council")
    for _ in range(2):
        run(file([CHOIR, {"id": "3"}]), "--source", "council")
    feed = queries.called("council")
    assert provenance.gone_from("council") == []
    assert [(one.state, one.refused) for one in queries.runs(feed)][:2] == [(RunState.COMPLETE, 1)] * 2
    assert feed.fetched_at is None


def test_another_file_of_the_same_source(run, file):
    run(file([{"id": "2", "name": "Club"}], "one.json"), "--source", "council")
    result = run(file([{"id": "2", "name": "Chess club"}], "two.json"), "--source", "council")
    assert last(result) == "1 read: 0 added, 1 changed, 0 unchanged, 0 refused"


@pytest.mark.parametrize(
    "content",
    [
        [CHOIR],
        {"contents": [CHOIR], "total_items": 1},
        {"content": [CHOIR], "totalElements": 1},
        CHOIR,
        b"\xef\xbb\xbf" + json.dumps([CHOIR]).encode(),
        json.dumps([CHOIR]).encode("utf-16"),
        json.dumps([CHOIR | {"extra": float("nan")}]).encode(),
    ],
)
def test_every_envelope(run, file, content):
    assert last(run(file(content))) == "1 read: 1 added, 0 changed, 0 unchanged, 0 refused"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{not json", "is not good JSON: something is wrong at line 1, column 2."),
        (b"\xff\xfe\xfa", "is not"),
        (b"", "is not good JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" + b"9" * 100_000 + b"]", "number too long"),
        ({"total_items": 0}, "holds no services"),
        (b"7", "holds no services"),
    ],
)
def test_nothing_to_read_is_one_sentence(run, file, content, words):
    result = run(file(content))
    assert result.exit_code == 1
    assert words in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_missing_file_and_one_too_large(run, file, monkeypatch, tmp_path):
    assert "cannot be read" in run(tmp_path / "none.json").output
    monkeypatch.setattr(reading, "LARGEST_FILE", 100)
    result = run(file([CHOIR]))
    assert result.exit_code == 1 and "split it into several files" in result.output


def test_the_report_has_a_line_for_each_record(run, file, tmp_path):
    report = tmp_path / "report.jsonl"
    run(file([CHOIR, "text"]), "--report", report)
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert [line["outcome"] for line in lines] == ["added", "refused"]
    assert lines[1]["reason"] == "not a record but a text"
    assert run(file([CHOIR]), "--report", tmp_path / "no" / "where").exit_code == 1


def test_a_database_that_stops_is_one_sentence(run, file, monkeypatch):
    def no_room(_work, **_):
        raise OperationalError("insert", {}, Exception("database or disk is full"))

    monkeypatch.setattr(operations, "patiently", no_room)
    result = run(file([CHOIR]))
    assert result.exit_code == 1
    assert last(result) == "Error: The database stopped the import (OperationalError). Run it again to go on."
