"""Whether pages of referrals stay as quick with 100,000 referrals as with 1,000, and what they take beside queries.

python -m benchmarks.referrals [--sqlite | --postgresql] [--sizes 1000 100000] [--open 0.02 0.2]
"""

import argparse
import contextlib
import datetime as dt
import random
import secrets
import tempfile
import uuid
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from accounts import operations as accounts
from accounts import sessions
from accounts.actors import Actor, System
from accounts.models import Membership
from accounts.roles import Kind, Role
from benchmarks.measure import Database, databases
from benchmarks.statements import Cost, Watch
from core import clock
from core.db import db, transaction
from core.working_days import add_working_days
from referrals.intake import screens
from referrals.intake.drafts import operations as drafts
from referrals.intake.drafts.contents import Contents
from referrals.intake.models import Event, Referral, Risk
from referrals.intake.promises.models import PromisedDay
from referrals.people.models import Person
from referrals.words import Priority, Reason, RiskKind
from referrals.workflow import WAITING, Status
from tests.support.referring import SCREENS

SEED = 5
MOST = 1.5
WARM = 3
# So much of the small one waits that its pages are as full as those of the large.
FULL = 0.2
# So many of each: the same in every size, so that what grows is what is theirs.
SERVICES, PRACTICES, CLINICIANS, LINK_WORKERS = 2, 4, 3, 5
TOGETHER = 2_000
_working_days_after = cache(add_working_days)
WAITING_STATUSES = sorted(WAITING)
ENDED = (Status.CLOSED, Status.CLOSED, Status.CLOSED, Status.DECLINED, Status.WITHDRAWN)
# However many referrals are open, a link worker has no more people than one can have.
EACH_HAS = 30
QUICK_PASSWORDS = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}
FIRST_NAMES = "Ann Ben Cara Dev Ella Finn Gita Hugh Iris Jon Kit Lena Max Nia Olu Pam Raj Sue Tom Una".split()
FAMILY_NAMES = "Ashe Bloom Crane Dale Eden Frost Gale Hart Ives Judd Kemp Lake Marsh North Oak Page Reed Stone".split()
# Names and postcodes are so many that hardly anybody is taken for somebody else, as it is among real people.
ENDINGS = ["", *"bury by den er ford ham ley man ridge son stead ton well wick worth".split()]
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


class House(NamedTuple):
    """Who there is: those whose pages are asked for, and the ids that referrals are spread over."""

    link_worker: Actor
    clinician: Actor
    services: list[uuid.UUID]
    clinicians: list[Actor]
    link_workers: list[uuid.UUID]


class Page(NamedTuple):
    """A page, and the browser that asks for it."""

    client: FlaskClient
    path: str


class Served(NamedTuple):
    """An application on a database of one size, and the pages that are asked for by their names."""

    app: Flask
    watch: Watch
    pages: dict[str, Page]

    def ask_barely(self) -> float:
        """Seconds of the queries of the page that was drawn last."""
        with self.app.app_context():
            return self.watch.bare()


class Size(NamedTuple):
    """How many referrals there are, and which part of them waits in the queues."""

    referrals: int
    waiting: float

    def __str__(self) -> str:
        return f"{self.referrals:,}, {self.waiting:.0%} in queues"


def main(words: list[str] | None = None) -> None:
    """Measure and print."""
    told = _arguments(words)
    kinds = [kind for kind in ("sqlite", "postgresql") if getattr(told, kind)] or ["sqlite", "postgresql"]
    sizes = [Size(told.sizes[0], FULL), *(Size(told.sizes[-1], part) for part in told.open)]
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            with databases(kind, Path(folder)) as fresh, contextlib.ExitStack() as stay_open:
                served = [stay_open.enter_context(_served(fresh, size, Path(folder))) for size in sizes]
                print(_table(kind, sizes, _measure(served, told.asked)), flush=True)


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="SQLite alone")
    parser.add_argument("--postgresql", action="store_true", help="PostgreSQL alone, on a server that it starts itself")
    parser.add_argument("--sizes", type=int, nargs=2, default=[1_000, 100_000], help="the small and the large number")
    parser.add_argument("--open", type=float, nargs="+", default=[0.02, 0.2], help="the parts that wait in queues")
    parser.add_argument("--asked", type=int, default=30, help="how often each page is asked for")
    return parser.parse_args(words)


@contextlib.contextmanager
def _served(fresh: Callable[[str], Database], size: Size, folder: Path) -> Iterator[Served]:
    """An application on a database of this size, filled."""
    database = fresh(f"referrals_{size.referrals}_{round(size.waiting * 100)}")
    with database.app(folder) as app:
        app.config["PASSWORD_COST"] = QUICK_PASSWORDS
        house = _people()
        for batch in _batches(house, size):
            with transaction():
                for table, rows in batch.items():
                    db.session.execute(insert(table), rows)
        _settle(database)
        yield Served(app, Watch(db.engine), _pages(app, house))


def _measure(served: list[Served], asked: int) -> dict[str, list[Cost]]:
    """The cost of each page at each size, the least of `asked` times.

    The sizes take turns, so that what else the machine does meanwhile falls on all of them.
    """
    found = {}
    for name in served[0].pages:
        pages, bare = [[] for _ in served], [[] for _ in served]
        for turn in range(asked + WARM):
            for one, times, queries in zip(served, pages, bare, strict=True):
                took = one.watch.page(partial(_draw, one.app, one.pages[name]))
                if turn >= WARM:
                    times.append(took)
                    queries.append(one.ask_barely())
        found[name] = [Cost(min(times) * 1000, min(least) * 1000) for times, least in zip(pages, bare, strict=True)]
    return found


def _people() -> House:
    system = System()
    with transaction():
        services = [
            accounts.add_organisation(system, name=f"Service {n}", kind=Kind.SERVICE).id for n in range(SERVICES)
        ]
        practices = [
            accounts.add_organisation(system, name=f"Practice {n}", kind=Kind.PRACTICE, ods_code=f"J829{n:02}").id
            for n in range(PRACTICES)
        ]
        clinicians = [
            _member(f"clinician.{n}.{m}", practice, Role.CLINICIAN)
            for n, practice in enumerate(practices)
            for m in range(CLINICIANS)
        ]
        workers = [_member(f"worker.{n}", services[0], Role.LINK_WORKER) for n in range(LINK_WORKERS)]
    return House(workers[0], clinicians[0], services, clinicians, [one.id for one in workers])


def _member(name: str, organisation_id: uuid.UUID, role: Role) -> Actor:
    facts = {"name": name, "email": f"{name}@footbridge.example", "password": secrets.token_urlsafe(16)}
    return Actor(accounts.open_account(System(), **facts, organisation_id=organisation_id, role=role))


def _batches(house: House, size: Size) -> Iterator[dict]:
    """Every row, in pieces: a referral with its person, a risk, an event and a promise."""
    draw = random.Random(SEED)  # noqa: S311 - it must give the same again
    waiting = round(size.referrals * size.waiting)
    held = EACH_HAS * LINK_WORKERS
    for start in range(0, size.referrals, TOGETHER):
        rows = [
            _rows(house, draw, number, _status(draw, number, waiting, held))
            for number in range(start, min(start + TOGETHER, size.referrals))
        ]
        yield {table: [row[table] for row in rows] for table in (Person, Referral, Risk, Event, PromisedDay)}


def _status(draw: random.Random, number: int, waiting: int, held: int) -> Status:
    if number < waiting:
        return draw.choice(WAITING_STATUSES)
    return Status.ACTIVE if number < waiting + held else draw.choice(ENDED)


def _rows(house: House, draw: random.Random, number: int, status: Status) -> dict:
    clinician, service_id = draw.choice(house.clinicians), draw.choice(house.services)
    sent_at = clock.now() - dt.timedelta(minutes=draw.randrange(60 * 24 * (30 if status in WAITING else 1_500)))
    sent_on, person_id, referral_id = sent_at.date(), uuid.uuid4(), uuid.uuid4()
    promised = _working_days_after(sent_on, 10)
    priority = Priority.URGENT if draw.random() < 0.1 else Priority.ROUTINE
    active = status is Status.ACTIVE
    person = {
        "id": person_id,
        "version": 1,
        "first_name": draw.choice(FIRST_NAMES),
        "family_name": draw.choice(FAMILY_NAMES) + draw.choice(ENDINGS),
        "date_of_birth": dt.date(1930, 1, 1) + dt.timedelta(days=draw.randrange(28_000)),
        "nhs_number": f"{9_000_000_000 + number}",
        "no_gp_practice": "not_known",
        "postcode": f"PO{draw.randrange(1, 41)} {draw.randrange(1, 10)}{draw.choice(LETTERS)}{draw.choice(LETTERS)}",
        "telephone": "+447700900123",
        "may_leave_message": True,
        "may_text": True,
        "access_needs": [],
    }
    referral = {
        "id": referral_id,
        "version": 1,
        "reference": f"N{number:09}",
        "person_id": person_id,
        "source": "clinician",
        "referrer_id": clinician.id,
        "referrer_name": clinician.name,
        "practice_id": clinician.organisation_id,
        "referrer_organisation": clinician.organisation_name,
        "service_id": house.services[0] if active else service_id,
        "link_worker_id": draw.choice(house.link_workers) if active else None,
        "main_reason": Reason.LONELINESS,
        "reasons": [Reason.LONELINESS.value],
        "need": "Wants company, and somebody to go with the first time",
        "urgency_checked_at": sent_at,
        "priority": priority,
        "status": status,
        "status_changed_at": sent_at + dt.timedelta(hours=5),
        "submitted_at": sent_at,
        "promised_on": promised,
        "due_on": _working_days_after(sent_on, 2) if status in WAITING else None,
        "first_contact_on": None if status in WAITING else promised,
    }
    author = house.link_workers[0]
    event = {"referral_id": referral_id, "number": 1, "step": "submit", "status": Status.SUBMITTED, "words": ""}
    return {
        Person: person,
        Referral: referral,
        Risk: {"referral_id": referral_id, "kind": RiskKind.NONE_KNOWN, "author_id": clinician.id},
        Event: event
        | {"actor_id": author, "actor_name": "Worker", "organisation_id": service_id}
        | {"happened_at": sent_at, "recorded_at": sent_at},
        PromisedDay: {"referral_id": referral_id, "service_id": service_id, "number": 1, "promised_on": promised}
        | {"cause": "sent", "words": "", "made_on": sent_on, "made_by_name": "Worker"},
    }


def _settle(database: Database) -> None:
    """What a database does by itself after a while: count its rows, and on PostgreSQL note which pages are whole."""
    db.session.remove()
    with database.connect() as connection:
        connection.execute("analyze" if database.kind == "sqlite" else "vacuum analyze")


def _pages(app, house: House) -> dict[str, Page]:
    """Every page by its name: those of the link worker, then those of the referrer."""
    works, refers = _signed_in(app, house.link_worker), _signed_in(app, house.clinician)
    own = select(Referral.id).where(Referral.status == Status.SUBMITTED).order_by(Referral.submitted_at).limit(1)
    case = db.session.scalar(own.where(Referral.service_id == house.services[0]))
    sent = db.session.scalar(own.where(Referral.referrer_id == house.clinician.id))
    draft = _draft(house)
    return {
        "queue": Page(works, "/referrals/queue"),
        "queue, page 3": Page(works, "/referrals/queue?page=3"),
        "triage": Page(works, f"/referrals/{case}/triage"),
        "waiting list": Page(works, "/referrals/waiting"),
        "my people": Page(works, "/referrals/caseload"),
        "record": Page(works, f"/referrals/{case}"),
        "my referrals": Page(refers, "/referrals/mine"),
        "my practice’s": Page(refers, "/referrals/mine?whose=practice"),
        "what became of one": Page(refers, f"/referrals/mine/{sent}"),
        **{f"refer: {screen}": Page(refers, f"/referrals/new/{draft}/{screen}") for screen in screens.ASKED},
    }


def _signed_in(app, actor: Actor):
    with transaction():
        token = sessions.begin(db.session.get(Membership, actor.membership_id)).get_id()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


def _draft(house: House) -> uuid.UUID:
    """A draft with all three screens filled in."""
    answers = {"service_id": str(house.services[0]), "given_on-year": str(clock.today().year)}
    typed = {name: value for screen in SCREENS for name, value in screen.items()} | answers
    items = [(name, one) for name, value in typed.items() for one in (value if isinstance(value, list) else [value])]
    draft_id = uuid.uuid4()
    with transaction():
        drafts.keep(house.clinician, draft_id, Contents(tuple(items)))
    return draft_id


def _draw(app, page: Page) -> None:
    """Each request has a context of its own, as in a server."""
    with app.app_context():
        response = page.client.get(page.path)
        db.session.remove()
    if response.status_code != 200:
        raise RuntimeError(f"{page.path}: {response.status_code}")


def _table(kind: str, sizes: list[Size], found: dict[str, list[Cost]]) -> str:
    """A row for each page; beside every size but the first, how many times the first's milliseconds it takes."""
    first, *others = sizes
    heads = [f"{first} | queries | times", *(f"{size} | growth | queries | times" for size in others)]
    lines = [
        f"\n{kind}, milliseconds",
        f"| page | {' | '.join(heads)} |",
        "| --- |" + " --- |" * (3 + 4 * len(others)),
    ]
    for page, (base, *costs) in found.items():
        cells = [f"{base.page:.1f}", *_of_queries(base)]
        for cost in costs:
            growth = cost.page / base.page
            cells += [f"{cost.page:.1f}", f"{growth:.2f}{' (too slow)' if growth > MOST else ''}", *_of_queries(cost)]
        lines.append(f"| {page} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _of_queries(cost: Cost) -> list[str]:
    return [f"{cost.bare:.2f}", f"{cost.times:.1f}"]


if __name__ == "__main__":
    main()
