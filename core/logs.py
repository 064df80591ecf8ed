"""Structured logs, one JSON object a line, that never hold personal data: no addresses, forms, names or error texts."""

import json
import logging
import sys
import time
import traceback

from flask import g, got_request_exception, request

from core import clock

log = logging.getLogger("footbridge")


class JsonLines(logging.Formatter):
    """A record as JSON; line ends inside values are escaped, so that nobody can forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {"time": clock.now().isoformat(), "level": record.levelname.lower(), "event": record.getMessage()}
        entry |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            entry |= _trace(*record.exc_info)
        return json.dumps(entry, default=str)


def _trace(kind, _error, tb) -> dict:
    """Where it went wrong, without the error's text: that may quote what somebody typed."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(tb)[-12:]]
    return {"error": kind.__qualname__, "trace": frames}


def event(name: str, *, level: int = logging.INFO, error: BaseException | None = None, **facts) -> None:
    """Log that `name` happened; `facts` are counts, codes and ids, never words about a person."""
    log.log(level, name, extra={"facts": facts}, exc_info=error)


def init_app(app) -> None:
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
        log.propagate = False
    log.setLevel(logging.WARNING if app.testing else logging.INFO)
    for other in (app.logger, logging.getLogger("waitress")):
        other.handlers, other.propagate = log.handlers, False

    @app.before_request
    def start_the_watch():
        g.started = time.monotonic()

    @app.after_request
    def note(response):
        event("request", **_request_facts(response))
        return response

    got_request_exception.connect(_note_failure, app)


def _request_facts(response) -> dict:
    started = g.get("started")
    return {
        "request": g.get("request_id"),
        "method": request.method if request.method.isalpha() else "?",
        "rule": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round((time.monotonic() - started) * 1000) if started else None,
        "user": getattr(g.get("_login_user", None), "id", None),
    }


def _note_failure(_app, exception, **_):
    event("failure", level=logging.ERROR, error=exception, request=g.get("request_id"))
