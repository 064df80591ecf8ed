"""What is asked about those who wait for first contact: their order, how long it may take, who should hear from us."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, func, select

from core import clock
from core.db import db
from core.working_days import add_working_days
from referrals.intake.models import Referral
from referrals.intake.promises import dates
from referrals.intake.promises import queries as promises
from referrals.intake.queries import visible_to
from referrals.intake.waiting.models import WordWhileWaiting
from referrals.profile.queries import profile_of
from referrals.words import Priority

PAGE_SIZE = 25


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits: their place (the next is 1), when their turn can be expected, and when we last said a word.

    `expected_on` is reckoned today; what was promised stands in the referral. `word_due` says whether it is time for
    a word while they wait.
    """

    referral: Referral
    position: int
    expected_on: dt.date
    last_word_on: dt.date | None
    word_due: bool


@dataclass(frozen=True)
class Page:
    """One page of the waiting list; `number` counts from 1."""

    items: list[Waiting]
    number: int
    total: int
    pace: dates.Pace

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


class Due(NamedTuple):
    """Who should hear from the service: the first of them, and how many there are."""

    first: list[Referral]
    total: int


def waiting_list(actor, *, page: int = 1) -> Page:
    """Everybody of the actor's service whom nobody has spoken with yet: urgent ones first, then as they came."""
    service_id = actor.organisation_id
    rows = promises.waiting(service_id)
    total = db.session.scalar(rows.with_only_columns(func.count()))
    number = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    mine = visible_to(actor).where(*promises.is_waiting(service_id))
    in_order = mine.order_by(Referral.priority.desc(), Referral.submitted_at, Referral.id)
    found = _read(in_order.limit(PAGE_SIZE).offset(start))
    pace = promises.pace_of(profile_of(service_id))
    return Page(_placed(found, start, pace, service_id), number, total, pace)


def words_with(referral: Referral) -> list[WordWhileWaiting]:
    """Every word that was had with somebody while they waited, the latest first."""
    rows = select(WordWhileWaiting).where(WordWhileWaiting.referral_id == referral.id)
    return list(db.session.scalars(rows.order_by(WordWhileWaiting.had_on.desc(), WordWhileWaiting.created_at.desc())))


def words_due(actor, *, most: int = 10) -> Due:
    """Whoever waits and has heard nothing for as many working days as the service says, the longest first."""
    service_id = actor.organisation_id
    last = _last_words().subquery()
    heard = func.coalesce(last.c.had_on, func.date(Referral.submitted_at))
    rows = visible_to(actor).where(*promises.is_waiting(service_id)).outerjoin(last, last.c.referral_id == Referral.id)
    rows = rows.where(heard <= _cutoff(service_id))
    found = rows.order_by(heard, Referral.id).limit(most).with_only_columns(Referral.id, func.count().over())
    first = db.session.execute(found).all()  # counted in the same pass
    return Due(_in_this_order([one for one, _ in first]), first[0][1] if first else 0)


def _read(rows: Select[tuple[Referral]]) -> list[Referral]:
    """These referrals in their order: ids first, so that a long queue is put in order before anything is joined."""
    return _in_this_order(list(db.session.scalars(rows.with_only_columns(Referral.id))))


def _in_this_order(ids: list[uuid.UUID]) -> list[Referral]:
    found = {one.id: one for one in db.session.scalars(select(Referral).where(Referral.id.in_(ids)))}
    return [found[one] for one in ids]


def _placed(found: list[Referral], start: int, pace: dates.Pace, service_id: uuid.UUID) -> list[Waiting]:
    last = dict(db.session.execute(_last_words([one.id for one in found])).all())
    cutoff = _cutoff(service_id)
    return [
        Waiting(
            referral=one,
            position=place + 1,
            expected_on=expected_on(one.priority, place, pace),
            last_word_on=last.get(one.id),
            word_due=(last.get(one.id) or one.submitted_at.astimezone(clock.LONDON).date()) <= cutoff,
        )
        for place, one in enumerate(found, start)
    ]


def expected_on(priority: Priority, ahead: int, pace: dates.Pace) -> dt.date:
    """When the turn of somebody behind `ahead` others can be expected."""
    return dates.first_contact_by(clock.today(), ahead=ahead, priority=priority, pace=pace, within=1)


def _last_words(referral_ids=None):
    rows = select(WordWhileWaiting.referral_id, func.max(WordWhileWaiting.had_on).label("had_on"))
    if referral_ids is not None:
        rows = rows.where(WordWhileWaiting.referral_id.in_(referral_ids))
    return rows.group_by(WordWhileWaiting.referral_id)


def _cutoff(service_id: uuid.UUID) -> dt.date:
    """Whoever heard from us last on this day, or before it, should hear from us now."""
    return add_working_days(clock.today(), -profile_of(service_id).keep_in_touch_days)
