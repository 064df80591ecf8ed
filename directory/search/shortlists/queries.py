"""What is asked of shortlists: the listings chosen, what a link shows, and how often each listing was handed over."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Sequence
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


def kept(ids: Iterable[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """The same ids in their order, each that was merged as the listing that was kept, and each once."""
    return tuple(dict.fromkeys(listings.kept_ids(ids).values()))


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
    """The shared shortlist of this token, `open` or ended. Raises Missing where there was none, or long ago."""
    found = db.session.scalar(select(Shortlist).where(Shortlist.token_hash == hashed(token)))
    if found is None:
        raise Missing
    return found


def contents(shared: Iterable[Shortlist]) -> dict[Shortlist, dict[Service, str]]:
    """What each of these shows today: its listings in their order, each with the note on it.

    One that was merged is the one that was kept: it stands once, where the first of them stood, with both their notes.
    """
    shared = list(shared)
    meant = listings.kept_ids(item.service_id for one in shared for item in one.items)
    found = listings.several(set(meant.values()))
    return {one: _content(one, {old: found[new] for old, new in meant.items()}) for one in shared}


def _content(shared: Shortlist, meant: dict[uuid.UUID, Service]) -> dict[Service, str]:
    notes: dict[Service, list[str]] = {}
    for item in shared.items:
        notes.setdefault(meant[item.service_id], []).append(item.note)
    return {listing: "\n".join(dict.fromkeys(filter(None, said))) for listing, said in notes.items()}


def shared_by(actor, tokens: Sequence[str]) -> dict[Shortlist, str | None]:
    """The open shared shortlists that somebody may withdraw, the newest first, each with its token if it is known."""
    known = {hashed(token): token for token in tokens}
    theirs = select(Shortlist).where(_made_by(actor, known), still_open())
    newest = theirs.order_by(Shortlist.created_at.desc(), Shortlist.id)
    return {one: known.get(one.token_hash) for one in db.session.scalars(newest)}


def find_for_withdrawal(actor, shortlist_id: uuid.UUID, tokens: Sequence[str]) -> Shortlist:
    """One that `shared_by` lists, or listed before it ended; every other is Missing."""
    theirs = _made_by(actor, map(hashed, tokens))
    found = db.session.scalar(select(Shortlist).where(theirs, Shortlist.id == shortlist_id))
    if found is None:
        raise Missing
    return found


def _made_by(actor, hashes: Iterable[str]) -> ColumnElement[bool]:
    """Of a shared shortlist, that they made it while signed in, or that their browser keeps its token."""
    kept = Shortlist.token_hash.in_(list(hashes))
    return kept | (Shortlist.created_by_id == actor.id) if actor.id else kept


# What was handed over before it was merged counts for the listing that was kept.
_counted_for = listings.kept_id(Signposting.service_id)


def counts() -> list[Count]:
    """How often each listing was handed over, the most often first; at most 200."""
    total = func.count().label("total")
    most = (
        select(Service.id, Service.name, Organization.name, total)
        .select_from(Signposting)
        .join(Service, Service.id == _counted_for)
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
        select(Service.id, Signposting.how, func.count())
        .select_from(Signposting)
        .join(Service, Service.id == _counted_for)
        .where(Service.id.in_(ids))
        .group_by(Service.id, Signposting.how)
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
    return db.session.scalar(select(func.count(Signposting.id)).where(_counted_for == service_id))


def counted_before(key: str) -> bool:
    """Whether the form with this key was counted already."""
    return db.session.scalar(select(Signposting.id).where(Signposting.key == key).limit(1)) is not None
