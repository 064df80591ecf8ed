"""An Open Referral UK API that stands on a `served`, well behaved or not."""

from urllib.parse import parse_qsl, urlsplit


class Api:
    """`services` are whole; a list shows of them what `shown` says. `size` is the longest page that it gives."""

    def __init__(self, served, services, *, size=3, shown=None, version="HSDS-UK-3.0", deep=False, etags=False) -> None:
        self.served, self.services, self.size, self.deep, self.etags = served, services, size, deep, etags
        self.shown = shown or (lambda one: {name: one[name] for name in ("id", "name", "description") if name in one})
        self.version, self.one = version, version == "1.0"
        self.turned: list[int] = []
        self.total = None
        served.answers["/api"] = {"version": version} if version else (404, {}, {})
        served.answers["/api/services"] = self.page
        served.answers = _Paths(served.answers, self)

    @property
    def url(self) -> str:
        """The address that somebody would give."""
        return self.served.url("/api")

    def page(self, handler):
        """One page of the list."""
        query = dict(parse_qsl(urlsplit(handler.path).query))
        number = int(query.get("page", 1))
        self.turned.append(number)
        few = self.services[(number - 1) * self.size : number * self.size]
        contents = few if self.deep else [self.shown(one) for one in few]
        return self._known(handler, self._envelope(contents, number))

    def _envelope(self, contents, number):
        pages = -(-len(self.services) // self.size)
        total = len(self.services) if self.total is None else self.total
        names = (
            ("totalElements", "totalPages", "number", "size", "first", "last", "empty", "content")
            if self.one
            else ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents")
        )
        values = (total, pages, number, len(contents), number == 1, number == pages, not contents, contents)
        return dict(zip(names, values, strict=True))

    def whole(self, own_id, handler):
        """The page of one service."""
        found = next((one for one in self.services if str(one["id"]) == own_id), None)
        return self._known(handler, found) if found else (404, {}, {})

    def _known(self, handler, body):
        tag = f'"{hash(repr(body))}"'
        if not self.etags:
            return body
        return (304, {}, b"") if handler.headers.get("If-None-Match") == tag else (200, {"ETag": tag}, body)


class _Paths(dict):
    """The answers, and beside them the page of each service."""

    def __init__(self, known, api) -> None:
        super().__init__(known)
        self.api = api

    def get(self, path, otherwise=None):
        if path in self:
            return self[path]
        if path.startswith("/api/services/"):
            return lambda handler: self.api.whole(path.rsplit("/", 1)[1], handler)
        return otherwise
