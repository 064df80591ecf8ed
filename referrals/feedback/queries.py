"""What is asked on a referrer's behalf: what became of their referrals, and no more than is theirs to know."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import Select, func, literal, select, union_all

from core import clock
from core.db import db
from referrals import timeline
from referrals.caseload.queries import first_contacts
from referrals.connections import queries as connections
from referrals.feedback.promises import Promise, promise
from referrals.intake import discretion
from referrals.intake.clocks import BEFORE_CONTACT, PAUSED
from referrals.intake.models import Referral
from referrals.intake.promises.queries import Reckoned, reckon_again
from referrals.intake.queries import find, visible_to
from referrals.words import NO_ACTIONS, ConnectionKind, ConnectionState
from referrals.workflow import OPEN, Status

PAGE_SIZE = 25
# The step whose words say why it ended so.
REFUSED = {Status.DECLINED: "decline", Status.REDIRECTED: "redirect"}


@dataclass(frozen=True)
class Followed:
    """A referral in its referrer's list."""

    referral: Referral
    promise: Promise | None

    @property
    def left_to_do(self) -> bool:
        """Whether the service has left something for the referrer to do."""
        return (self.referral.actions_for_referrer or NO_ACTIONS) != NO_ACTIONS


@dataclass(frozen=True)
class Page:
    """One page of a list; `number` counts from 1."""

    items: list[Followed]
    number: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class ConnectionMade:
    """A connection as its referrer may see it: of which kind, with whom, and how it stands."""

    kind: ConnectionKind
    name: str
    state: ConnectionState
    made_on: dt.datetime


@dataclass(frozen=True)
class Feedback:
    """What the referrer is told about one referral. Nothing that was said in conversations is in it.

    Where the practice is not to be told what happened, `referral` is `discretion.Discreet`, and the rest is empty.
    `place` is where it stands in the service's queue today and when its turn can be expected there, until somebody
    has it; `day_to_come` whether no day for first contact could be promised yet.
    """

    referral: Referral
    promise: Promise | None
    place: Reckoned | None
    day_to_come: bool
    first_contact_at: dt.datetime | None
    exchanges: list[timeline.Exchange]
    connections: list[ConnectionMade]
    refusal_words: str
    passed_on_because: str

    @property
    def dates(self) -> list[tuple[str, dt.datetime, str]]:
        """What happened when, oldest first; what was written only of a new date, for that is for the referrer."""
        return [(event.what, event.happened_at, self._words_of(event)) for event in self.referral.events]

    def _words_of(self, event) -> str:
        """Which day was moved, and why, unless that might say what happened."""
        if event.step != "renew":
            return ""
        days, _, _ = event.words.partition("\n\n")
        return days if self.referral.is_discreet else event.words


def followed(actor, *, whole_practice: bool = False, page: int = 1) -> Page:
    """The actor's own referrals, or their practice's: questions that wait for an answer, then open, then ended ones."""
    mine = [] if whole_practice else [Referral.referrer_id == actor.id]
    rows = visible_to(actor).where(*mine)
    total = db.session.scalar(rows.with_only_columns(func.count()))
    number = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    ids = _in_order(rows, start=(number - 1) * PAGE_SIZE)
    found = {row.id: row for row in db.session.scalars(select(Referral).where(Referral.id.in_(ids)))}
    seen = [discretion.seen_by(actor, found[one]) for one in ids]
    return Page([Followed(one, _promise(one)) for one in seen], number, total)


def _in_order(rows: Select, *, start: int) -> list[uuid.UUID]:
    """The ids of one page. Each status is read along its index, latest first, and no further than the page's end."""
    parts = [
        rows.with_only_columns(Referral.id, Referral.status_changed_at, literal(_rank(status)).label("rank"))
        .where(Referral.status == status)
        .order_by(Referral.status_changed_at.desc(), Referral.id)
        .limit(start + PAGE_SIZE)
        .subquery()
        for status in Status
    ]
    every = union_all(*(select(part) for part in parts)).subquery()
    in_order = select(every.c.id).order_by(every.c.rank, every.c.status_changed_at.desc(), every.c.id)
    return list(db.session.scalars(in_order.limit(PAGE_SIZE).offset(start)))


def _rank(status: Status) -> int:
    """Questions that wait for an answer come first, then what is open, then what has ended."""
    return 0 if status is Status.RETURNED else 1 if status in OPEN else 2


def feedback(actor, referral_id: uuid.UUID) -> Feedback:
    """What became of one referral; raises Missing."""
    referral = discretion.seen_by(actor, find(actor, referral_id))
    discreet = referral.is_discreet
    waits = not discreet and referral.contact_by and referral.status in BEFORE_CONTACT and not referral.link_worker_id
    return Feedback(
        referral=referral,
        promise=_promise(referral),
        place=reckon_again(referral) if waits else None,
        day_to_come=not discreet and _awaits_a_day(referral),
        first_contact_at=None if discreet else first_contacts([referral.id]).get(referral.id),
        exchanges=timeline.exchanges(referral.events),
        connections=[] if discreet else _connections(referral),
        refusal_words=_last_words(referral, REFUSED.get(referral.status, "")),
        passed_on_because=referral.events[-1].reason_words if referral.status is Status.REDIRECTED else "",
    )


def _awaits_a_day(referral: Referral) -> bool:
    """Whether it was sent while no day could be promised, and none has been named since."""
    waits = referral.first_contact_on is None and referral.promised_on is None
    return waits and referral.status in BEFORE_CONTACT - PAUSED


def _promise(referral: Referral | discretion.Discreet) -> Promise | None:
    """The promise. Whether it was kept is not told with discretion, so that one whose day has passed is not shown."""
    found = promise(
        referral.status,
        promised_on=referral.promised_on,
        first_contact_on=referral.first_contact_on,
        next_step_on=referral.next_step_on,
        today=clock.today(),
    )
    return None if found and found.late and referral.is_discreet else found


def _connections(referral: Referral) -> list[ConnectionMade]:
    return [
        ConnectionMade(made.kind, made.listing.name, made.state, made.created_at)
        for made in connections.made_for(referral)
    ]


def _last_words(referral: Referral, step: str) -> str:
    return next((event.words for event in reversed(referral.events) if event.step == step), "")
