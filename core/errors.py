"""Refusals and failures, each answered with a page in plain words."""

import logging
from collections.abc import Callable

from flask import Response, g, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from core.db import SAFE_METHODS, db
from core.held import in_words
from core.logs import event
from core.refusals import Missing, NotSaved, Refused, TooMany

# What a page calls itself and says; the number is for the person who asks us for help.
WORDS = {
    400: ("We could not read that", "Something was wrong with the address or with what was sent. Nothing was saved."),
    401: ("You are signed out", "Nothing was saved. To keep what you typed, sign in again in another window."),
    403: ("You cannot do this", "Your role does not allow this. If you need it, ask your administrator."),
    404: ("Page not found", "Check the address. The page may have moved, or you may not have access to it."),
    405: ("You cannot do this", "This page cannot be used in that way. Nothing was saved."),
    409: ("This cannot be done now", "Nothing was saved."),
    413: ("That is too big", "What you sent is larger than we can take. Nothing was saved. Send less and try again."),
    415: ("We could not read that", "What was sent is of a kind that this page does not take. Nothing was saved."),
    422: ("We could not read that", "Something in what you sent does not make sense. Nothing was saved."),
    429: ("Too many tries", "Wait a little, then try again. Nothing was saved."),
    500: ("Sorry, something went wrong", "Nothing was saved. We have been told. Try again later."),
    503: ("Not saved", "The system is busy or has a problem. Nothing was saved. Try again in a moment."),
}
HELD_STATUSES = {401, 409, 429, 500, 503}
NEVER_HELD = frozenset({"csrf_token"})
# Doors that answer machines in a form of their own, by what their addresses begin with.
OWN_ANSWERS: dict[str, Callable[[int, str], Response]] = {}


def init_app(app) -> None:
    app.register_error_handler(Missing, lambda _error: answer(404))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(SecurityError, _not_our_name)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, lambda _error: answer(500))


def answer(status: int, words: str | None = None):
    """The page of `status`; after a form was sent it holds what was typed, ready to be sent again."""
    db.session.rollback()
    heading, explanation = WORDS.get(status, WORDS[400 if status < 500 else 500])
    if own := next((own for begins, own in OWN_ANSWERS.items() if request.path.startswith(f"{begins}/")), None):
        return own(status, words or explanation)
    held = _held(status)
    page = render_template(
        "errors/error.html",
        status=status,
        heading=heading,
        explanation=words or explanation,
        held=held,
        said=in_words(held) if held else [],
        request_id=g.get("request_id"),
        form=_form(status),
    )
    return make_response(page, status)


def _held(status: int) -> list[tuple[str, str]]:
    """What was typed, so that it is not lost; passwords are not repeated."""
    if request.method in SAFE_METHODS or status not in HELD_STATUSES:
        return []
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NEVER_HELD and "password" not in name
    ]


def _form(status: int) -> str:
    """Where the form is that sent too much, to choose something smaller there."""
    shown = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return request.path if status == 413 and shown else ""


def _too_big() -> str:
    """The limit in MB, which views raise where files are sent; a form's few other answers are not worth a word."""
    most = (request.max_content_length or 0) // 1024**2
    return f"What you sent is larger than {most} MB, the most that we can take here. Nothing was saved. Send less."


def _refused(refusal: Refused):
    if isinstance(refusal, NotSaved):
        event("not saved", level=logging.ERROR, error=refusal.__cause__, request=g.get("request_id"))
    response = answer(refusal.status, refusal.words)
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _unreachable(error: OperationalError):
    event("database unreachable", level=logging.ERROR, error=error, request=g.get("request_id"))
    return answer(503, "The system cannot reach its records. Try again in a moment.")


def _not_our_name(_error: SecurityError):
    """A request for another host: without a name to believe in, no address of ours can be put on a page."""
    answer = make_response("This site does not answer to that name.\n", 400)
    answer.mimetype = "text/plain"
    return answer


def _http(error: HTTPException):
    if error.code is None or error.code < 400:
        return error
    response = answer(error.code, _too_big() if error.code == 413 and request.max_content_length else None)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response
