"""What is asked of connections: those of a referral, one of them, and how many of each kind."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from core.db import db
from core.identifiers.postcode import is_placeless
from core.refusals import Missing
from directory.listings.taxonomies import TaxonomyTerm
from directory.search import queries as directory
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
    """The arguments of a search inside a referral: where, is the person's own postcode, which stands in no address."""

    def __init__(self, arguments: Arguments, postcode: str) -> None:
        self._arguments = arguments
        self._near = "" if is_placeless(postcode) else postcode

    def get(self, name: str, default: str = "") -> str:
        if name == "near":
            return self._near
        if name in {"within_miles", "sort"} and not self._near:
            return default
        return self._arguments.get(name, default)

    def getlist(self, name: str) -> Sequence[str]:
        return self._arguments.getlist(name)


def search(person, arguments: Arguments) -> directory.Results:
    """Listings for this person, the nearest to them first; for somebody without a fixed abode no distance counts."""
    return directory.search(directory.understand(Around(arguments, person.postcode)))


def topics_for(referral: Referral, results: directory.Results) -> list[TaxonomyTerm]:
    """The topics of listings that may help with what this person is referred for, but those asked for already."""
    reasons = dict.fromkeys([referral.main_reason, *map(Reason, referral.reasons)])
    topics = taxonomies.in_use(taxonomies.coded(codes_for(reasons)))
    return [term for term in topics if term.id not in results.query.tags]


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


def may_follow(connection: Connection) -> Sequence[ConnectionState]:
    """What may become of it next."""
    return states.NEXT[connection.state]
