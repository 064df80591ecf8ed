"""Fetching asks nobody inside a network, waits when it is asked to, and is not held up or filled up."""

import contextlib
import gzip
import socket
import time

import pytest

from core import clock
from directory.exchange.feeds import fetching, hosts
from directory.exchange.feeds.fetching import Fetcher, Limits, NotFetched

HOME = frozenset({"127.0.0.1"})
QUICK = Limits(answer_bytes=10_000, answer_seconds=0.3, silent_seconds=0.3, longest_wait=60)


class Waits(list):
    """What was waited, in seconds, without waiting."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def fetcher(waits):
    return Fetcher(private_hosts=HOME, limits=QUICK, sleep=waits)


def refusal(fetcher, url: str) -> str:
    with pytest.raises(NotFetched) as found:
        fetcher.get(url)
    return str(found.value)


LOOPBACK = (
    *("127.0.0.1", "[::1]", "0", "0.0.0.0", "0x7f000001", "2130706433", "127.1"),  # noqa: S104
    *("localhost", "localhost.", "LOCALHOST", "[::ffff:127.0.0.1]", "[::]", "[::ffff:7f00:1]"),
    *("[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
)
INSIDE = (
    *("http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://192.168.1.1/", "http://100.64.0.1/"),
    *(
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[fd00::1]/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://240.0.0.1/",
    ),
)
NO_ADDRESS = (
    *("file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "//127.0.0.1/", "http:///x", "http://", ""),
    *("http://user:pass@example.org/", "http://example.org:99999/", "http://exa mple.org/", "http://[::1", "\n"),
    *("http://127.0.0.1\\@example.org/", "http://ex\u00e4mple.org/", "javascript:1", "http://a..b/", "http://-/"),
)


@pytest.mark.parametrize("host", LOOPBACK)
def test_a_canary_at_home_receives_nothing(served, host, waits):
    fetcher = Fetcher(limits=QUICK, sleep=waits)
    assert "cannot be fetched" in refusal(fetcher, served.url("/canary", host))
    assert served.asked == [] and waits == []


@pytest.mark.parametrize("url", INSIDE + NO_ADDRESS)
def test_other_addresses_inside_and_what_is_no_address(url, waits):
    assert "cannot be fetched" in refusal(Fetcher(limits=QUICK, sleep=waits), url)


def test_every_address_of_a_name_is_checked_and_the_checked_one_is_asked():
    def resolve(*addresses):
        return lambda *_, **__: [(0, 0, 0, "", (address, 80)) for address in addresses]

    assert hosts.target("http://a.example/x?y=1", resolve=resolve("93.184.216.34"))[3:] == ("/x?y=1", "93.184.216.34")
    for inside in ("127.0.0.1", "10.1.2.3", "::ffff:10.0.0.1", "fe80::1%eth0", "not an address"):
        with pytest.raises(hosts.NotAllowed):
            hosts.target("http://a.example/", resolve=resolve("93.184.216.34", inside))
    assert hosts.target("http://a.example:8080/", resolve=resolve("93.184.216.34")).origin == "a.example:8080"


def test_a_name_is_looked_up_once(served, monkeypatch):
    """A second look-up could lead inside (DNS rebinding): the connection is made to the address of the first."""
    served.answers["/"] = {"good": True}
    looked_up = []

    def resolve(host, port, **_):
        looked_up.append(host)
        return [(0, 0, 0, "", ("127.0.0.1", port))]

    target = hosts.target(served.url("/", "feeds.example"), frozenset({"feeds.example"}), resolve)
    monkeypatch.setattr(hosts, "target", lambda *_: target)
    assert Fetcher(limits=QUICK).get("http://feeds.example/").json() == {"good": True}
    assert looked_up == ["feeds.example"]
    assert served.asked[0][1]["Host"] == f"feeds.example:{served.port}"


def test_a_redirect_is_checked_like_any_address(served, fetcher):
    canary = served.url("/canary", "localhost")
    for location in (canary, "http://169.254.169.254/", "file:///etc/passwd", "gopher://x/", "http://[", ""):
        served.answers["/"] = (302, {"Location": location}, b"")
        refusal(fetcher, served.url("/"))
    assert [path for path, _ in served.asked] == ["/"] * 6


def test_redirects_end(served, fetcher):
    served.answers |= {"/a": (301, {"Location": "/b"}, b""), "/b": (307, {"Location": "c"}, b""), "/c": {"here": 1}}
    answer = fetcher.get(served.url("/a"))
    assert answer.json() == {"here": 1} and answer.url == served.url("/c")
    served.answers["/round"] = (302, {"Location": "/round"}, b"")
    served.asked.clear()
    assert "without end" in refusal(fetcher, served.url("/round"))
    assert len(served.asked) == 1 + fetching.MOST_MOVES


def test_no_step_down_from_https():
    with pytest.raises(NotFetched, match="from a safe address"):
        fetching._next("https://a.example/", "http://a.example/")
    assert fetching._next("https://a.example/x/", "y") == "https://a.example/x/y"


def test_what_is_known_is_not_sent_again(served, fetcher):
    def conditional(handler):
        known = handler.headers.get("If-None-Match") == '"one"'
        return (304, {}, b"") if known else (200, {"ETag": '"one"', "Last-Modified": "Tue"}, {"a": 1})

    served.answers["/"] = conditional
    first = fetcher.get(served.url("/"))
    assert (first.status, first.etag, first.modified) == (200, '"one"', "Tue")
    assert fetcher.get(served.url("/"), etag=first.etag, modified=first.modified).status == 304
    assert "Footbridge" in served.asked[0][1]["User-Agent"]
    assert served.asked[1][1]["If-Modified-Since"] == "Tue"


def test_a_busy_server_is_given_time(served, fetcher, waits):
    soon = (clock.now()).strftime("%a, %d %b %Y %H:%M:%S GMT")
    busy = [(503, {}, b""), (429, {"Retry-After": "7"}, b""), (503, {"Retry-After": soon}, b""), (200, {}, {"a": 1})]
    served.answers["/"] = busy
    assert fetcher.get(served.url("/")).json() == {"a": 1}
    assert waits == [2, 7, 0]


def test_a_server_that_stays_busy_is_left(served, fetcher, waits):
    served.answers["/"] = (503, {}, b"")
    assert "answered 503" in refusal(fetcher, served.url("/"))
    assert waits == [2, 4, 8]
    served.answers["/"] = (429, {"Retry-After": "86400"}, b"")
    assert "left alone for 86,400 seconds" in refusal(fetcher, served.url("/"))
    assert waits == [2, 4, 8]


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 418, 501])
def test_what_is_refused_is_not_asked_again(served, fetcher, status):
    served.answers["/"] = (status, {}, b"")
    assert str(status) in refusal(fetcher, served.url("/"))
    assert len(served.asked) == 1


def test_nobody_there(fetcher, waits):
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be reached" in refusal(fetcher, f"http://127.0.0.1:{port}/")
    assert waits == [2, 4, 8]


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        ({"Content-Type": "text/html"}, b"<html>", "not with JSON"),
        ({}, b"{" + b" " * 20_000, "more than"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b" " * 5_000_000), "more than"),
        ({"Content-Encoding": "gzip"}, b"not gzip", "unpacked"),
        ({"Content-Encoding": "br"}, b"x", "packing"),
    ],
)
def test_what_cannot_be_used(served, fetcher, headers, body, words):
    served.answers["/"] = (200, headers, body)
    assert words in refusal(fetcher, served.url("/"))


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xff\xff", b"[" * 9000, b"9" * 9000])
def test_bad_json(served, fetcher, body):
    served.answers["/"] = (200, {}, body)
    with pytest.raises(NotFetched, match="JSON"):
        fetcher.get(served.url("/")).json()


def test_packed_and_without_a_kind(served, fetcher):
    served.answers["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b'{"a": [1, NaN]}'))
    assert fetcher.get(served.url("/")).json() == {"a": [1, None]}


def drip(pieces, pause):
    """A handler that sends its headers and then one piece after another, until the other side hangs up."""

    def answer(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n")
        with contextlib.suppress(OSError):
            for piece in pieces:
                handler.wfile.write(piece)
                handler.wfile.flush()
                time.sleep(pause)

    return answer


def test_a_slow_answer_is_cut(served, fetcher):
    served.answers["/"] = drip(iter(lambda: b" ", b""), 0.02)
    began = time.monotonic()
    assert "too slowly" in refusal(fetcher, served.url("/"))
    assert time.monotonic() - began < 2


def test_slow_headers_are_cut(served, fetcher):
    def answer(handler):
        with contextlib.suppress(OSError):
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _ in range(200):
                handler.wfile.write(b"X")
                time.sleep(0.02)

    served.answers["/"] = answer
    assert "too slowly" in refusal(fetcher, served.url("/"))


def test_an_endless_answer_is_cut(served, fetcher):
    served.answers["/"] = drip(iter(lambda: b" " * 1000, b""), 0)
    assert "more than" in refusal(fetcher, served.url("/"))


def test_an_answer_that_breaks_off_is_tried_again(served, fetcher, waits):
    served.answers["/"] = [(200, {"Content-Length": "500"}, b"{"), (200, {}, {"a": 1})]
    assert fetcher.get(served.url("/")).json() == {"a": 1}
    assert len(waits) == 1


def test_the_whole_has_its_time(served):
    now = [0.0]
    fetcher = Fetcher(private_hosts=HOME, limits=QUICK._replace(total_seconds=10), sleep=Waits(), now=lambda: now[0])
    served.answers["/"] = {"a": 1}
    fetcher.get(served.url("/"))
    now[0] = 11
    assert "took too long" in refusal(fetcher, served.url("/"))
    now[0] = 9
    served.answers["/"] = (503, {}, b"")
    assert "took too long" in refusal(fetcher, served.url("/"))
