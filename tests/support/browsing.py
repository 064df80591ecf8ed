"""A test client like a browser: it sends the forms that it was shown and checks every page that it opens."""

from bs4 import BeautifulSoup

from accounts import sessions
from accounts.models import Membership
from core.db import db, transaction
from tests.support.checks import check_page

SUMMARY = "nhsuk-error-summary__list"


class Page:
    """One answer, read as a person would: its status, its heading, its words and its forms."""

    def __init__(self, response) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.is_html = response.mimetype == "text/html"
        text = response.get_data(as_text=True)
        self.has_summary = SUMMARY in text
        self.soup = BeautifulSoup(text, "html.parser")

    @property
    def words(self) -> str:
        """Everything that can be read in the page's main part, with single spaces."""
        main = self.soup.find("main") or self.soup
        return " ".join(main.get_text(" ").split())

    @property
    def heading(self) -> str:
        """The one first-level heading."""
        return " ".join(self.soup.find("h1").get_text(" ").split())

    def errors(self) -> dict[str, str]:
        """What the error summary says: the words of each entry, by the field that it leads to ('' for none)."""
        entries = self.soup.select(f".{SUMMARY} li") if self.has_summary else ()
        found = {}
        for entry in entries:
            link = entry.find("a")
            found[(link["href"].lstrip("#") if link else "")] = " ".join(entry.get_text(" ").split())
        return found

    def form(self, action: str | None = None):
        """The form of the main part that posts to `action` (the end of a path), or the first that posts."""
        main = self.soup.find("main")
        for form in main.find_all("form"):
            if (form.get("method") or "get").lower() == "post" and (
                action is None or (form.get("action") or "").split("?")[0].endswith(action)
            ):
                return form
        raise AssertionError(f"no form posts to {action or 'anything'} here")

    def fields(self, action: str | None = None) -> dict[str, list[str]]:
        """What the browser would send of that form if nobody touched it."""
        sent: dict[str, list[str]] = {}
        for field in self.form(action).find_all(["input", "textarea", "select"]):
            for value in _values(field):
                sent.setdefault(field["name"], []).append(value)
        return sent


def _values(field) -> list[str]:
    if not field.get("name") or field.has_attr("disabled"):
        return []
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        chosen = field.find_all("option", selected=True) or field.find_all("option")[:1]
        return [option.get("value", option.get_text()) for option in chosen]
    if field.get("type") in {"submit", "button"}:
        return []
    if field.get("type") in {"checkbox", "radio"}:
        return [field.get("value", "on")] if field.has_attr("checked") else []
    return [field.get("value", "")]


class Browser:
    """One person's browser. `open` and `send` return a Page; each page is checked as it is opened."""

    def __init__(self, app, actor=None) -> None:
        self.app, self.actor = app, actor
        self.client = app.test_client()
        if actor is not None and actor.is_authenticated:
            self._sign_in(actor)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_) -> None:
        self.client = None

    def _sign_in(self, actor) -> None:
        """Begin a session as signing in does; the sign-in page itself has its own tests."""
        with transaction():
            self.actor = sessions.begin(db.session.get(Membership, actor.membership_id))
        with self.client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = self.actor.get_id(), True

    def open(self, path: str, *, status: int | None = 200, **kwargs) -> Page:
        """GET a page; `status` None takes any. A redirect is followed when 200 is asked for."""
        with self.app.app_context():  # a request of its own, that finds nothing of an earlier one in `g`
            response = self.client.get(path, follow_redirects=status == 200, **kwargs)
        return self._page(response, status, path)

    def post(self, path: str, data: dict, *, status: int | None = None, **kwargs) -> Page:
        """POST exactly `data`. A redirect is followed when a page is asked for: `status` is 200 or 422."""
        with self.app.app_context():
            response = self.client.post(path, data=data, **kwargs)
        return self._answer(response, status, path)

    def send(
        self, page: Page, answers: dict | None = None, *, action: str | None = None, status: int | None = 302
    ) -> Page:
        """Fill in the form on `page` and send it: what it holds, with `answers` on top.

        A value None takes a field out. With status 302 (the default) any redirect is right and is followed; with 200
        or 422, a form that is shown again at an address of its own is such a page too.
        """
        data = page.fields(action) | {name: value for name, value in (answers or {}).items() if value is not None}
        for name, value in (answers or {}).items():
            if value is None:
                data.pop(name, None)
        path = page.form(action).get("action") or page.response.request.full_path.rstrip("?")
        with self.app.app_context():
            response = self.client.post(path, data=data)
        if status == 302:
            assert response.status_code in {302, 303}, f"{path} answered {response.status_code}: {_why(response)}"
            return self.open(response.headers["Location"])
        return self._answer(response, status, path)

    def _answer(self, response, status, path) -> Page:
        """The page that comes of a POST: its own, or the one to which it leads."""
        if response.status_code == 303 and status in {200, 422}:
            return self.open(response.headers["Location"], status=status)
        return self._page(response, status, path)

    def _page(self, response, status, path) -> Page:
        page = Page(response)
        if status is not None:
            assert page.status == status, f"{path} answered {page.status}, not {status}: {_why(response)}"
        if page.is_html and page.status not in {301, 302, 303}:
            check_page(page)
        db.session.remove()
        return page


def _why(response) -> str:
    page = Page(response)
    return str(page.errors() or page.words[:500]) if page.is_html else response.get_data(as_text=True)[:500]
