"""Logs: one JSON object a line, and nothing of what people typed."""

import io
import json
import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core import logs
from core.db import db

CANARY = "Wilhelmina-943-476-5919"


@pytest.fixture
def written(app):
    """What is logged meanwhile, as text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    logs.log.addHandler(handler)
    before = logs.log.level
    logs.log.setLevel(logging.INFO)
    yield stream.getvalue
    logs.log.removeHandler(handler)
    logs.log.setLevel(before)


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_request_is_one_line_without_its_address(app, written):
    app.test_client().get(f"/trial/plain?name={CANARY}", headers={"Referer": CANARY, "User-Agent": CANARY})
    (line,) = [line for line in lines(written()) if line["event"] == "request"]
    assert (line["rule"], line["method"], line["status"]) == ("/trial/plain", "GET", 200)
    assert line["milliseconds"] >= 0
    assert CANARY not in written()


def test_who_asked_is_an_id_and_never_a_name(browse, people, written):
    clinician = people.clinician
    browse(clinician).open("/trial/plain")
    assert str(clinician.id) in written()
    assert clinician.name not in written()
    assert clinician.email not in written()


@pytest.mark.parametrize("name", [CANARY, "refused", "too many"])
@pytest.mark.parametrize("path", ["/trial/plain", "/trial/without-form", "/trial/breaks", "/trial/once", "/nowhere"])
def test_nothing_typed_reaches_the_log(browse, written, path, name):
    browse().post(path, {"name": name, "story": CANARY, "csrf_token": CANARY})
    assert CANARY not in written()


def test_a_failure_is_logged_with_its_place_and_without_its_words(app, written):
    app.test_client().get(f"/trial/breaks?name={CANARY}")
    (line,) = [line for line in lines(written()) if line["event"] == "failure"]
    assert line["error"] == "ZeroDivisionError"
    assert any("trial.py" in frame for frame in line["trace"])
    assert "may quote a person" not in written()


def test_the_address_of_a_page_that_failed_is_not_told(app, written):
    """A link's address opens something for whoever reads it."""
    app.view_functions["trial.answers"] = lambda **_: 1 / 0
    app.logger.handlers, before = logs.log.handlers, app.logger.handlers
    app.test_client().get(f"/trial/answers/1234567?token={CANARY}")
    app.logger.handlers = before
    assert "ZeroDivisionError" in written()
    assert "1234567" not in written() and CANARY not in written()


def test_the_values_of_a_statement_that_failed_are_not_told(app, written):
    with pytest.raises(IntegrityError) as refused:
        db.session.execute(text("insert into organisation (name) values (:name)"), {"name": CANARY})
    db.session.rollback()
    logs.event("failure", error=refused.value)
    assert CANARY not in written()


def test_nobody_forges_a_line(app, written):
    logs.event('done\n{"event": "forged"}', where="a\r\nb")
    (line,) = lines(written())
    assert line["where"] == "a\r\nb"


def test_an_odd_method_is_not_quoted(app, written):
    app.test_client().open("/trial/plain", method="X-" + CANARY)
    assert CANARY not in written()
