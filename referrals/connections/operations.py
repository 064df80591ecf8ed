"""What may be done with connections: introduce, signpost, and write down what became of it."""

import datetime as dt
from collections.abc import Sequence

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import check_version, db, hold
from core.refusals import Refused
from directory.listings.models import Service
from directory.listings.standing.queries import ages
from referrals.connections import cautions, queries, states
from referrals.connections.models import Connection, ConnectionEvent
from referrals.connections.required import lacking
from referrals.intake.models import Agreement, Referral
from referrals.intake.operations import agree
from referrals.intake.queries import find as find_referral
from referrals.words import ConnectionKind, ConnectionState, DidNotStart, GivenBy, GivenHow, Shared
from referrals.workflow import WITH_LINK_WORKER

PURPOSE = "Introduction to a group"


def introduce(
    actor,
    referral: Referral,
    listing: Service,
    *,
    items: Sequence[Shared],
    given_by: GivenBy,
    given_how: GivenHow,
    given_on: dt.date,
    given_by_name: str | None = None,
    note: str | None = None,
) -> Connection:
    """Introduce the person to a group, with what they agreed may be shared with it.

    Raises Refused for a retired listing, for one that takes no introductions today, for one to which an introduction
    is under way, for a group without a check that the service asks for, and where nothing or nobody's agreement was
    given.
    """
    _check_open(actor, referral, listing)
    _check_takes_introductions(listing)
    if (missing := lacking(referral, listing)).blocks:
        raise Refused(missing.words)
    if not items:
        raise Refused("Choose what may be shared", field="items")
    if queries.pending(referral, listing.id):
        raise Refused("There is an introduction to this group already. Write down what became of it instead.")
    agreement = agree(
        actor,
        referral,
        recipient=_recipient(listing),
        purpose=PURPOSE,
        items=[Shared(item).value for item in items],
        given_by=given_by,
        given_by_name=given_by_name,
        given_how=given_how,
        given_on=given_on,
    )
    return _make(actor, referral, listing, ConnectionKind.INTRODUCTION, note, agreement)


def signpost(actor, referral: Referral, listing: Service, *, note: str | None = None) -> Connection:
    """Write down that the person was given a group's details. Nothing about them goes to the group.

    Raises Refused for a retired listing.
    """
    _check_open(actor, referral, listing)
    return _make(actor, referral, listing, ConnectionKind.SIGNPOST, note, None)


def follow_up(
    actor,
    connection: Connection,
    *,
    state: ConnectionState,
    happened_on: dt.date,
    version: int | None,
    did_not_start: DidNotStart | None = None,
    words: str | None = None,
) -> Connection:
    """Write down what became of a connection; `did_not_start` says why, and is a need that was not met.

    Raises Refused for a state that cannot follow and for a date to come or before the connection was made, and
    Stale if somebody has written something down meanwhile.
    """
    demand(actor, Permission.WORK_REFERRALS)
    find_referral(actor, connection.referral_id)
    check_version(connection, version)
    states.check(connection.state, state, did_not_start)
    if happened_on > clock.today():
        raise Refused("The date must be today or in the past", field="happened_on")
    if happened_on < connection.created_at.astimezone(clock.LONDON).date():
        raise Refused("The date must not be before the connection was made", field="happened_on")
    connection.state, connection.did_not_start = state, did_not_start
    _note(actor, connection, words, _moment_of(happened_on))
    audit.record(actor, "connection.follow_up", connection, state=state.value)
    return connection


def _check_open(actor, referral: Referral, listing: Service) -> None:
    """The referral is held from here on: of two who introduce at once, the second sees what the first has made."""
    demand(actor, Permission.WORK_REFERRALS)
    find_referral(actor, referral.id)
    hold(referral)
    if referral.status not in WITH_LINK_WORKER:
        raise Refused(f"This referral is “{referral.status.words}”: only a link worker's open referral is connected.")
    if cautions.is_over(listing):
        raise Refused("This listing has been retired. Choose another group.")


def _check_takes_introductions(listing: Service) -> None:
    """How the listing stands is held from here on: of two who introduce to it at once, the second is counted second."""
    if listing.standing:
        hold(listing.standing)
    made = queries.introduced_lately([listing.id]).get(listing.id, ())
    if reason := cautions.why_not(listing, clock.today(), ages(), made):
        raise Refused(reason)


def _make(actor, referral, listing, kind: ConnectionKind, note: str | None, agreement: Agreement | None) -> Connection:
    connection = Connection(
        created_at=clock.now(),
        referral_id=referral.id,
        listing_id=listing.id,
        kind=kind,
        agreement_id=agreement.id if agreement else None,
        state=states.FIRST[kind],
        note=note or None,
        made_by_id=actor.id,
    )
    db.session.add(connection)
    db.session.flush()
    _note(actor, connection, "", connection.created_at)
    audit.record(actor, f"connection.{kind.value}", connection, referral=str(referral.id), listing=str(listing.id))
    return connection


def _note(actor, connection: Connection, words: str | None, happened_at: dt.datetime) -> None:
    event = ConnectionEvent(
        connection_id=connection.id,
        state=connection.state,
        reason=connection.did_not_start,
        words=words or "",
        actor_id=actor.id,
        actor_name=actor.name,
        happened_at=happened_at,
        recorded_at=clock.now(),
    )
    db.session.add(event)
    db.session.flush()


def _recipient(listing: Service) -> str:
    """Who gets what was agreed: the group, and the organisation behind it if it has another name."""
    owner = listing.organization.name if listing.organization else ""
    named = listing.name if owner in ("", listing.name) else f"{listing.name}, {owner}"
    return named[:200]


def _moment_of(day: dt.date) -> dt.datetime:
    """Now, for today; the middle of the day for one that has passed."""
    if day == clock.today():
        return clock.now()
    return dt.datetime.combine(day, dt.time(12), clock.LONDON).astimezone(dt.UTC)
