"""Fetching politely: one checked address at a time, patient with a busy server, within limits of size and time."""

import http.client
import json
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin

from core import clock
from directory.exchange.feeds import hosts
from directory.exchange.feeds.hosts import NotAllowed, Target

AGENT = "Footbridge (social prescribing directory; reads Open Referral UK)"
MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
MOST_MOVES = 5
PIECE = 64 * 1024
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Limits(NamedTuple):
    """How much is read and how long is waited: bytes of one answer unpacked, seconds, tries."""

    answer_bytes: int = 64 * 1024 * 1024
    answer_seconds: float = 60
    silent_seconds: float = 15
    total_seconds: float = 2 * 3600
    tries: int = 4
    longest_wait: float = 120


LIMITS = Limits()


class NotFetched(Exception):
    """The address gave no answer that can be used; the message is one sentence, `status` its HTTP status if any."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.status = status


class _Busy(Exception):
    """Worth another try, after `wait` seconds if the server said so."""

    def __init__(self, words: str, wait: float | None = None, status: int = 0) -> None:
        super().__init__(words)
        self.wait, self.status = wait, status


class Answer(NamedTuple):
    """What came: `status` 200, or 304 without a body where nothing changed; `url` is where it came from in the end."""

    status: int
    url: str
    body: bytes
    etag: str = ""
    modified: str = ""
    location: str = ""

    def json(self) -> Any:
        """The body read as JSON; NaN and infinities are nothing. Raises NotFetched."""
        try:
            text = self.body.decode(json.detect_encoding(self.body)).removeprefix("\ufeff")
            return json.loads(text, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            raise NotFetched(f"{self.url} did not answer with JSON that can be read.", self.status) from None


class Fetcher:
    """Asks for one address after another, all within one limit of time; `sleep` and `now` count seconds."""

    def __init__(
        self,
        *,
        private_hosts: frozenset[str] = frozenset(),
        limits: Limits = LIMITS,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.private_hosts, self.limits, self._sleep, self._now = private_hosts, limits, sleep, now
        self._ends = now() + limits.total_seconds

    def get(self, url: str, *, etag: str = "", modified: str = "") -> Answer:
        """The answer of `url`, after at most MOST_MOVES redirects. Raises NotFetched.

        With `etag` and `modified` of an earlier answer it is asked only for what is new since.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in asked.items() if value}
        for attempt in range(1, self.limits.tries + 1):
            try:
                return self._follow(url, headers)
            except _Busy as busy:
                if attempt == self.limits.tries:
                    raise NotFetched(str(busy), busy.status) from None
                self._wait(busy, attempt)
        raise AssertionError("there is at least one try")

    def _wait(self, busy: _Busy, attempt: int) -> None:
        """As long as the server asks, or twice as long after each try. Raises NotFetched where that is too long."""
        wait = min(2.0**attempt, self.limits.longest_wait) if busy.wait is None else busy.wait
        if wait > self.limits.longest_wait:
            raise NotFetched(f"{busy} It asks to be left alone for {wait:,.0f} seconds.", busy.status) from None
        if self._now() + wait > self._ends:
            raise NotFetched("The whole took too long.")
        self._sleep(max(wait, 0))

    def _follow(self, url: str, headers: dict[str, str]) -> Answer:
        for _ in range(MOST_MOVES + 1):
            answer = self._ask(url, headers)
            if answer.status not in MOVED:
                return answer
            url = _next(url, answer.location)
        raise NotFetched(f"{url} sends from one address to the next without end.")

    def _ask(self, url: str, headers: dict[str, str]) -> Answer:
        if self._now() > self._ends:
            raise NotFetched("The whole took too long.")
        try:
            target = hosts.target(url, self.private_hosts)
        except NotAllowed as problem:
            raise NotFetched(f"{url[:200]} cannot be fetched: {problem}.") from None
        with (
            _Watch(self.limits) as watch,
            closing(_connection(target, self.limits.silent_seconds, watch)) as connection,
        ):
            try:
                answer = self._exchange(connection, target, url, headers)
            except ssl.SSLCertVerificationError:
                raise NotFetched(f"{url} cannot show that it is who it says it is.") from None
            except (OSError, http.client.HTTPException) as problem:
                if not watch.rang:
                    raise _Busy(f"{url} cannot be reached ({type(problem).__name__}).") from None
        if watch.rang:
            raise NotFetched(f"{url} answers too slowly.")
        return answer

    def _exchange(self, connection, target: Target, url: str, headers: dict[str, str]) -> Answer:
        own = {"Host": target.origin, "User-Agent": AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"}
        connection.request("GET", target.path, headers=own | headers)
        with closing(connection.getresponse()) as response:
            return _read(response, url, self.limits.answer_bytes)


def _read(response: http.client.HTTPResponse, url: str, largest: int) -> Answer:
    if response.status in BUSY:
        raise _Busy(f"{url} answered {response.status}.", _retry_after(response), response.status)
    if response.status not in MOVED | {200, 304}:
        raise NotFetched(f"{url} answered {response.status}.", response.status)
    body = _body(response, largest, url) if response.status == 200 else b""
    named = (response.headers.get(name, "")[:500] for name in ("ETag", "Last-Modified", "Location"))
    return Answer(response.status, url, body, *named)


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever its host's name leads to by now."""

    def __init__(self, target: Target, timeout: float, watch: "_Watch") -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self.target, self.watch = target, watch

    def connect(self) -> None:
        self.sock = socket.create_connection((self.target.address, self.target.port), self.timeout)
        self.watch.over(self.sock)


class _PinnedSecurely(_Pinned):
    """The same with TLS: the certificate must be good for the host's name."""

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.target.host, do_handshake_on_connect=False)
        self.watch.over(self.sock)
        self.sock.do_handshake()


def _connection(target: Target, timeout: float, watch: "_Watch") -> _Pinned:
    return (_PinnedSecurely if target.scheme == "https" else _Pinned)(target, timeout, watch)


class _Watch:
    """Hangs up when an answer takes too long, however slowly its bytes drip in."""

    def __init__(self, limits: Limits) -> None:
        self.rang = False
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(limits.answer_seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> "_Watch":
        self._timer.start()
        return self

    def __exit__(self, *_) -> None:
        self._timer.cancel()

    def over(self, sock: socket.socket) -> None:
        """Hang up this one when it is time."""
        self._sock = sock
        if self.rang:
            self._ring()

    def _ring(self) -> None:
        self.rang = True
        try:
            if self._sock:
                self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is closed already


def _body(response: http.client.HTTPResponse, largest: int, url: str) -> bytes:
    """The body, unpacked piece by piece so that a small one cannot grow past `largest` bytes."""
    _must_be_json(response, url)
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"gzip", "deflate", "identity", ""}:
        raise NotFetched(f"{url} answered in a packing that was not asked for.")
    unpack = _unpacker(packing in {"gzip", "deflate"})
    found = bytearray()
    while piece := response.read1(PIECE):
        found += unpack(piece, largest + 1 - len(found))
        if len(found) > largest:
            raise NotFetched(f"{url} answered with more than {largest / 1024**2:,.0f} MB.")
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(found)


def _must_be_json(response: http.client.HTTPResponse, url: str) -> None:
    """Some servers call JSON plain text, or say nothing; a page for people is none."""
    kind = response.headers.get_content_type()
    if "Content-Type" in response.headers and not kind.endswith("json") and kind != "text/plain":
        raise NotFetched(f"{url} answered with {kind[:80]}, not with JSON.", response.status)


def _unpacker(packed: bool) -> Callable[[bytes, int], bytes]:
    if not packed:
        return lambda piece, _: piece
    unpacking = zlib.decompressobj(GZIP_OR_ZLIB)

    def unpack(piece: bytes, room: int) -> bytes:
        try:
            return unpacking.decompress(piece, max(room, 1))
        except zlib.error:
            raise NotFetched("The answer cannot be unpacked.") from None

    return unpack


def _next(url: str, location: str) -> str:
    if not location:
        raise NotFetched(f"{url} sends to another address and does not say which.")
    try:
        following = urljoin(url, location)
    except ValueError:
        raise NotFetched(f"{url} sends to something that is no address.") from None
    if url.startswith("https:") and not following.startswith("https:"):
        raise NotFetched(f"{url} sends from a safe address to one that is not.")
    return following


def _retry_after(response: http.client.HTTPResponse) -> float | None:
    """Seconds, or a date of RFC 9110; None where the server does not say."""
    said = (response.headers.get("Retry-After") or "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max((parsedate_to_datetime(said) - clock.now()).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
