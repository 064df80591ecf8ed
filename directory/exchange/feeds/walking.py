"""All services of an Open Referral UK API: its version found, every page turned, what lists leave out fetched."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from directory.exchange.crosswalk import PLURALS, RENAMED
from directory.exchange.feeds.fetching import Answer, NotFetched
from directory.exchange.normalise import Refusal, source_id
from directory.exchange.reading import ENVELOPES
from directory.listings import shape

PER_PAGE = 100
MOST_PAGES = 20_000
# How services are asked for; some servers refuse what they do not know.
WAYS = ({"per_page": PER_PAGE, "full": "true"}, {"per_page": PER_PAGE}, {})
# A record with one of these is whole; one of a list has none.
DEEP = frozenset({*shape.SERVICE.lists, *RENAMED, *PLURALS} - {"organisation"})
# After so many records without a page of their own, none is expected any more.
MOST_WITHOUT = 5


class Page(NamedTuple):
    """One page of a list, by either version's envelope; None is what it does not say."""

    items: list
    standard: str
    total_items: int | None = None
    total_pages: int | None = None
    last: bool | None = None


def page_of(value: Any) -> Page | None:
    """The page that `value` is, or None if it is none."""
    if isinstance(value, list):
        return Page(value, "a list", last=True)
    if not isinstance(value, dict):
        return None
    name = next((name for name in ENVELOPES if isinstance(value.get(name), list)), None)
    if name is None:
        return None
    return Page(
        value[name],
        {"contents": "Open Referral UK 3.0", "content": "Open Referral UK 1.0"}.get(name, "an API"),
        _whole(value.get("total_items", value.get("totalElements"))),
        _whole(value.get("total_pages", value.get("totalPages"))),
        next((value[flag] for flag in ("last_page", "last") if isinstance(value.get(flag), bool)), None),
    )


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


class Walk:
    """One walk through the services of the API at `url`; `get` answers an address.

    After `records` has ended, `standard` says what was spoken, and `whole` whether nothing was missing.
    """

    def __init__(self, get: Callable[[str], Answer], url: str) -> None:
        self._get, self._url = get, url
        self.standard, self.whole = "", False
        self._without = 0

    def records(self) -> Iterator[Any]:
        """Every service once, whole where the API has it whole. Raises NotFetched."""
        services, page = self._discover()
        if page and page.standard == "a list":
            self.standard, self.whole = page.standard, True
            yield from page.items
            return
        yield from self._pages(services)

    def _discover(self) -> tuple[str, Page | None]:
        """Where the services are: here, or under the address of an API that tells its version or nothing useful."""
        try:
            found = self._get(self._url).json()
        except NotFetched as problem:
            if not 400 <= problem.status < 500 and problem.status != 200:
                raise
            found = None
        page = page_of(found)
        if page:
            return self._url, page
        version = found.get("version") if isinstance(found, dict) else None
        self.standard = str(version)[:40] if isinstance(version, str | int | float) else ""
        parts = urlsplit(self._url)
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/services", query="", fragment="")), None

    def _pages(self, services: str) -> Iterator[Any]:
        way, page = self._first(services)
        self.standard = self.standard or page.standard
        fetched: set[str] = set()
        shallow = not any(isinstance(item, dict) and any(map(item.get, DEEP)) for item in page.items)
        received, number, before = 0, 1, []
        while True:
            names = [_name(item) for item in page.items]
            if names and names == before:
                self._same_page_again(services, page, received)
                return
            received, before = received + len(names), names
            for name, item in zip(names, page.items, strict=True):
                # What moved on to this page while it was being turned was on the last one already.
                if name not in fetched or not name:
                    yield self._whole_of(services, item, name) if shallow and name else item
            fetched.update(names)
            if _ends(page, number):
                break
            number += 1
            page = self._page(services, way, number)
        self.whole = page.total_items is None or received >= page.total_items

    def _same_page_again(self, services: str, page: Page, received: int) -> None:
        """A server that does not know `page` gives the first one for ever; that may be everything, or not."""
        if page[2:] == (None, None, None):
            return
        if page.total_items is None or received < page.total_items:
            raise NotFetched(f"{services} gives the same page again and again, and not the next one.")
        self.whole = True

    def _first(self, services: str) -> tuple[dict, Page]:
        for way in WAYS:
            try:
                return way, self._page(services, way, 1)
            except NotFetched as problem:
                if problem.status not in {400, 404, 422, 500} or not way:
                    raise
        raise AssertionError("the last way is plain")

    def _page(self, services: str, way: dict, number: int) -> Page:
        if number > MOST_PAGES:
            raise NotFetched(f"{services} has more than {MOST_PAGES:,} pages.")
        parts = urlsplit(services)
        query = dict(parse_qsl(parts.query)) | {"page": number} | way
        page = page_of(self._get(urlunsplit(parts._replace(query=urlencode(query)))).json())
        if page is None:
            raise NotFetched(f"{services} is no list of services.")
        return page

    def _whole_of(self, services: str, item: dict, name: str) -> Any:
        """The record on its own page, or as the list has it where there is no such page."""
        if self._without >= MOST_WITHOUT:
            return item
        parts = urlsplit(services)
        url = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{quote(name, safe='')}", query=""))
        try:
            found = self._get(url).json()
        except NotFetched as problem:
            if not 400 <= problem.status < 500:
                raise
            self._without += 1
            return item
        self._without = 0
        return found if isinstance(found, dict) and _name(found) == name else item


def _name(item: Any) -> str:
    try:
        return source_id(item)
    except Refusal:
        return ""


def _ends(page: Page, number: int) -> bool:
    """Whether no page follows; where the envelope contradicts itself, it is turned once more."""
    if not page.items:
        return True
    if page.total_pages is not None:
        return number >= page.total_pages
    return page.last is True
