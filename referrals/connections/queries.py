"""What is asked of connections: those of a referral, one of them, and how many of each kind."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from core import clock
from core.db import db
from core.identifiers.postcode import is_placeless
from core.refusals import Missing
from directory.listings.introductions import WEEK, why_none
from directory.listings.standing.queries import ages
from directory.listings.taxonomies import TaxonomyTerm
from directory.search import queries as directory
from directory.search.card import facts
from directory.search.query import Arguments
from directory.taxonomies import queries as taxonomies
from referrals.connections import states
from referrals.connections.models import Connection
from referrals.connections.suggestions import codes_for
from referrals.intake.models import Referral
from referrals.intake.queries import find as find_referral
from referrals.intake.queries import visible_to
from referrals.words import ConnectionKind, ConnectionState, Reason


class Around:
    """The arguments of a search inside a referral: where, is the person's own postcode, which stands in no address.

    It offers what takes introductions now, unless `introductions` is something else, such as "any".
    """

    def __init__(self, arguments: Arguments, postcode: str) -> None:
        self._arguments = arguments
        self._near = "" if is_placeless(postcode) else postcode

    def get(self, name: str, default: str = "") -> str:
        if name == "near":
            return self._near
        if name == "introductions":
            return self._arguments.get(name) or "yes"
        if name in {"within_miles", "sort"} and not self._near:
            return default
        return self._arguments.get(name, default)

    def getlist(self, name: str) -> Sequence[str]:
        return self._arguments.getlist(name)


def search(person, arguments: Arguments) -> directory.Results:
    """Listings for this person, the nearest to them first; for somebody without a fixed abode no distance counts."""
    return directory.search(directory.understand(Around(arguments, person.postcode)))


def others(results: directory.Results) -> int:
    """How many more the same search would find that take no introductions now."""
    if not results.query.introductions:
        return 0
    return directory.count(replace(results.query, introductions=False)) - results.total


def why_not(hits: Sequence[directory.Hit]) -> dict[uuid.UUID, str]:
    """Why nobody is introduced to these listings today, by id, of those to which nobody is."""
    known = {hit.service_id: facts(hit.card) for hit in hits}
    made = introduced_lately([listing_id for listing_id, one in known.items() if one.weekly_limit])
    reasons = {
        listing_id: why_none(one, clock.today(), ages(), made.get(listing_id, ())) for listing_id, one in known.items()
    }
    return {listing_id: reason for listing_id, reason in reasons.items() if reason}


def introduced_lately(listing_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[dt.date]]:
    """The days of the introductions to these listings, whoever made them, at least of the last seven days."""
    rows = select(Connection.listing_id, Connection.created_at).where(
        Connection.listing_id.in_(listing_ids),
        Connection.kind == ConnectionKind.INTRODUCTION,
        Connection.created_at > clock.now() - WEEK - dt.timedelta(days=1),
    )
    found: dict[uuid.UUID, list[dt.date]] = {}
    for listing_id, made_at in db.session.execute(rows) if listing_ids else ():
        found.setdefault(listing_id, []).append(made_at.astimezone(clock.LONDON).date())
    return found


def topics_for(referral: Referral, results: directory.Results) -> list[TaxonomyTerm]:
    """The topics of listings that may help with what this person is referred for, but those asked for already."""
    reasons = dict.fromkeys([referral.main_reason, *map(Reason, referral.reasons)])
    topics = taxonomies.in_use(taxonomies.coded(codes_for(reasons)))
    return [term for term in topics if term.id not in results.query.tags]


def introduced_since(moment: dt.datetime, listing_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """How many people were introduced to each of these listings, or to every one, since `moment`: numbers only."""
    made = (Connection.kind == ConnectionKind.INTRODUCTION) & (Connection.created_at >= moment)
    rows = select(Connection.listing_id, func.count()).where(made)
    if listing_ids is not None:
        rows = rows.where(Connection.listing_id.in_(listing_ids))
    return dict(db.session.execute(rows.group_by(Connection.listing_id)).all())


def made_for(referral: Referral) -> Sequence[Connection]:
    """The connections of a referral, latest first, with what became of each."""
    rows = (
        select(Connection)
        .where(Connection.referral_id == referral.id)
        .order_by(Connection.created_at.desc())
        .options(selectinload(Connection.events))
    )
    return db.session.scalars(rows).all()


def find(actor, connection_id: uuid.UUID) -> tuple[Referral, Connection]:
    """The connection and its referral, if this actor may see that; raises Missing."""
    if (connection := db.session.get(Connection, connection_id)) is None:
        raise Missing
    return find_referral(actor, connection.referral_id), connection


def pending(referral: Referral, listing_id: uuid.UUID) -> Connection | None:
    """An introduction of this person to this listing that has not ended."""
    rows = select(Connection).where(
        Connection.referral_id == referral.id,
        Connection.listing_id == listing_id,
        Connection.kind == ConnectionKind.INTRODUCTION,
        Connection.state.not_in((ConnectionState.ENDED, ConnectionState.DID_NOT_START)),
    )
    return db.session.scalars(rows.limit(1)).first()


def counts(actor) -> dict[ConnectionKind, int]:
    """How many introductions and how many signposts were made for the referrals that this actor may see."""
    mine = visible_to(actor).with_only_columns(Referral.id)
    rows = select(Connection.kind, func.count()).where(Connection.referral_id.in_(mine)).group_by(Connection.kind)
    return dict.fromkeys(ConnectionKind, 0) | dict(db.session.execute(rows).all())


def introduced(listing_ids: Collection[uuid.UUID], since: dt.datetime) -> dict[uuid.UUID, int]:
    """How many people were introduced to each of these listings since then: a number for the group, and no person."""
    return introduced_since(since, listing_ids)


def may_follow(connection: Connection) -> Sequence[ConnectionState]:
    """What may become of it next."""
    return states.NEXT[connection.state]
