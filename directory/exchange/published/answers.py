"""Answers of the published directory over HTTP: conditional, cacheable, open to every site, and refusals in JSON."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock

from flask import Response, current_app, request, stream_with_context
from werkzeug.http import http_date, is_resource_modified

from core import clock
from directory.exchange.published import queries
from directory.exchange.published.endpoints import PREFIX, VERSION
from directory.exchange.published.openapi import JSON, LINES
from directory.exchange.published.parameters import NotUnderstood, Problem

FRESH_SECONDS = 60
MOST_ADDRESSES = 2_000
LONGEST_REST = 0.1  # seconds
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Last-Modified",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
WORDS = {
    400: "This could not be read",
    404: "There is nothing with this address",
    405: "Only GET, HEAD and OPTIONS are answered here",
    500: "Something went wrong here. Try again later",
    503: "The directory cannot be reached. Try again in a moment",
}


def of_text(text: str, modified: str | None = None) -> Response:
    """The answer with this JSON; `modified` (RFC 3339) is when what it tells of was last modified.

    Where nobody wrote that down, it is since when this process has seen it as it is.
    """
    tag = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
    since = datetime.fromisoformat(modified) if modified else _since(tag)
    return _conditional(tag, since, lambda: Response(text, mimetype=JSON))


def of_listings(make: Callable[[], str | Iterable[str]]) -> Response:
    """The answer that `make` gives of the listings as they are now; it is not made for whoever has it already.

    What `make` gives in several pieces is sent as it comes, a lot of lines in each.
    """
    mark = queries.mark()
    asked = hashlib.blake2b(f"{VERSION} {mark} {request.full_path}".encode(), digest_size=12).hexdigest()
    seen = current_app.extensions.setdefault("published_since", _Seen())
    return _conditional(asked, seen.since(mark), lambda: _made(make()))


def of_lines(find: Callable[[], Iterable[str]]) -> Response:
    """The answer with an item that `find` finds in each line, sent as they come.

    They are looked through twice, for the tag and to be sent, so that they never are in memory together.
    """
    digest = hashlib.blake2b(digest_size=12)
    for item in find():
        digest.update(f"{item}\n".encode())
    tag = digest.hexdigest()
    lines = (f"{item}\n" for item in find())
    return _conditional(tag, _since(tag), lambda: Response(stream_with_context(lines), mimetype=LINES))


def _made(found: str | Iterable[str]) -> Response:
    if isinstance(found, str):
        return Response(found, mimetype=JSON)
    return Response(stream_with_context(_unhurried(found)), mimetype=LINES)


def _unhurried(pieces: Iterable[str]) -> Iterator[str]:
    """The same pieces, after each a rest as long as it took: half of the time is for those who search meanwhile."""
    pieces = iter(pieces)
    while True:
        began = time.monotonic()
        piece = next(pieces, None)
        if piece is None:
            return
        took = time.monotonic() - began
        yield piece
        time.sleep(min(took, LONGEST_REST))


def _conditional(tag: str, modified: datetime | None, make: Callable[[], Response]) -> Response:
    known = not is_resource_modified(request.environ, etag=f'W/"{tag}"', last_modified=modified)
    response = Response(status=304) if known else make()
    response.headers["ETag"] = f'W/"{tag}"'
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    if modified:
        response.headers["Last-Modified"] = http_date(modified)
    return response


class _Seen:
    """Since when the listings are as they are, as far as this process has seen: to the second, and never too early."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mark, self._since = None, datetime.min.replace(tzinfo=UTC)

    def since(self, mark: str) -> datetime:
        with self._lock:
            if mark != self._mark:
                self._since = max(clock.now().replace(microsecond=0), self._since + timedelta(seconds=1))
                self._mark = mark
            return self._since


def _since(tag: str) -> datetime:
    """Since when what is asked for has this tag; of addresses that were forgotten, since now."""
    seen = current_app.extensions.setdefault("published_addresses", {})
    if len(seen) >= MOST_ADDRESSES:
        seen.clear()
    return seen.setdefault(request.full_path, _Seen()).since(tag)


def refused(problems: NotUnderstood | list[Problem]) -> Response:
    """400, with each parameter that is not understood and why."""
    found = problems.problems if isinstance(problems, NotUnderstood) else problems
    return Response(json.dumps({"errors": [one._asdict() for one in found]}), status=400, mimetype=JSON)


def open_to_all(response: Response) -> Response:
    """Let pages of every site read what stands under our prefix, refusals too; and refuse in JSON, not in HTML."""
    if not (request.path == PREFIX or request.path.startswith(f"{PREFIX}/")):
        return response
    response.headers.update(OPEN)
    if response.status_code >= 400 and response.mimetype != JSON:
        words = WORDS.get(response.status_code, "This cannot be answered")
        response.set_data(json.dumps({"errors": [{"message": words}]}))
        response.mimetype = JSON
    return response
