"""A year of keeping listings true, day by day: groups that answer, ignore, bounce, close, change; editors who ring.

`python -m tests.directory.upkeep.year` lives the year of docs/upkeep.md and prints its table.
"""

import json
import tempfile
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from flask_migrate import upgrade
from sqlalchemy import select

from accounts.actors import Correspondent
from core import clock
from core.db import db, transaction
from core.outbox import operations as outbox
from core.outbox.models import Message, State
from directory.listings import operations as listings
from directory.listings import trust_facts
from directory.listings.document import to_document
from directory.listings.introductions import takes_introductions
from directory.listings.models import Service, listing_entry
from directory.listings.room import Room
from directory.listings.standing import operations as standing
from directory.listings.standing import queries as standings
from directory.listings.trust import Band, trust_line
from directory.search import snapshot
from directory.search import standings as search
from directory.upkeep.asking import operations as asking
from directory.upkeep.asking import queries
from directory.upkeep.asking.models import Asking
from directory.upkeep.asking.queries import KIND
from directory.upkeep.asking.words import Answer
from tests.conftest import make_app
from tests.directory.upkeep.nights import ROUND, nightly
from tests.support.people import People

DAY = timedelta(days=1)
BEGINS = datetime(2026, 1, 1, 2, tzinfo=UTC)
DAYS = 365
COLUMNS = ("asked", "reminded", "answered", "came back", "told to the editors", "retired", "unconfirmed", "hidden")


class Manner(StrEnum):
    """What a group does with letters."""

    PROMPT = "answers within days"
    SLOW = "answers a reminder"
    FORGETFUL = "answers now and then"
    CHANGING = "changes something"
    FILLING = "says only whether there is room"
    SILENT = "never answers"
    MOVED = "its mail comes back one day"
    CLOSING = "says one day that it has stopped"
    UNWILLING = "wants no mail"
    UNKNOWN = "has no address"


# How many of twenty groups are of each.
SHARES = {
    Manner.PROMPT: 4,
    Manner.SLOW: 2,
    Manner.FORGETFUL: 2,
    Manner.CHANGING: 2,
    Manner.FILLING: 1,
    Manner.SILENT: 4,
    Manner.MOVED: 2,
    Manner.CLOSING: 1,
    Manner.UNWILLING: 1,
    Manner.UNKNOWN: 1,
}


@dataclass
class Group:
    """Whoever reads one address, the listings that they keep, and the day on which something happens to them."""

    number: int
    manner: Manner
    turn: date
    luck: Random
    service_ids: list[uuid.UUID] = field(default_factory=list)

    @property
    def email(self) -> str | None:
        return None if self.manner is Manner.UNKNOWN else f"group{self.number}@example.org"


class Year:
    """A year in a directory of `size` listings, in the database of the current application; the same every time."""

    def __init__(self, size: int, *, seed: int = 4, days: int = DAYS) -> None:
        self.days, self.luck = days, Random(seed)
        self.people = People()
        self.groups: dict[str | None, Group] = {}
        self.group_of: dict[uuid.UUID, Group] = {}
        self.agenda: dict[date, list[tuple[uuid.UUID, Callable[[Service], None]]]] = defaultdict(list)
        self.letters: dict[str, list[date]] = defaultdict(list)
        self.asked: dict[uuid.UUID, list[date]] = defaultdict(list)
        self.listed: dict[uuid.UUID, date] = {}
        self.heard: dict[uuid.UUID, date | None] = {}
        self.reported: set[uuid.UUID] = set()
        self.retired: set[uuid.UUID] = set()
        self.rung: set[uuid.UUID] = set()
        self.bands: dict[uuid.UUID, Band] = {}
        self.months: dict[str, Counter[str]] = defaultdict(Counter)
        self._found(size)
        rows = db.session.execute(select(listing_entry.c.service_id, listing_entry.c.number))
        self.numbers: dict[uuid.UUID, int] = dict(rows.all())

    def _found(self, size: int) -> None:
        """Listings that were confirmed at some time in the last seven months, or never."""
        with clock.at(BEGINS - 30 * DAY), transaction():
            while len(self.listed) < size:
                group = self._group()
                for _ in range(min(group.luck.choice((1, 1, 2, 3, 5)), size - len(self.listed))):
                    self._list(group)

    def _group(self) -> Group:
        number = len(self.groups)
        manner = self.luck.choices(list(SHARES), SHARES.values())[0]
        turn = BEGINS.date() + self.luck.randrange(DAYS) * DAY
        group = Group(number, manner, turn, Random(number))
        self.groups[group.email or f"nobody {number}"] = group
        return group

    def _list(self, group: Group) -> None:
        number = len(self.listed)
        today = clock.today()
        confirmed = None if group.luck.random() < 0.1 else today - group.luck.randrange(210) * DAY
        document = {
            "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, f"listing{number}.example")),
            "name": f"Listing {number}",
            "email": group.email,
            "assured_date": confirmed and confirmed.isoformat(),
            "organization": {"name": f"Group {group.number}"},
        }
        service = listings.add_listing(self.people.directory_editor, document=document)
        group.service_ids.append(service.id)
        self.group_of[service.id] = group
        self.listed[service.id], self.heard[service.id] = today, confirmed

    # The days.

    def live(self) -> "Year":
        """Every day of the year: the night's round, what people do, and then the questions of this test."""
        for number in range(self.days):
            with clock.at(BEGINS + number * DAY):
                self._night()
                self._read_letters()
                self._do(self.agenda.pop(clock.today(), []))
                if clock.today().weekday() == 0:
                    self._editors_monday()
                self._ask()
                db.session.remove()
        return self

    def _do(self, acts: list[tuple[uuid.UUID, Callable[[Service], None]]]) -> None:
        """What people do on one day."""
        with transaction():
            ids = [service_id for service_id, _ in acts]
            services = {one.id: one for one in db.session.scalars(select(Service).where(Service.id.in_(ids)))}
            for service_id, act in acts:
                if services[service_id].retired_at is None:
                    act(services[service_id])

    @property
    def month(self) -> Counter[str]:
        return self.months[f"{clock.today():%Y-%m}"]

    def _night(self) -> None:
        self.month.update(nightly())

    def _read_letters(self) -> None:
        today = clock.today()
        waiting = list(db.session.scalars(select(Message).where(Message.kind == KIND, Message.state == State.WAITING)))
        if not waiting:
            return
        written = self._written_about()
        with transaction():
            for letter in sorted(waiting, key=lambda one: one.recipient):
                group = self.groups[letter.recipient]
                reminder = letter.subject.startswith("Reminder")
                outbox.note_sent(letter)
                self.letters[letter.recipient].append(today)
                self._react(group, [one for one in group.service_ids if one in written], reminder, letter)

    def _written_about(self) -> set[uuid.UUID]:
        rows = db.session.execute(select(Asking.service_id, Asking.asked_at).where(Asking.wrote_at == clock.now()))
        written = dict(rows.all())
        for service_id, asked_at in written.items():
            if asked_at == clock.now():
                self.asked[service_id].append(clock.today())
        return set(written)

    def _react(self, group: Group, about: list[uuid.UUID], reminder: bool, letter: Message) -> None:
        """What this group does when it reads a letter about these listings of its."""
        happened = clock.today() >= group.turn
        if group.manner is Manner.MOVED and happened:
            outbox.note_bounce(letter, "5.1.1")
        elif group.manner is Manner.UNWILLING:
            outbox.stop(letter.recipient)
        elif group.manner in ANSWERS and self._answers(group, reminder):
            answer = STOPS if group.manner is Manner.CLOSING and happened else ANSWERS[group.manner]
            day = clock.today() + group.luck.randint(0, 9) * DAY
            for service_id in about:
                self.agenda[day].append((service_id, partial(self._answer, answer)))

    def _answers(self, group: Group, reminder: bool) -> bool:
        if group.manner is Manner.SLOW:
            return reminder
        return group.manner is not Manner.FORGETFUL or group.luck.random() < 0.35

    def _answer(self, answer: Answer, service: Service) -> None:
        group = self.group_of[service.id]
        actor = Correspondent(service.id, f"Group {group.number}", group.email)
        DOINGS[answer](actor, service)
        if answer in (Answer.YES, Answer.CHANGED):
            self._confirm(actor, service)
        asking.note_answer(service, answer)
        self.month["answered"] += 1
        if answer is Answer.STOPPED:
            self.agenda[clock.today() + DAY].append((service.id, self._retire))

    def _confirm(self, actor, service: Service) -> None:
        listings.confirm_listing(actor, service, version=service.version)
        self.heard[service.id] = clock.today()

    def _retire(self, service: Service) -> None:
        listings.retire_listing(self.people.directory_editor, service, version=service.version, reason="It has ended")
        self.retired.add(service.id)
        self.month["retired"] += 1

    def _editors_monday(self) -> None:
        """Editors ring the groups that they were told of: some say that all is right, some have ended, some are not
        there; and on some listing somebody reports a problem, which is settled within two weeks.
        """
        with transaction():
            for one in [one for one in queries.for_editors() if one.service_id not in self.rung][:10]:
                self.rung.add(one.service_id)
                luck = self.group_of[one.service_id].luck.random()
                if luck < 0.4:
                    self._confirm(self.people.directory_editor, db.session.get(Service, one.service_id))
                    self.rung.discard(one.service_id)
                elif luck < 0.55:
                    self._retire(db.session.get(Service, one.service_id))
            self._report()

    def _report(self) -> None:
        service_id = self.luck.choice(list(self.listed))
        if service_id in self.retired or service_id in self.reported:
            return
        standing.note_open_reports(ROUND, db.session.get(Service, service_id), count=1)
        self.reported.add(service_id)
        self.agenda[clock.today() + 12 * DAY].append((service_id, self._settle))

    def _settle(self, service: Service) -> None:
        standing.note_open_reports(ROUND, service, count=0)
        self.reported.discard(service.id)

    # The questions of the test, every day.

    def _ask(self) -> None:
        """Search says of every listing what this year's own book-keeping says; what is new is explained."""
        ids = [service_id for service_id in self.listed if service_id not in self.retired]
        known = snapshot.current()
        rows = known.rows(np.array([self.numbers[service_id] for service_id in ids]))
        found, taking = search.bands(known)[rows], search.taking(known)[rows]
        bands = {service_id: self._expected(service_id) for service_id in ids}
        assert [search.BANDS[place] for place in found] == list(bands.values())
        assert not any(taking[found == Band.HIDDEN.order]), "it is too old and takes introductions still"
        whole = clock.today().day == 1
        new = [one for one, band in bands.items() if whole or band is not self.bands.get(one)]
        for service_id, facts in self._facts(new).items():
            self._explained(service_id, facts, bands[service_id])
        self.bands |= bands
        counts = Counter(bands.values())
        self.month["unconfirmed"], self.month["hidden"] = counts[Band.AGEING], counts[Band.HIDDEN]

    def _facts(self, ids: list[uuid.UUID]) -> dict[uuid.UUID, trust_facts.Facts]:
        """What a listing's own page reckons with."""
        columns = (listing_entry.c.service_id, listing_entry.c.facts)
        rows = db.session.execute(select(*columns).where(listing_entry.c.service_id.in_(ids))) if ids else ()
        return {service_id: trust_facts.read(json.loads(facts)["trust"]) for service_id, facts in rows}

    def _explained(self, service_id: uuid.UUID, facts: trust_facts.Facts, band: Band) -> None:
        """Of the listing's trust line some part allows no better band, and says why in words and with the day."""
        line = trust_line(facts, clock.today(), standings.ages())
        assert line.band is band
        assert not (band is Band.HIDDEN and takes_introductions(facts, clock.today(), standings.ages()))
        why = [part.words for part in line.parts if part.at_best is band]
        assert why and all(why), f"nothing explains {band}"
        if (heard := self.heard[service_id]) and band is not Band.REPORTED:
            assert any(f"{heard.day} {heard:%B %Y}" in words for words in why)

    def _expected(self, service_id: uuid.UUID) -> Band:
        """The band by what happened in this year, reckoned by hand."""
        heard = self.heard[service_id]
        age = (clock.today() - (heard or self.listed[service_id])).days
        if age > 365:
            return Band.HIDDEN
        if service_id in self.reported:
            return Band.REPORTED
        return Band.CONFIRMED if heard and age <= 183 else Band.AGEING

    def heard_of(self, group: Group) -> bool:
        """Whether an editor has confirmed a listing of this group, so that asking began anew."""
        return any((heard := self.heard[one]) and heard >= BEGINS.date() for one in group.service_ids)

    def table(self) -> str:
        """The year by month: what was done in it, and how many listings were what at its end."""
        heads = ["Month", *(name.capitalize() for name in COLUMNS)]
        lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
        for month, counts in self.months.items():
            lines.append(" | ".join([month, *(str(counts[name]) for name in COLUMNS)]))
        total = Counter()
        for counts in self.months.values():
            total.update({name: counts[name] for name in COLUMNS[:-2]})
        lines.append(" | ".join(["Year", *(str(total[name]) for name in COLUMNS[:-2]), "", ""]))
        return "".join(f"| {line} |\n" for line in lines)


def _change(actor, service: Service) -> None:
    document = to_document(service) | {"fees_description": f"£{clock.today().month} a session"}
    listings.change_listing(actor, service, version=service.version, document=document)


def _say_full(actor, service: Service) -> None:
    standing.say_room(actor, service, room=Room.FULL, good_until=clock.today() + 60 * DAY)


def _nothing(_actor, _service) -> None:
    pass


DOINGS = {Answer.YES: _nothing, Answer.CHANGED: _change, Answer.ROOM: _say_full, Answer.STOPPED: _nothing}
STOPS = Answer.STOPPED
ANSWERS = dict.fromkeys((Manner.PROMPT, Manner.SLOW, Manner.FORGETFUL, Manner.MOVED, Manner.CLOSING), Answer.YES) | {
    Manner.CHANGING: Answer.CHANGED,
    Manner.FILLING: Answer.ROOM,
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(f"sqlite:///{folder}/year.db", Path(folder))
        with app.app_context():
            upgrade()
            print(Year(500).live().table(), end="")


if __name__ == "__main__":
    main()
