"""Mail is down, hangs, refuses: referrals go on, messages wait where it can be seen, and each is delivered once."""

import contextlib
import json
import socket
import statistics
import time
from collections import Counter

import pytest
from aiosmtpd.controller import Controller

from core.outbox import queries as outbox
from core.outbox.models import State
from tests.reliability.house import free_port, wait_until
from tests.reliability.referring import Outcome, Sending, check, filled, walk_through

LONGEST_SECONDS = 2
REFERRALS = 3


class Postbox:
    """A mail server: what it was given, and whether it takes anything."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.takes = True

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - the library's name
        if not self.takes:
            return "451 Try again later"
        self.letters.append(envelope.content.decode())
        return "250 Taken"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def house(houses, clock, port):
    house = houses(SMTP_HOST="127.0.0.1", SMTP_PORT=str(port), SMTP_TLS="none", **clock.environment())
    with house.inside():
        assert house.people.clinician and house.people.service_lead
    return house.start(sender=True)


def test_mail_refused_hanging_and_back(house, clock, port):
    client = house.client(house.people.clinician)
    checked = walk_through(client)
    sendings = _refer(client, checked)
    wait_until("all wait, with a reason", lambda: _problems(house)["ConnectionRefusedError"] == REFERRALS)
    assert _health(client)["outbox"]["waiting"] == REFERRALS

    with _hanging(port) as called:
        clock.put_on(minutes=2)
        wait_until("the sender calls", lambda: called() == 1)
        sendings += _refer(client, checked)
        assert called() == 1, "the sender still hangs, and nobody waited for it"
    wait_until("all wait, with a reason", lambda: _problems(house).total() == 2 * REFERRALS)
    assert set(_problems(house)) <= {"TimeoutError", "SMTPServerDisconnected", "ConnectionRefusedError"}

    postbox = Postbox()
    with _serving(postbox, port):
        postbox.takes = False
        clock.put_on(minutes=3)
        wait_until("all wait, refused", lambda: _problems(house)["SMTPDataError"] == 2 * REFERRALS)
        assert postbox.letters == []
        postbox.takes = True
        clock.put_on(minutes=6)
        wait_until(
            "all are delivered",
            lambda: not _health(client)["outbox"]["waiting"],
        )
        clock.put_on(minutes=60)
        time.sleep(3)
    check(house, sendings)
    for one in sendings:
        assert sum(f"Subject: A new referral: {one.reference}" in letter for letter in postbox.letters) == 1
    assert len(postbox.letters) == 2 * REFERRALS
    assert _problems(house) == Counter()


def _refer(client, checked) -> list[Sending]:
    """Some referrals, none of which waits for the mail."""
    sendings = [filled(client, checked) for _ in range(REFERRALS)]
    seconds = []
    for one in sendings:
        begun = time.monotonic()
        one.send()
        seconds.append(time.monotonic() - begun)
        assert one.outcome is Outcome.OK
        assert one.read_receipt().reference
    assert statistics.median(seconds) < LONGEST_SECONDS
    return sendings


def _problems(house) -> Counter:
    """Why messages still wait, as an administrator can see: how many for each kind of problem."""
    with house.inside():
        return Counter(message.problem for message in outbox.latest(State.WAITING) if message.problem)


def _health(client) -> dict:
    """What /health says."""
    return json.loads(client.open("/health").response.get_data())


@contextlib.contextmanager
def _serving(postbox: Postbox, port: int):
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextlib.contextmanager
def _hanging(port: int):
    """A server that takes calls and never says a word; gives how many it has taken."""
    calls: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", port)) as listener, contextlib.ExitStack() as taken:
        listener.setblocking(False)

        def called() -> int:
            with contextlib.suppress(BlockingIOError):
                calls.append(taken.enter_context(listener.accept()[0]))
            return len(calls)

        yield called
