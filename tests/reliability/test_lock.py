"""Another process holds the write lock: for a while, which is waited for, or for too long, and then "Not saved"."""

import contextlib
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from core.db import sqlite
from tests.conftest import ON_POSTGRES
from tests.reliability.house import House
from tests.reliability.referring import Outcome, Sending, check, filled, listed

SHORT_SECONDS, LONG_SECONDS = 3, 8


@pytest.fixture
def sending(house) -> Sending:
    with house.inside():
        clinician, _ = house.people.clinician, house.people.service_lead
    house.start()
    return filled(house.client(clinician))


def test_a_short_lock_is_waited_for(house, sending):
    begun = time.monotonic()
    with write_lock(house, SHORT_SECONDS):
        sending.send()
    assert sending.outcome is Outcome.OK, sending.answer.errors()
    assert time.monotonic() - begun > SHORT_SECONDS - 1
    check(house, [sending.read_receipt()])


def test_a_long_lock_is_told_and_nothing_typed_is_lost(house, sending):
    with write_lock(house, LONG_SECONDS, until_answered=True):
        sending.send()
        assert (sending.outcome, sending.answer.status) == (Outcome.FAILED, 503)
        check(house, [sending])
        assert sending.client.open("/referrals/new").status == 200, "reading goes on"
    assert_not_saved(sending)
    again = send_again(sending)
    check(house, [again.read_receipt()])
    assert listed(again.client) == [again.reference]


def send_again(refused: Sending) -> Sending:
    """Press the button again on the page that says that nothing was saved."""
    page = refused.answer
    return Sending(refused.client, refused.mark, page.fields() | {"go": "send"}, path=page.form()["action"]).send()


def assert_not_saved(sending: Sending) -> None:
    """The page says that nothing was saved, and holds what was typed, ready to be sent again as the same form."""
    assert any("Not saved" in words for words in sending.answer.errors().values()), sending.answer.heading
    sent = {name: value if isinstance(value, list) else [value] for name, value in sending.fields.items()}
    there = sending.answer.fields()
    assert {name for name in sent if name not in {"go", "csrf_token"} and there.get(name) != sent[name]} == set()


@contextlib.contextmanager
def write_lock(house: House, seconds: float, *, until_answered: bool = False) -> Iterator[None]:
    """Another process's lock, held for `seconds`, or if the answer in the block takes longer, until that is there."""
    held, answered = threading.Event(), threading.Event()

    def hold() -> None:
        with (_table_lock if ON_POSTGRES else _file_lock)(house.url):
            held.set()
            time.sleep(seconds)
            if until_answered:
                answered.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    try:
        yield
    finally:
        answered.set()
        holder.join()


@contextlib.contextmanager
def _file_lock(url: str) -> Iterator[None]:
    with contextlib.closing(sqlite.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("begin immediate")
        yield
        connection.execute("rollback")


@contextlib.contextmanager
def _table_lock(url: str) -> Iterator[None]:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text("lock table referral in exclusive mode"))
        yield
