"""What is asked of shortlists: the listings chosen, what a link shows, and how often each listing was handed over."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from core import clock
from core.db import db
from core.refusals import Missing
from directory.listings import queries as listings
from directory.listings.models import Service
from directory.listings.parts import Organization
from directory.places import queries as places
from directory.places.distances import Point
from directory.places.postcodes import NoPositions
from directory.search.shortlists.models import Shortlist, Signposting
from directory.search.shortlists.words import Handed

MOST_COUNTED = 200


@dataclass(frozen=True)
class Count:
    """How often one listing was handed over, altogether and in each way."""

    service_id: uuid.UUID
    name: str
    total: int
    by_way: dict[Handed, int]


def hashed(token: str) -> str:
    """What is kept of a link's token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def chosen(ids: Sequence[uuid.UUID]) -> list[Service]:
    """The listings with these ids in this order; those that do not exist are left out."""
    found = {one.id: one for one in db.session.scalars(select(Service).where(Service.id.in_(ids)))} if ids else {}
    return [found[one] for one in ids if one in found]


def instead(found: Sequence[Service]) -> dict[uuid.UUID, Service]:
    """Where to go instead of those that are retired, by their ids; nothing where they lead nowhere."""
    return {one.id: other for one in found if one.retired_at and (other := listings.instead(one))}


def start(postcode: str | None) -> Point | None:
    """Where a parsed postcode is; None without one, and where it or every position is unknown."""
    try:
        return places.position(postcode) if postcode else None
    except NoPositions:
        return None


def still_open() -> ColumnElement[bool]:
    """Of a shared shortlist, that its link opens it: not withdrawn, not past its time."""
    return Shortlist.withdrawn_at.is_(None) & (Shortlist.expires_at > clock.now())


def find_shared(token: str) -> Shortlist:
    """The shared shortlist that this token opens. Raises Missing where it opens none, or none any more."""
    found = db.session.scalar(select(Shortlist).where(Shortlist.token_hash == hashed(token), still_open()))
    if found is None:
        raise Missing
    return found


def shared_by(actor, tokens: Sequence[str]) -> dict[Shortlist, str | None]:
    """The open shared shortlists that somebody may withdraw, the newest first, each with its token if it is known.

    Theirs are those that they made while signed in, and those whose `tokens` their browser keeps.
    """
    known = {hashed(token): token for token in tokens}
    theirs = Shortlist.token_hash.in_(known)
    if actor.id:
        theirs = theirs | (Shortlist.created_by_id == actor.id)
    question = select(Shortlist).where(theirs, still_open()).order_by(Shortlist.created_at.desc(), Shortlist.id)
    return {one: known.get(one.token_hash) for one in db.session.scalars(question)}


def find_for_withdrawal(actor, shortlist_id: uuid.UUID, tokens: Sequence[str]) -> Shortlist:
    """One of those that `shared_by` lists; every other is Missing."""
    found = next((one for one in shared_by(actor, tokens) if one.id == shortlist_id), None)
    if found is None:
        raise Missing
    return found


def counts() -> list[Count]:
    """How often each listing was handed over, the most often first; at most 200."""
    total = func.count().label("total")
    most = (
        select(Service.id, Service.name, Organization.name, total)
        .join(Signposting, Signposting.service_id == Service.id)
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .group_by(Service.id, Service.name, Organization.name)
        .order_by(total.desc(), func.lower(Service.name), Service.id)
        .limit(MOST_COUNTED)
    )
    rows = db.session.execute(most).all()
    ways = _by_way([row[0] for row in rows])
    return [Count(service_id, name, total, ways.get(service_id, {})) for service_id, name, _, total in rows]


def _by_way(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[Handed, int]]:
    question = (
        select(Signposting.service_id, Signposting.how, func.count())
        .where(Signposting.service_id.in_(ids))
        .group_by(Signposting.service_id, Signposting.how)
    )
    found: dict[uuid.UUID, dict[Handed, int]] = {}
    for service_id, how, number in db.session.execute(question) if ids else ():
        found.setdefault(service_id, {})[how] = number
    return found


def since(moment: datetime, service_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """How often each of these listings, or every one, was handed over since `moment`."""
    rows = select(Signposting.service_id, func.count()).where(Signposting.created_at >= moment)
    if service_ids is not None:
        rows = rows.where(Signposting.service_id.in_(service_ids))
    return dict(db.session.execute(rows.group_by(Signposting.service_id)).all())


def count_of(service_id: uuid.UUID) -> int:
    """How often this listing was handed over."""
    return db.session.scalar(select(func.count()).where(Signposting.service_id == service_id))


def counted_before(key: str) -> bool:
    """Whether the form with this key was counted already."""
    return db.session.scalar(select(Signposting.id).where(Signposting.key == key).limit(1)) is not None
