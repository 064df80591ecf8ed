"""A group and two editors change one listing at once: nobody's words are lost, and each is shown the other's."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from accounts import operations as accounts
from accounts.roles import Role
from core.db import transaction
from directory.listings import queries
from directory.listings.operations import add_listing
from directory.upkeep.waiting.queries import waiting_of
from tests.reliability.client import Client
from tests.support.browsing import Page
from tests.support.people import PASSWORD, SYSTEM

ROUNDS = 4
SAVED, SHOWN, CONFLICT = 303, 200, 409


@pytest.fixture
def listing(house):
    """The id of a listing that the group keeps."""
    with house.inside(), transaction():
        people = house.people
        document = {"name": "Thursday Choir", "status": "active", "organization": {"name": "Harbour Voices"}}
        return add_listing(people.directory_editor, document=document, keeper_id=people.group).id


@pytest.fixture
def desks(house, listing) -> list["Desk"]:
    """The group's representative and two editors, each in a browser of their own."""
    with house.inside(), transaction():
        people = house.people
        first, group = people.directory_editor, people.group_representative
        accounts.open_account(
            SYSTEM,
            name="Ruth Page",
            email="second.editor@footbridge.example",
            password=PASSWORD,
            organisation_id=people.authority,
            role=Role.DIRECTORY_EDITOR,
        )
    house.start()
    second = Client(house.port).sign_in("second.editor@footbridge.example", PASSWORD)
    clients = [house.client(group), house.client(first), second]
    return [Desk(house, one, listing, at) for one, at in zip(clients, ("my-listings", *["listings"] * 2), strict=True)]


class Desk:
    """Somebody with the pages of the listing open."""

    def __init__(self, house, client: Client, listing_id, under: str) -> None:
        self.house, self.client, self.id = house, client, listing_id
        self.path = f"/directory/{under}/{listing_id}/change/about"

    def open(self) -> None:
        """Open the page about what the listing is."""
        self.page = self.client.open(self.path)

    def name(self, words: str) -> Page:
        """Say another name on the page that was opened."""
        return self.client.send(self.page, {"name": words}, follow=False)

    def open_decision(self) -> None:
        """Open the oldest change that waits."""
        with self.house.inside():
            self.waiting = f"/directory/waiting/{waiting_of(self.id)[0].id}"
        self.decision = self.client.open(self.waiting)

    def accept(self) -> Page:
        """Accept all of it, from the page that was opened; no letter."""
        return self.client.send(self.decision, {"tell": []}, follow=False)


def live(house, listing_id) -> str:
    with house.inside():
        return queries.find(listing_id).name


def ever_said(house, listing_id) -> str:
    """Every name that the listing had, has, or is asked to have."""
    with house.inside():
        history = [change.changes for change in queries.history(queries.find(listing_id))]
        return str(history) + str([change.wanted for change in waiting_of(listing_id)])


def test_one_after_the_other_from_pages_opened_before(house, listing, desks):
    group, editor, other = desks
    for one in desks:
        one.open()
    assert editor.name("Edie’s Choir").status == SAVED
    refused = group.name("Nell’s Choir")
    assert refused.status == CONFLICT and "Edie’s Choir" in refused.words, "the group is shown what the editor saved"
    assert refused.fields()["name"] == ["Nell’s Choir"]
    assert group.client.send(refused, follow=False).status == SAVED, "now that it was seen, it is meant"
    assert live(house, listing) == "Edie’s Choir", "it waits"
    refused = other.name("Ruth’s Choir")
    assert refused.status == CONFLICT and "Edie’s Choir" in refused.words and "waits for an editor" in refused.words
    for one in (editor, other):
        one.open_decision()
    assert other.client.send(refused, follow=False).status == SAVED
    seen = editor.accept()
    assert seen.status == CONFLICT, "what the editor was shown beside the change is not what it would replace now"
    assert "Ruth’s Choir" in seen.words and "Nell’s Choir" in seen.words and "Edie’s Choir" in seen.words
    assert editor.client.send(seen, follow=False).status == SAVED
    assert live(house, listing) == "Nell’s Choir"
    late = other.accept()
    assert late.status == CONFLICT and "accepted, by Edie Page" in late.words, (
        "the second is told what the first decided"
    )
    said = ever_said(house, listing)
    assert all(words in said for words in ("Edie’s Choir", "Ruth’s Choir", "Nell’s Choir"))


def test_at_once(house, listing, desks):
    _all_three(house, listing, *desks)
    _two_editors_decide(house, listing, *desks)
    assert not house.failures()


def _all_three(house, listing, group, editor, other) -> None:
    """The group asks, an editor changes, another decides what the group asked before."""
    barrier = Barrier(3, timeout=60)

    def at_once(act):
        barrier.wait()
        return act()

    with ThreadPoolExecutor(3) as pool:
        for number in range(ROUNDS):
            group.open()
            assert group.name(f"Asked before {number}").status == SAVED
            for one in (group, editor):
                one.open()
            other.open_decision()
            names = [f"Nell {number}", f"Edie {number}"]
            acts = [lambda names=names: group.name(names[0]), lambda names=names: editor.name(names[1]), other.accept]
            pages = list(pool.map(at_once, acts))
            assert {page.status for page in pages} <= {SAVED, CONFLICT}
            assert any(page.status == SAVED for page in pages)
            said = ever_said(house, listing)
            for page, words in zip(pages, (*names, f"Asked before {number}"), strict=True):
                assert words in (said if page.status == SAVED else str(page.soup))
            _settle(house, listing, other)


def _settle(house, listing_id, desk: Desk) -> None:
    """Accept all that waits still."""
    with house.inside():
        left = len(waiting_of(listing_id))
    for _ in range(left):
        desk.open_decision()
        assert desk.accept().status == SAVED


def _two_editors_decide(house, listing, group, *editors) -> None:
    """Both accept the same change."""
    barrier = Barrier(2, timeout=60)

    def accept(desk):
        barrier.wait()
        return desk.accept()

    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            group.open()
            assert group.name(f"Choir {number}").status == SAVED
            for one in editors:
                one.open_decision()
            pages = sorted(pool.map(accept, editors), key=lambda page: page.status)
            assert [page.status for page in pages] == [SAVED, CONFLICT]
            assert "accepted, by" in pages[1].words
            assert live(house, listing) == f"Choir {number}"
