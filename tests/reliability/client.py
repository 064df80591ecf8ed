"""A plain HTTP client that keeps cookies, fills in the forms it is shown, and knows when it got no answer."""

import http.client
import re
import socket
from urllib.parse import urlencode, urlsplit

from tests.support.browsing import Page

# What has words in it; a PDF, a picture or a spreadsheet has none that could be read here.
TEXT = re.compile(r"^text/|json$|xml$|javascript$")
FORM = "application/x-www-form-urlencoded"


class NoAnswer(Exception):
    """The server went away before it answered: what was asked may or may not have been done."""


class _Response:
    """As much of an answer as tests.support.browsing.Page reads."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status_code = response.status
        self.headers = response.headers
        self.mimetype = (response.headers.get("Content-Type") or "").partition(";")[0]
        body = response.read()  # whole, whatever it is: what stops half-way is no answer
        self._body = body.decode() if TEXT.search(self.mimetype) else ""

    def get_data(self, as_text: bool = True) -> str:
        return self._body


class Client:
    """One person's browser, speaking to a server on this machine."""

    def __init__(self, port: int, *, timeout: float = 40) -> None:
        self.port, self.timeout = port, timeout
        self.cookies: dict[str, str] = {}

    def open(self, path: str, *, follow: bool = True) -> Page:
        """GET; redirects are followed unless told otherwise."""
        page = self._ask("GET", path)
        if follow and page.status in {301, 302, 303}:
            return self.open(page.location)
        page.path = path
        return page

    def send(self, page: Page, answers: dict | None = None, *, action: str | None = None, follow: bool = True) -> Page:
        """Send the form on `page` as it stands, with `answers` on top."""
        fields = page.fields(action) | (answers or {})
        path = page.form(action).get("action") or page.path
        return self.post(path, fields, follow=follow)

    def post(self, path: str, fields: dict, *, follow: bool = True) -> Page:
        """POST exactly these fields."""
        answer = self._ask("POST", path, urlencode(fields, doseq=True))
        answer.path = urlsplit(path).path
        if follow and answer.status in {302, 303}:
            return self.open(answer.location)
        return answer

    def sign_in(self, email: str, password: str) -> "Client":
        """Through the page, as everybody does."""
        page = self.send(self.open("/sign-in"), {"email": email, "password": password})
        assert page.status == 200, f"signing in answered {page.status}: {page.errors()}"
        return self

    def _ask(self, method: str, path: str, body: str | None = None) -> Page:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = FORM
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(
                method, urlsplit(path)._replace(scheme="", netloc="", fragment="").geturl(), body, headers
            )
            response = connection.getresponse()
            self._remember(response)
            return Page(_Response(response))
        except (OSError, http.client.HTTPException) as problem:
            raise NoAnswer(type(problem).__name__) from problem
        finally:
            connection.close()

    def _remember(self, response) -> None:
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = re.match(r"([^=]+)=([^;]*)", cookie).groups()
            self.cookies[name] = value


def half_sent(port: int) -> socket.socket:
    """A connection that began to send a form and never goes on; the caller closes it."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    head = f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {FORM}\r\nContent-Length: 1000\r\n\r\n"
    connection.sendall(f"{head}email=".encode())
    return connection
