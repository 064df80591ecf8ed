"""What may be done about a sign-up: send it, prove its address, approve it, refuse it, forget it."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from accounts.groups import operations as groups
from accounts.roles import Permission, may
from core import audit, clock, limits
from core.db import check_version, db
from core.links import link
from core.outbox import letters as mail
from core.outbox import operations as outbox
from core.refusals import Missing, Refused
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.upkeep import letters, stopping
from directory.upkeep.letters import Draft
from directory.upkeep.signups import queries
from directory.upkeep.signups.models import GroupSignUp
from directory.upkeep.signups.said import document
from directory.upkeep.signups.words import State

WITHIN = timedelta(days=1)
MOST_TO_ONE_ADDRESS = 3
MOST_FROM_ONE_NETWORK = 20
MANY = "Groups have signed up from here many times today. Look for our email, also among the junk, or try tomorrow."
# How long we keep what was said: a week is enough to open a link, half a year to come back to what was decided.
KEPT_UNPROVED = timedelta(days=30)
KEPT_DECIDED = timedelta(days=180)


def sign_up(actor, *, email: str, network: str, **said) -> GroupSignUp:
    """Keep what a group says of itself, and send a link to the address that it gave.

    The letter repeats nothing that was typed: it may go to somebody who knows nothing of it. Raises TooMany.
    """
    counted = [("sign up address", email, MOST_TO_ONE_ADDRESS), ("sign up network", network, MOST_FROM_ONE_NETWORK)]
    for scope, who, most in counted:
        limits.hold(scope, who, most=most, within=WITHIN, words=MANY)
        limits.count_here(scope, who)
    token = secrets.token_urlsafe(32)
    made = GroupSignUp(token_hash=queries.hashed(token), state=State.UNPROVED, email=email, **said)
    db.session.add(made)
    db.session.flush()
    address = link(f"/directory/sign-up/{token}")
    stop = stopping.address(email)
    letter = mail.written("sign_up", address=address, days=queries.PROVED_WITHIN.days, stop=stop)
    outbox.post(to=email, kind="sign_up", about=made, stop=stop, **letter.parts)
    audit.record(actor, "sign_up.make", made)
    return made


def prove(actor, sign_up: GroupSignUp) -> None:
    """The link was opened: an editor may see it now. Once more changes nothing."""
    if sign_up.state is State.UNPROVED:
        sign_up.state, sign_up.proved_at = State.WAITING, clock.now()
        audit.record(actor, "sign_up.prove", sign_up)


def approve(actor, sign_up: GroupSignUp, *, version: int, letter: Draft | None) -> Service:
    """Put the group into the directory and let it keep its listing. Raises Stale, Refused, Missing."""
    _must_decide(actor, sign_up, version)
    group = groups.open_group(actor, name=sign_up.name)
    why = "The group signed itself up"
    service = listings.add_listing(actor, document=document(sign_up), keeper_id=group.id, why=why)
    groups.let_in(actor, organisation_id=group.id, name=sign_up.contact_name, email=sign_up.email)
    sign_up.service_id = service.id
    _settle(actor, sign_up, State.APPROVED)
    letters.send(letter, to=sign_up.email, service=service, about=sign_up)
    return service


def refuse(actor, sign_up: GroupSignUp, *, version: int, reason: str, letter: Draft | None) -> None:
    """Do not put it into the directory, for a reason that the group can read. Raises Stale, Refused, Missing."""
    _must_decide(actor, sign_up, version)
    if not reason.strip():
        raise Refused("Say why", field="reason")
    sign_up.reason = reason.strip()
    _settle(actor, sign_up, State.REFUSED)
    letters.send(letter, to=sign_up.email, service=None, about=sign_up)


def forget(now: datetime) -> int:
    """Delete what nobody proved within a month, and what was decided half a year ago; returns how many."""
    unproved = (GroupSignUp.state == State.UNPROVED) & (GroupSignUp.created_at < now - KEPT_UNPROVED)
    decided = GroupSignUp.decided_at < now - KEPT_DECIDED
    return db.session.execute(delete(GroupSignUp).where(or_(unproved, decided))).rowcount


def _settle(actor, sign_up: GroupSignUp, state: State) -> None:
    sign_up.state, sign_up.decided_at, sign_up.decided_by_id = state, clock.now(), actor.id
    audit.record(actor, f"sign_up.{state}", sign_up)


def _must_decide(actor, sign_up: GroupSignUp, version: int) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    check_version(sign_up, version)
    if sign_up.state is not State.WAITING:
        raise Refused(f"This is decided already: {sign_up.state.words.lower()}.")
