"""Clinicians who refer, each form with a mark of its own, and what they know of it then: ok, failed or unknown."""

import datetime as dt
import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from urllib.parse import urlsplit

from sqlalchemy import select

from core import once
from core.db import db
from core.identifiers.nhs_number import demonstration_number
from referrals.intake.models import Referral
from tests.reliability.client import Client, NoAnswer
from tests.reliability.house import House
from tests.support.browsing import Page

FORM = "/referrals/new"
REFERENCE = re.compile(r"FB-\w{4}-\w{4}")
PERSON = {"urgent_signs": "none", "telephone": "023 9246 0123", "postcode": "PO1 2DA", "rest_not_known": "y"}
NEEDS = {"reasons": "loneliness", "risks": "none_known", "safeguarding": "not_known", "access_needs": "none"}
AGREEMENT = {"agreed": "alone", "tell_gp": "yes"}

# No two of these are alike, and the two lists are not equally long: the same two names come together seldom.
FIRST_NAMES = (
    "Robin", "Agatha", "Desmond", "Yusuf", "Chloe", "Ingrid", "Malcolm", "Priya", "Stefan", "Winifred", "Otto",
    "Bashir", "Leonora", "Hugh", "Efua", "Jacqueline", "Nkechi", "Tobias", "Ursula", "Viktor", "Zofia", "Gareth",
)  # fmt: skip
FAMILY_NAMES = (
    "Sandpiper", "Oduya", "Quick", "Lindqvist", "Bhatt", "Trevelyan", "Zielinski", "Moffat", "Hargreaves", "Ng",
    "Abebe", "Fitzroy", "Iqbal", "Jankowska", "Kowal", "Underhill", "Wolstenholme", "Yilmaz", "Prowse", "Dacosta",
)  # fmt: skip
BORN_FIRST, DAYS_BETWEEN, DAYS_AMONG = dt.date(1930, 1, 1), 41, 25_000

_numbers = count(1)


class Outcome(StrEnum):
    """What a client knows after sending."""

    OK = "ok"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass
class Sending:
    """One filled form, and what came of sending it to `path`. `receipt` is the path of the receipt that it led to.

    Nothing but a receipt says that it was sent: `answer` is the page that says why not.
    """

    client: Client
    mark: str
    fields: dict = field(repr=False)
    outcome: Outcome = Outcome.UNKNOWN
    receipt: str | None = None
    reference: str | None = None
    answer: Page | None = field(default=None, repr=False)
    path: str = field(default_factory=lambda: f"/referrals/new/{uuid.uuid4()}/agreement")

    def send(self) -> "Sending":
        """Send the form and note what is known then; sent again it is the very same form."""
        try:
            self.answer = self.client.post(self.path, self.fields, follow=False)
        except NoAnswer:
            self.outcome = Outcome.UNKNOWN
            return self
        path = urlsplit(self.answer.location or "").path
        if self.answer.status in {302, 303} and path.endswith("/receipt"):
            self.outcome, self.receipt = Outcome.OK, path
            return self
        self.outcome = Outcome.FAILED
        if path:
            with suppress(NoAnswer):
                self.answer = self.client.open(path)
        return self

    def read_receipt(self) -> "Sending":
        """Open the page that the answer led to and read the reference on it, if the server still answers."""
        try:
            page = self.client.open(self.receipt)
        except NoAnswer:
            return self
        if page.status == 200:
            self.reference = REFERENCE.search(page.words).group()
        return self


def somebody(number: int) -> dict[str, str]:
    """What a referrer types of somebody who is like nobody of another number, up to a few hundred."""
    born = BORN_FIRST + dt.timedelta(number * DAYS_BETWEEN % DAYS_AMONG)
    return {
        "first_name": FIRST_NAMES[number % len(FIRST_NAMES)],
        "family_name": FAMILY_NAMES[number % len(FAMILY_NAMES)],
        "date_of_birth-day": str(born.day),
        "date_of_birth-month": str(born.month),
        "date_of_birth-year": str(born.year),
        "nhs_number": demonstration_number(number),
    }


def _need(mark: str) -> dict[str, str]:
    return {"need": f"Somebody to walk with. {mark}"}


def walk_through(client: Client) -> Page:
    """The last look before sending, reached through the three screens as a person does."""
    return _walk(client, next(_numbers))


def _walk(client: Client, number: int) -> Page:
    page = client.open(FORM)
    for answers in (PERSON | somebody(number), NEEDS | _need(_mark(number)), AGREEMENT):
        page = client.send(page, answers | {"go": "next"})
        assert page.status == 200 and not page.errors(), f"{page.status}: {page.errors()}"
    assert page.heading == "Check before you send"
    return page


def _mark(number: int) -> str:
    return f"Mark {number:05}"


def filled(client: Client, checked: Page | None = None) -> Sending:
    """A new form, filled and not sent, of a person of its own: through the screens, from its own draft.

    With `checked`, an earlier last look, it is that page with another person's answers in it, and has no draft.
    """
    number = next(_numbers)
    if checked is None:
        page = _walk(client, number)
        return Sending(client, _mark(number), page.fields() | {"go": "send"}, path=page.form()["action"])
    fields = checked.fields() | somebody(number) | _need(_mark(number)) | {"once_key": once.new_key(), "go": "send"}
    return Sending(client, _mark(number), fields)


class Load:
    """Several clinicians who refer one person after the other until `stop`, or until the server is gone."""

    def __init__(self, clients: list[Client]) -> None:
        self.sendings: list[Sending] = []
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(len(clients))
        self._working = [self._pool.submit(self._refer, client) for client in clients]

    def _refer(self, client: Client) -> None:
        try:
            checked = walk_through(client)
        except NoAnswer:
            return
        while not self._stop.is_set():
            sending = filled(client, checked)
            self.sendings.append(sending.send())
            if sending.outcome is Outcome.UNKNOWN:
                return
            if sending.outcome is Outcome.OK:
                sending.read_receipt()

    def acknowledged(self) -> int:
        """How many referrals have been answered with a receipt."""
        return sum(sending.outcome is Outcome.OK for sending in self.sendings)

    def stop(self) -> list[Sending]:
        """Let each finish what it is at; every sending so far."""
        self._stop.set()
        self._pool.shutdown()
        for work in self._working:
            work.result()
        return self.sendings


def kept(house: House) -> dict[str, list[str]]:
    """The references of the referrals in the database, by their marks."""
    found: dict[str, list[str]] = {}
    with house.inside():
        for need, reference in db.session.execute(select(Referral.need, Referral.reference)):
            found.setdefault(need.split(". ")[1], []).append(reference)
    return found


def listed(client: Client) -> list[str]:
    """The references in the clinician's list, page after page."""
    found: list[str] = []
    page, path = client.open("/referrals/mine"), "/referrals/mine"
    while True:
        assert page.status == 200
        found += REFERENCE.findall(page.words)
        following = page.soup.select_one("a[rel=next]")
        if following is None:
            return found
        path = following["href"] if following["href"].startswith("/") else f"/referrals/mine{following['href']}"
        page = client.open(path)


def check(house: House, sendings: list[Sending]) -> None:
    """What every fault must leave true: ok is there once, failed is not there, unknown at most once."""
    found = kept(house)
    lost = [one.mark for one in sendings if one.outcome is Outcome.OK and not found.get(one.mark)]
    doubled = [f"{mark} is there {len(references)} times" for mark, references in found.items() if len(references) > 1]
    unwanted = [one.mark for one in sendings if one.outcome is Outcome.FAILED and one.mark in found]
    assert not lost, f"{len(lost)} of {len(sendings)} referrals were answered with a receipt and are lost"
    assert not doubled, doubled
    assert not unwanted, f"{len(unwanted)} of {len(sendings)} referrals are there although they were refused"
    for one in sendings:
        assert one.reference in {None, *found.get(one.mark, [])}, f"{one.mark} has another reference than its receipt"


def find_out(house: House, sendings: list[Sending]) -> None:
    """Send every form without an answer again: then each is there once, as whoever sent it reads in its receipt."""
    before = kept(house)
    for one in sendings:
        if one.outcome is Outcome.UNKNOWN:
            assert one.send().outcome is Outcome.OK, f"sent again, {one.mark} was answered {one.answer.words[:300]}"
    for one in sendings:
        if one.outcome is Outcome.OK:
            one.read_receipt()
            assert one.reference, f"{one.mark} has no receipt"
            first = before.get(one.mark, [one.reference])
            assert first == [one.reference], f"{one.mark}, sent again, led to another receipt than its own"
    check(house, sendings)
