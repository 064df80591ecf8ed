"""Programs that misuse the public form from one address while a link worker works: `-m tests.reliability.flood`.

Every tenth body is too large, every fifth guesses a code, every seventh fills in the box that nobody sees or asks to be
rung; the others are good but for the code that nobody types. The figures are printed; a number says how many posts.
"""

import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import func, select

from core import clock, housekeeping, once
from core.audit import AuditEntry
from core.db import db, transaction
from core.limits import Attempt
from core.once import OnceKey
from core.outbox.models import Message
from referrals.intake.models import Referral
from referrals.profile.operations import change_profile
from referrals.public import stamps
from referrals.public.models import Enquiry
from referrals.public.words import State
from tests.conftest import _migrate
from tests.reliability.client import Client, NoAnswer
from tests.reliability.house import House
from tests.support.asking import MATTERS, PERSON, START

TABLES = (Enquiry, Attempt, OnceKey, Message, AuditEntry, Referral)
STAFF_PAGES = ("/referrals/queue", "/referrals/enquiries")
THREADS = 4
# Of the posts, this part warms the server up before its memory is looked at.
WARM = 0.1


@dataclass
class Figures:
    """What a flood came to: answers by status, seconds of staff pages, megabytes of the server, rows of each table."""

    statuses: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0
    staff: list[float] = field(default_factory=list)
    memory: tuple[float, float] = (0.0, 0.0)
    rows: dict[str, int] = field(default_factory=dict)
    rows_after_tidying: dict[str, int] = field(default_factory=dict)
    reached: int = 0
    to_ring: int = 0


class Bot:
    """One program with its own cookies and the address that all share."""

    def __init__(self, house: House, service_id) -> None:
        self.path, self.client = f"/referrals/public/{service_id}", Client(house.port)
        page = self.client.open(self.path)
        moment = clock.now() - timedelta(minutes=1)
        told = {"begun": stamps.make(moment, house.settings["SECRET_KEY"]), "screen": "matters", "go": "send"}
        self.good = page.fields() | START | PERSON | MATTERS | told
        self.guessing: str | None = None

    def post(self, number: int) -> int:
        """Send one post of the kind that its number says; the status of the answer."""
        try:
            if number % 10 == 0:
                return self._send(self.path, self.good | {"need": "x" * 200_000})
            if number % 5 == 0 and self.guessing:
                return self._send(
                    self.guessing, {"csrf_token": self.good["csrf_token"], "code": f"{number % 10**6:06}"}
                )
            if number % 7 == 0:
                return self._send(self.path, self.good | {"leave_empty": "Buy"} if number % 2 else self._to_ring())
            answer = self.client.post(self.path, self.good | {"once_key": once.new_key()}, follow=False)
            self.guessing = answer.location if answer.status == 303 else self.guessing
            return answer.status
        except NoAnswer:
            return 0

    def _to_ring(self) -> dict:
        return self.good | {"once_key": once.new_key(), "proof": "call"}

    def _send(self, path: str, fields: dict) -> int:
        return self.client.post(path, fields, follow=False).status


def flood(house: House, *, posts: int) -> Figures:
    """Send `posts` posts from one address to the running house, and open staff pages meanwhile."""
    with house.inside():
        worker, service_id = house.people.link_worker, house.people.service
        with transaction():
            change_profile(house.people.service_lead, version=0, public_form=True)
    house.start()
    figures, staff = Figures(), house.client(worker)
    bots = [Bot(house, service_id) for _ in range(THREADS)]
    over = threading.Event()
    watcher = threading.Thread(target=_work, args=(staff, figures, over))
    watcher.start()
    begun = time.monotonic()
    warm = int(posts * WARM)
    _send_all(bots, range(1, warm + 1), figures)
    before = _megabytes(house)
    _send_all(bots, range(warm + 1, posts + 1), figures)
    figures.seconds, figures.memory = time.monotonic() - begun, (before, _megabytes(house))
    over.set()
    watcher.join()
    with house.inside():
        figures.rows = _rows()
        figures.reached = _waiting(proved=True)
        figures.to_ring = _waiting(proved=False)
        with clock.at(clock.now() + timedelta(days=3)):
            housekeeping.tidy()
        figures.rows_after_tidying = _rows()
    return figures


def _send_all(bots: list[Bot], numbers, figures: Figures) -> None:
    with ThreadPoolExecutor(len(bots)) as pool:
        lots = [list(numbers)[first :: len(bots)] for first in range(len(bots))]
        for statuses in pool.map(lambda pair: [pair[0].post(one) for one in pair[1]], zip(bots, lots, strict=True)):
            for status in statuses:
                figures.statuses[status] = figures.statuses.get(status, 0) + 1


def _work(staff: Client, figures: Figures, over: threading.Event) -> None:
    while not over.wait(0.2):
        for path in STAFF_PAGES:
            begun = time.monotonic()
            assert staff.open(path).status == 200
            figures.staff.append(time.monotonic() - begun)


def _megabytes(house: House) -> float:
    """The memory that the server holds now (Linux; 0 elsewhere)."""
    status = Path(f"/proc/{house.processes[0].pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _rows() -> dict[str, int]:
    db.session.rollback()
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def _waiting(*, proved: bool) -> int:
    wanted = Enquiry.proved_at.is_not(None) if proved else Enquiry.proved_at.is_(None)
    return db.session.scalar(select(func.count(Enquiry.id)).where(Enquiry.state == State.WAITING, wanted))


def main(posts: int) -> None:
    """Flood a new house on SQLite, and print what came of it."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as ending:
        folder = Path(name)
        url = f"sqlite:///{folder / 'flood.db'}"
        _migrate(url, folder)
        house = House(url, folder)
        ending.callback(house.kill)
        found = flood(house, posts=posts)
    print(f"{posts:,} posts from one address in {found.seconds:.0f} s; answers {dict(sorted(found.statuses.items()))}")
    print(f"staff pages: {len(found.staff)}, median {median(found.staff):.3f} s, longest {max(found.staff):.3f} s")
    print(f"memory: {found.memory[0]:.0f} MB once warm, {found.memory[1]:.0f} MB in the end")
    print(f"reached the service as proved: {found.reached}; to ring first: {found.to_ring}")
    print(f"rows: {found.rows}\nafter housekeeping 3 days later: {found.rows_after_tidying}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
