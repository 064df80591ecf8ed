"""A small server of feeds on this machine, which answers what a test says and remembers who asked for what."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Served:
    """A server whose `answers` map a path to a body, to (status, headers, body), or to a function of the handler."""

    def __init__(self) -> None:
        self.answers: dict = {}
        self.asked: list[tuple[str, dict]] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                served.answer(self)

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        """The address of `path` here."""
        return f"http://{host}:{self.port}{path}"

    def answer(self, handler) -> None:
        self.asked.append((handler.path, dict(handler.headers)))
        found = self.answers.get(handler.path, self.answers.get(handler.path.partition("?")[0], (404, {}, {})))
        found = found.pop(0) if isinstance(found, list) and found and isinstance(found[0], tuple) else found
        found = found(handler) if callable(found) else found
        if found is not None:
            self._send(handler, *(found if isinstance(found, tuple) else (200, {}, found)))

    def _send(self, handler, status, headers, body) -> None:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(sent))} | headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(sent)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def served():
    """A server of this test's own."""
    server = Served()
    yield server
    server.close()
