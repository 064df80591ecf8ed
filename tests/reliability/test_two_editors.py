"""Two editors change one listing from the same page: one is saved, the other is shown that and loses nothing typed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from accounts import operations as accounts
from accounts.roles import Role
from core.db import transaction
from directory.listings import queries
from directory.listings.operations import add_listing
from tests.reliability.client import Client
from tests.reliability.house import House
from tests.support.browsing import Page
from tests.support.people import PASSWORD, SYSTEM

ROUNDS = 8
SAVED, STALE = 303, 409


@pytest.fixture
def listing(house):
    """The id of a listing that both editors may change."""
    with house.inside(), transaction():
        document = {"name": "Thursday Choir", "status": "active", "organization": {"name": "Harbour Voices"}}
        return add_listing(house.people.directory_editor, document=document).id


@pytest.fixture
def editors(house) -> list[Client]:
    """Two people in two browsers."""
    with house.inside(), transaction():
        first = house.people.directory_editor
        accounts.open_account(
            SYSTEM,
            name="Ruth Page",
            email="second.editor@footbridge.example",
            password=PASSWORD,
            organisation_id=house.people.authority,
            role=Role.DIRECTORY_EDITOR,
        )
    house.start()
    return [house.client(first), Client(house.port).sign_in("second.editor@footbridge.example", PASSWORD)]


def test_two_editors_from_one_page(house, editors, listing):
    first, second = [_Desk(editor, listing, f"desk {number}") for number, editor in enumerate(editors)]
    assert first.save("begun first").status == SAVED
    refused = second.save("begun second")
    _assert_told(refused, second, "begun second", saved=first.said("begun first"))
    assert _description(house, listing) == first.said("begun first")
    assert editors[1].send(refused, follow=False).status == SAVED, "now that it was seen, it is meant"
    assert _description(house, listing) == second.said("begun second")


def test_two_editors_at_once(house, editors, listing):
    barrier = Barrier(2, timeout=60)
    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            desks = [_Desk(editor, listing, f"desk {one}") for one, editor in enumerate(editors)]
            words = f"round {number}"
            pages = list(pool.map(lambda desk, words=words: desk.save(words, barrier), desks))
            assert sorted(page.status for page in pages) == [SAVED, STALE]
            winner, loser = sorted(range(2), key=lambda one: pages[one].status)
            assert _description(house, listing) == desks[winner].said(words)
            _assert_told(pages[loser], desks[loser], words, saved=desks[winner].said(words))


class _Desk:
    """An editor with the page open."""

    def __init__(self, editor: Client, listing_id, name: str) -> None:
        self.editor, self.name = editor, name
        self.page = editor.open(f"/directory/listings/{listing_id}/change/about")

    def said(self, words: str) -> str:
        """What the description says when this editor has changed it."""
        return f"We sing. Written at {self.name}, {words}."

    def save(self, words: str, barrier: Barrier | None = None) -> Page:
        """Change the description and save."""
        if barrier:
            barrier.wait()
        return self.editor.send(self.page, {"description": self.said(words)}, follow=False)


def _assert_told(page: Page, desk: _Desk, words: str, *, saved: str) -> None:
    """The refusal shows what the other saved beside what this editor typed, and holds all of that."""
    assert page.status == STALE
    assert saved in page.words
    held, sent = page.fields(), desk.page.fields() | {"description": [desk.said(words)]}
    assert {name for name in sent if held.get(name) != sent[name]} <= {"version", "csrf_token"}


def _description(house: House, listing_id) -> str:
    with house.inside():
        return queries.find(listing_id).description
