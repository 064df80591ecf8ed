"""Which pairs wait for an editor, and what all listings are compared by."""

import json
import uuid
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from directory.exchange.duplicates import blocking
from directory.exchange.duplicates.models import DuplicatePair
from directory.exchange.duplicates.score import Facts, Score, facts_of
from directory.exchange.duplicates.words import State
from directory.listings.models import Service, listing_entry
from directory.listings.to_settle import ToSettle

PAGE = 20
AT_ONCE = 1000
NOTHING = "{}"
# More than anybody looks at.
MOST = 5_000
MOST_WAITING = 200


class Pair(NamedTuple):
    """A pair with both of its listings."""

    pair: DuplicatePair
    left: Service
    right: Service


def find(actor, pair_id: uuid.UUID) -> Pair:
    """One pair, decided or not, for an editor. Raises Missing."""
    found = db.session.get(DuplicatePair, pair_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None:
        raise Missing
    return Pair(found, db.session.get(Service, found.left_id), db.session.get(Service, found.right_id))


def index(actor, *, page: int = 1) -> tuple[list[Pair], int]:
    """The pairs that wait, the likeliest first, twenty a page, and how many there are. Raises Missing."""
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    left, right = aliased(Service), aliased(Service)
    question = _open(select(DuplicatePair, left, right), left, right)
    total = db.session.scalar(_open(select(func.count(DuplicatePair.id)), left, right))
    rows = question.order_by(DuplicatePair.points.desc(), DuplicatePair.id).offset((page - 1) * PAGE).limit(PAGE)
    return [Pair(*row) for row in db.session.execute(rows)], total


def _open(question: Select, left, right) -> Select:
    """Of pairs that wait; one of which a listing was retired meanwhile has nothing to decide."""
    joined = question.join(left, DuplicatePair.left_id == left.id).join(right, DuplicatePair.right_id == right.id)
    open_pairs = joined.where(DuplicatePair.state == State.OPEN)
    return open_pairs.where(left.retired_at.is_(None), right.retired_at.is_(None))


def for_editors() -> list[ToSettle]:
    """The pairs that wait, the likeliest first; no more than anybody looks at."""
    left, right = aliased(Service), aliased(Service)
    columns = (DuplicatePair.id, DuplicatePair.left_id, DuplicatePair.created_at, DuplicatePair.points)
    question = _open(select(*columns, left.name, right.name), left, right)
    rows = db.session.execute(question.order_by(DuplicatePair.points.desc(), DuplicatePair.id).limit(MOST_WAITING))
    return [ToSettle(one, of, at, f"{a} and {b}: {points} of 100 points") for one, of, at, points, a, b in rows]


def between(one: uuid.UUID, other: uuid.UUID) -> DuplicatePair | None:
    """The pair of these two listings, if it was ever found."""
    left, right = ordered(one, other)
    question = select(DuplicatePair).where(DuplicatePair.left_id == left, DuplicatePair.right_id == right)
    return db.session.scalar(question)


def of(service_id: uuid.UUID) -> list[DuplicatePair]:
    """The pairs that wait and have this listing in them."""
    here = (DuplicatePair.left_id == service_id) | (DuplicatePair.right_id == service_id)
    return list(db.session.scalars(select(DuplicatePair).where(here, DuplicatePair.state == State.OPEN)))


def known() -> dict[tuple[uuid.UUID, uuid.UUID], DuplicatePair]:
    """Every pair that was ever found, by its listings."""
    return {(pair.left_id, pair.right_id): pair for pair in db.session.scalars(select(DuplicatePair))}


def alike() -> dict[tuple[uuid.UUID, uuid.UUID], Score]:
    """Which listings are alike, compared anew, the likeliest: {the smaller id, the other: their score}.

    That takes a while for a county's listings, so ask it outside of any transaction that writes.
    """
    found = sorted(blocking.candidates(facts()), key=lambda one: (-one[2].points, one[0].id, one[1].id))[:MOST]
    return {(uuid.UUID(one.id), uuid.UUID(other.id)): points for one, other, points in found}


def facts() -> Iterator[Facts]:
    """What each listing that is not retired is compared by, out of its prepared public record."""
    after = 0
    while rows := _records(after):
        for number, record, source in rows:
            after = number
            if record != NOTHING:
                yield facts_of(json.loads(record), source or "")


def _records(after: int) -> list:
    question = select(listing_entry.c.number, listing_entry.c.record, Service.source)
    joined = question.join(Service, Service.id == listing_entry.c.service_id).where(Service.retired_at.is_(None))
    rows = joined.where(listing_entry.c.number > after).order_by(listing_entry.c.number).limit(AT_ONCE)
    return list(db.session.execute(rows))


def ordered(one: uuid.UUID, other: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """The smaller id first."""
    return (one, other) if str(one) < str(other) else (other, one)
