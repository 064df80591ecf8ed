"""What is asked about asking: whom, how it stands with each listing, what is due, what editors have to do."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Row, Select, func, select

from accounts.models import Membership, User
from accounts.roles import Role
from core import clock
from core.db import db
from core.identifiers import NotValid, email_address
from core.outbox import queries as outbox
from core.outbox.models import Message
from core.outbox.models import State as Sent
from core.settings import setting
from directory.listings.models import ListingStanding, Service
from directory.listings.parts import Contact, Organization
from directory.listings.trust_facts import confirmed_on
from directory.listings.words import Status
from directory.upkeep.asking import rhythm, use
from directory.upkeep.asking.models import Asking, Mailbox
from directory.upkeep.asking.rhythm import Ages, Facts, Next
from directory.upkeep.asking.words import Reach, Step, Wish

# The kind of the messages that ask, see core/outbox.
KIND = "still-right"
# More listings than this in one letter are too much to read: the others wait for the next.
MOST_IN_A_LETTER = 20
AT_ONCE = 500
# What a row is made with, before anything has happened.
FIRST_VERSION = 1


def ages() -> Ages:
    """The ages of the settings."""
    return Ages(
        every=_days("ASK_EVERY"),
        soonest=_days("ASK_SOONEST"),
        apart=_days("ASK_APART"),
        reminders=tuple(timedelta(days=days) for days in setting("ASK_REMINDERS")),
        tell_after=_days("ASK_TELL_AFTER"),
        unconfirmed_after=_days("LISTING_UNCONFIRMED_AFTER"),
    )


def _days(name: str) -> timedelta:
    return timedelta(days=setting(name))


def address_of(service: Service) -> str | None:
    """The published address to ask: the listing's own, otherwise a contact's, otherwise its organization's.

    Never whoever checked it (`assurer_email`). None where there is none to which mail could go.
    """
    organization = service.organization.email if service.organization else None
    return _first((service.email, *(contact.email for contact in service.contacts), organization))


def _first(emails: Iterable[str | None]) -> str | None:
    return next(filter(None, map(_mailbox, filter(None, emails))), None)


@lru_cache(maxsize=20_000)
def _mailbox(email: str) -> str | None:
    """The address in small letters, so that however two listings write it they get one letter; None if it is none."""
    try:
        return email_address.parse(email).lower()
    except NotValid:
        return None


class Stand(NamedTuple):
    """How asking stands with one listing: to whom a letter would go, what is known, what comes next."""

    service_id: uuid.UUID
    email: str | None
    facts: Facts
    next: Next

    @property
    def urgency(self) -> tuple:
        """What is first where not everything can be done: what may still be kept from being unconfirmed."""
        return self.facts.confirmed_on is None, self.next.on, -self.facts.use, str(self.service_id)


_COLUMNS = (
    *(Service.id, Service.created_at, Service.confirmed_at, Service.assured_date, Service.email),
    *(Organization.email.label("organization_email"), ListingStanding.open_reports),
    *(Asking.asked_at, Asking.wrote_at, Asking.reminders, Asking.told_at, Asking.told, Asking.answered_at),
    *(Asking.answer, Asking.yeses, Asking.paused_until),
)


def stands(service_ids: Collection[uuid.UUID] | None = None) -> list[Stand]:
    """How asking stands with these listings, or with every one that is neither retired nor closed for good."""
    rows = _rows(service_ids)
    addresses = _addresses(rows, service_ids)
    mailboxes = _mailboxes(set(filter(None, addresses.values())) if service_ids is not None else None)
    used, stopped, settings = use.points(service_ids), outbox.all_stopped(), ages()
    found = []
    for row in rows:
        email = addresses[row.id]
        mailbox = mailboxes.get(email)
        facts = _facts(row, used.get(row.id, 0), mailbox, _reach(email, mailbox, stopped))
        found.append(Stand(row.id, email, facts, rhythm.next_step(facts, settings)))
    return found


def stand_of(service_id: uuid.UUID) -> Stand | None:
    """How asking stands with this listing; None where its group is not asked, because it is over."""
    return next(iter(stands([service_id])), None)


def _rows(service_ids: Collection[uuid.UUID] | None) -> list[Row]:
    question = (
        select(*_COLUMNS)
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .outerjoin(Asking, Asking.service_id == Service.id)
        .outerjoin(ListingStanding, ListingStanding.service_id == Service.id)
        .where(Service.retired_at.is_(None), Service.status != Status.DEFUNCT)
    )
    return list(db.session.execute(_of(question, Service.id, service_ids)))


def _of(question: Select, column, chosen: Collection | None) -> Select:
    return question if chosen is None else question.where(column.in_(chosen))


def _addresses(rows: list[Row], service_ids: Collection[uuid.UUID] | None) -> dict[uuid.UUID, str | None]:
    """As `address_of`, for many."""
    contacts = defaultdict(list)
    question = select(Contact.service_id, Contact.email).where(Contact.email.is_not(None))
    question = _of(question, Contact.service_id, service_ids).order_by(Contact.sequence, Contact.id)
    for service_id, email in db.session.execute(question):
        contacts[service_id].append(email)
    return {row.id: _first((row.email, *contacts[row.id], row.organization_email)) for row in rows}


def _mailboxes(emails: Collection[str] | None) -> dict[str | None, Row]:
    question = select(Mailbox.email, Mailbox.wrote_at, Mailbox.bounced_at)
    return {row.email: row for row in db.session.execute(_of(question, Mailbox.email, emails))}


def _facts(row: Row, used: int, mailbox: Row | None, reach: Reach) -> Facts:
    return Facts(
        known_on=_day(row.created_at),
        confirmed_on=confirmed_on(row.confirmed_at, row.assured_date, clock.today()),
        answered_on=_day(row.answered_at),
        answer=row.answer,
        yeses=row.yeses or 0,
        use=used,
        reports=row.open_reports or 0,
        asked_on=_day(row.asked_at),
        wrote_on=_day(row.wrote_at),
        reminders=row.reminders or 0,
        told_on=_day(row.told_at),
        told=row.told,
        address_wrote_on=_day(mailbox.wrote_at) if mailbox else None,
        reach=reach,
        paused_until=row.paused_until,
    )


def _reach(email: str | None, mailbox: Row | None, stopped: frozenset[str]) -> Reach:
    if email is None:
        return Reach.NO_ADDRESS
    if stopped and outbox.hashed(email) in stopped:
        return Reach.NO_MAIL
    return Reach.BOUNCED if mailbox and mailbox.bounced_at else Reach.OPEN


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.LONDON).date() if moment else None


class Post(NamedTuple):
    """A letter that is to go tonight: to whom, and about which listings, the most urgent first."""

    email: str
    service_ids: list[uuid.UUID]


class Tonight(NamedTuple):
    """What the round has to do about asking: letters to write, and listings of which an editor is to be told."""

    letters: list[Post]
    untold: list[uuid.UUID]


def tonight() -> Tonight:
    """What is due today, as far as the settings let one night go."""
    today, found = clock.today(), stands()
    due = sorted((one for one in found if one.next.due(today)), key=lambda one: one.urgency)
    by_step = {step: [one for one in due if one.next.step is step] for step in Step}
    asked = by_step[Step.ASK][: _left(Asking.asked_at)]
    untold = by_step[Step.TELL][: _left(Asking.told_at)]
    return Tonight(_letters([*by_step[Step.REMIND], *asked], found), [one.service_id for one in untold])


def _left(done_at) -> int:
    """How many more may be done on this day in London, a night's run that was cut short taken into account."""
    midnight = datetime.combine(clock.today(), time(), clock.LONDON)
    done = db.session.scalar(select(func.count()).where(done_at >= midnight))
    return max(0, setting("ASK_MOST_A_NIGHT") - done)


def _letters(due: list[Stand], everything: list[Stand]) -> list[Post]:
    """One letter for each address that something is due for, with what else may go into it."""
    by_address = defaultdict(list)
    for one in everything:
        by_address[one.email].append(one)
    emails = dict.fromkeys(one.email for one in due)
    return [Post(email, [one.service_id for one in to_write(by_address[email])]) for email in emails]


def to_write(same_address: list[Stand]) -> list[Stand]:
    """Of the listings of one address those that a letter today is about; none where no letter is due."""
    today, settings = clock.today(), ages()
    due = [one for one in same_address if one.next.step in (Step.ASK, Step.REMIND) and one.next.due(today)]
    if not due:
        return []
    known = {one.service_id for one in due}
    joining = [one for one in same_address if one.service_id not in known and rhythm.joins(one.facts, settings, today)]
    return [*sorted(due, key=lambda one: one.urgency), *joining][:MOST_IN_A_LETTER]


def services(service_ids: list[uuid.UUID]) -> dict[uuid.UUID, Service]:
    """These listings, by their ids."""
    return {one.id: one for one in db.session.scalars(select(Service).where(Service.id.in_(service_ids)))}


def version_of(service_id: uuid.UUID) -> int:
    """What a form about a listing's rhythm keeps, to learn of what others do meanwhile."""
    return db.session.scalar(select(Asking.version).where(Asking.service_id == service_id)) or FIRST_VERSION


class Rhythm(NamedTuple):
    """What an editor is told of one listing's rhythm; `stand` is None where its group is not asked any more."""

    stand: Stand | None
    version: int
    letters: int
    paused_until: date | None

    @property
    def wish(self) -> Wish | None:
        """What an editor wanted last, if that still holds."""
        return Wish.PAUSE if self.paused_until else None

    @property
    def due(self) -> bool:
        """Whether the next round does something about it."""
        return bool(self.stand) and self.stand.next.due(clock.today())


def told(service: Service) -> Rhythm:
    """How asking stands with this listing, for an editor's page."""
    stand = stand_of(service.id)
    until = stand.facts.paused_until if stand else None
    paused = until if until and until > clock.today() else None
    return Rhythm(stand, version_of(service.id), _letters_since_answer(stand), paused)


def _letters_since_answer(stand: Stand | None) -> int:
    return 1 + stand.facts.reminders if stand and stand.facts.asked_on and not stand.facts.settled else 0


def named(waiting: list["Open"]) -> list[tuple["Open", str]]:
    """The same, each with the name of its listing."""
    names = dict(
        db.session.execute(
            select(Service.id, Service.name).where(Service.id.in_([one.service_id for one in waiting]))
        ).all()
    )
    return [(one, names[one.service_id]) for one in waiting]


def bounced() -> list[Mailbox]:
    """The addresses whose last letter came back, or could never be handed over, and that we do not know of yet."""
    back = select(Message.id).where(
        Message.kind == KIND,
        Message.about_id == Mailbox.id,
        Message.state.in_((Sent.BOUNCED, Sent.FAILED)),
        Message.created_at >= Mailbox.wrote_at,
    )
    return list(db.session.scalars(select(Mailbox).where(Mailbox.bounced_at.is_(None), back.exists())))


def editors() -> list[User]:
    """Whoever can look after the directory now, by name."""
    open_ones = select(Membership.user_id).where(
        Membership.role == Role.DIRECTORY_EDITOR, Membership.ended_at.is_(None)
    )
    rows = select(User).where(User.id.in_(open_ones), User.suspended_at.is_(None))
    return list(db.session.scalars(rows.order_by(func.lower(User.name), User.id)))


class Open(NamedTuple):
    """A listing that waits for an editor, because its group does not answer or cannot be asked."""

    id: uuid.UUID
    service_id: uuid.UUID
    since: datetime
    words: str


def for_editors() -> list[Open]:
    """What waits for an editor, the longest first."""
    question = select(Asking.id, Asking.service_id, Asking.told_at).where(Asking.told_at.is_not(None))
    rows = list(db.session.execute(question.order_by(Asking.told_at, Asking.service_id)))
    theirs = {one.service_id: one.facts for one in _in_portions([row.service_id for row in rows])}
    theirs = {service_id: facts for service_id, facts in theirs.items() if facts.with_editor}
    return [Open(*row, theirs[row.service_id].told.words) for row in rows if row.service_id in theirs]


def _in_portions(service_ids: list[uuid.UUID]) -> Iterator[Stand]:
    for start in range(0, len(service_ids), AT_ONCE):
        yield from stands(service_ids[start : start + AT_ONCE])
