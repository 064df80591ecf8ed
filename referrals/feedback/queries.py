"""What is asked on a referrer's behalf: what became of their referrals, and no more than is theirs to know."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from core import clock
from core.db import db
from core.settings import setting
from referrals import timeline
from referrals.caseload.queries import first_contacts
from referrals.connections import queries as connections
from referrals.feedback.promises import Promise, promise
from referrals.intake.models import Referral
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
    """What the referrer is told about one referral. Nothing that was said in conversations is in it."""

    referral: Referral
    promise: Promise | None
    first_contact_at: dt.datetime | None
    exchanges: list[timeline.Exchange]
    connections: list[ConnectionMade]
    refusal_words: str
    passed_on_because: str

    @property
    def dates(self) -> list[tuple[str, dt.datetime]]:
        """What happened when, oldest first, without what anybody wrote."""
        return [(event.what, event.happened_at) for event in self.referral.events]


def followed(actor, *, whole_practice: bool = False, page: int = 1) -> Page:
    """The actor's own referrals, or their practice's: questions that wait for an answer, then open, then ended ones."""
    rows = visible_to(actor)
    if not whole_practice:
        rows = rows.where(Referral.referrer_id == actor.id)
    total = db.session.scalar(select(func.count()).select_from(rows.with_only_columns(Referral.id).subquery()))
    number = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    found = list(db.session.scalars(rows.order_by(*_ORDER).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)))
    contacts = first_contacts(referral.id for referral in found)
    return Page([Followed(row, _promise(row, contacts.get(row.id))) for row in found], number, total)


def feedback(actor, referral_id: uuid.UUID) -> Feedback:
    """What became of one referral; raises Missing."""
    referral = find(actor, referral_id)
    contact = first_contacts([referral.id]).get(referral.id)
    return Feedback(
        referral=referral,
        promise=_promise(referral, contact),
        first_contact_at=contact,
        exchanges=timeline.exchanges(referral.events),
        connections=_connections(referral),
        refusal_words=_last_words(referral, REFUSED.get(referral.status, "")),
        passed_on_because=referral.events[-1].reason_words if referral.status is Status.REDIRECTED else "",
    )


def _promise(referral: Referral, first_contact_at: dt.datetime | None) -> Promise | None:
    return promise(
        referral.status,
        submitted_on=_day(referral.submitted_at),
        first_contact_on=first_contact_at and _day(first_contact_at),
        next_step_on=referral.next_step_on,
        today=clock.today(),
        within=setting("FIRST_CONTACT_WORKING_DAYS"),
    )


def _connections(referral: Referral) -> list[ConnectionMade]:
    return [
        ConnectionMade(made.kind, made.listing.name, made.state, made.created_at)
        for made in connections.made_for(referral)
    ]


def _last_words(referral: Referral, step: str) -> str:
    return next((event.words for event in reversed(referral.events) if event.step == step), "")


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.LONDON).date()


_ORDER: Sequence = (
    case((Referral.status == Status.RETURNED, 0), (Referral.status.in_(OPEN), 1), else_=2),
    Referral.status_changed_at.desc(),
    Referral.id,
)
