"""A running application with one of every record in it, and a browser for each of its people; put back in a moment."""

import re
import uuid
from functools import cache
from urllib.parse import urlencode

from flask import session
from sqlalchemy import select, text

from accounts import sessions
from accounts.access import FILES
from accounts.models import Membership
from core.db import Base, db, transaction
from core.once import new_key
from core.pages import NothingAsked
from tests.support.world import STAFF, World

VISITOR = "visitor"
EVERYBODY = (VISITOR, *STAFF)
NOWHERE = uuid.UUID("00000000-0000-4000-8000-000000000000")
# Written by looking and by trying, whatever comes of it.
TRACES = {"audit_entry", "sign_in", "attempt", "unmet_need", "listing_look"}
CHANGING = re.compile(r"[0-9a-f]{8,16}##[0-9a-f]{40}|[0-9]{14}##[0-9a-f]+|\b[0-9a-f]{16}\b")
KEYS = "(?:csrf_token|once_key)"
NEW_DRAFT = re.compile(r'(?<=[">]/referrals/new/)[0-9a-f-]{36}(?=/person)')
HELD_KEY = re.compile(rf'(name="{KEYS}"[^>]*value=")[^"]*|(value=")[^"]*("[^>]*name="{KEYS}")')


class House:
    """`ask(who, path)` answers as the person called `who` in tests.support.people is answered; "visitor" is nobody."""

    def __init__(self, app, world: World, restore) -> None:
        self.app, self.world, self._restore = app, world, restore
        self._clients, self._tokens = {}, {}

    def client(self, who: str):
        """The browser of `who`, signed in once and for all."""
        if who not in self._clients:
            self._clients[who] = self.app.test_client()
            with self._clients[who].session_transaction() as cookie:
                cookie["shortlist"] = self.world.chosen
            if who != VISITOR:
                self._sign_in(who)
        return self._clients[who]

    def _sign_in(self, who: str) -> None:
        with self.app.app_context(), transaction():
            membership = db.session.get(Membership, getattr(self.world.people, who).membership_id)
            token = sessions.begin(membership).get_id()
        with self._clients[who].session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True

    def ask(self, who: str, path: str, method: str = "GET", data=None, **kwargs):
        """One request, which finds nothing of an earlier one in `g`. `data` pairs may hold bytes and repeat a name."""
        client = self.client(who)
        if isinstance(data, list):
            data = urlencode([(name, _bytes(value)) for name, value in data])
            kwargs.setdefault("content_type", "application/x-www-form-urlencoded")
        with self.app.app_context():
            response = client.open(path, method=method, data=data, **kwargs)
            response.get_data()
            db.session.remove()
        return response

    def token(self, who: str) -> str:
        """A CSRF token that is good in the browser of `who`."""
        if who not in self._tokens:
            client = self.client(who)
            with self.app.test_request_context(), client.session_transaction() as cookie:
                session.update(cookie)
                self._tokens[who] = NothingAsked().csrf_token.current_token
                cookie.update(session)
        return self._tokens[who]

    def keys(self, who: str) -> list[tuple[str, str]]:
        """The unseen answers that every form wants."""
        return [("csrf_token", self.token(who)), ("once_key", new_key())]

    def put_back(self) -> None:
        """Everything as it was, and nobody signed in."""
        with self.app.app_context():
            db.session.remove()
            if db.engine.dialect.name == "sqlite":  # its file is replaced
                db.engine.dispose()
        self._restore()
        self._clients, self._tokens = {}, {}

    def rows(self) -> dict[str, list[tuple]]:
        """Every row of every table, but those that looking and trying leave behind."""
        with self.app.app_context():
            found = {name: [tuple(row) for row in db.session.execute(every)] for name, every in _every_row().items()}
            db.session.remove()
        return found

    def counts(self) -> dict[str, int]:
        """How many rows each of these tables holds."""
        with self.app.app_context():
            found = dict(db.session.execute(_count_of_rows()).all())
            db.session.remove()
        return found

    def rules(self, method: str | None = None) -> list:
        """Every rule but those of files, or those that take `method`."""
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint not in FILES]
        return sorted((r for r in rules if method is None or method in r.methods), key=lambda r: (r.endpoint, r.rule))

    def permission(self, rule):
        """What the rule's view asks for."""
        return self.app.view_functions[rule.endpoint].permission


@cache
def _every_row() -> dict:
    return {name: select(table) for name, table in Base.metadata.tables.items() if name not in TRACES}


@cache
def _count_of_rows():
    return text(" union all ".join(f"select '{name}', count(*) from \"{name}\"" for name in _every_row()))


def same(text: str) -> str:
    """A page without what differs each time it is drawn: tokens, keys, the request's number, a new draft's id."""
    return NEW_DRAFT.sub("", CHANGING.sub("", HELD_KEY.sub("", text)))


def _bytes(value) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
