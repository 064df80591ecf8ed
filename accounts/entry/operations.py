"""What somebody does to get in and out: sign in, sign out, act for another organisation, choose a password."""

import uuid
from datetime import timedelta

from accounts import guessing, links, messages, passwords, queries, sessions
from accounts.actors import Actor
from accounts.guessing import Place
from accounts.models import Membership, Purpose, User
from accounts.operations import good
from core import audit, limits
from core.db import db, own_transaction, release
from core.refusals import Missing, Refused, TooMany

RESETS_WITHIN = timedelta(hours=1)
MOST_RESETS_OF_ONE_ACCOUNT = 5
MOST_RESETS_FROM_ONE_ADDRESS = 30


class NotRight(Refused):
    """What was typed does not fit; the page says so as for any other wrong answer."""

    status = 422


def sign_in(actor, *, email: str, password: str, place: Place) -> Actor:
    """Begin a session for whoever has this address and password; it ends the one that `actor` had.

    Raises TooMany, or NotRight with the same words and after the same work whether the address, the password
    or the account is at fault.
    """
    attempt = _begin_try(actor, email, place)
    kept = getattr(queries.by_email(email), "password_hash", None)
    release()
    right = passwords.matches(password, kept)
    fresh = passwords.hashed(password) if right and passwords.is_outdated(kept) else None
    user = queries.by_email(email)
    membership = queries.last_used(user) if right and user and user.password_hash == kept else None
    if membership is None:
        _note_wrong(actor, user)
        raise NotRight(
            "Check your email address and your password: they do not fit together. "
            "If you are sure of them, your account may not be open: ask your administrator."
        )
    attempt.was_right()
    user.password_hash = fresh or user.password_hash
    if actor.session_id:
        sessions.end(actor.session_id)
    signed_in = sessions.begin(membership)
    audit.record(signed_in, "account.sign_in", user)
    return signed_in


def sign_out(actor) -> None:
    """End this session."""
    if actor.session_id:
        sessions.end(actor.session_id)
        audit.record(actor, "account.sign_out", "sign_in")


def sign_out_elsewhere(actor) -> None:
    """End every other session of this person."""
    sessions.end_all(actor.id, but=actor.session_id)
    audit.record(actor, "account.sign_out_elsewhere", "sign_in")


def act_for(actor, membership_id: uuid.UUID) -> Actor:
    """Begin a new session under another of one's own memberships; the old one ends. Raises Missing."""
    usable = queries.open_memberships(queries.user(actor.id))
    membership = next((one for one in usable if one.id == membership_id), None)
    if membership is None:
        raise Missing
    sessions.end(actor.session_id)
    acting = sessions.begin(membership)
    audit.record(acting, "account.act_for", membership)
    return acting


def change_password(actor, *, current_password: str, password: str, place: Place) -> Actor:
    """Choose a new password, knowing the old one: a new session begins and all others end."""
    attempt = _begin_try(actor, actor.email, place)
    user = queries.user(actor.id)
    kept, about = user.password_hash, (user.name, user.email)
    release()
    if not passwords.matches(current_password, kept):
        _note_wrong(actor, queries.user(actor.id))
        raise NotRight("This is not your password now", field="current_password")
    digest = passwords.hashed(good(password, *about))
    attempt.was_right()
    _keep(queries.user(actor.id), digest)
    acting = sessions.begin(db.session.get(Membership, actor.membership_id))
    audit.record(acting, "account.password_change", queries.user(actor.id))
    return acting


def ask_for_new_password(actor, *, email: str, network: str) -> None:
    """Send a link to the address if an account that can be used has it; nothing tells whether one does.

    Raises TooMany for any address, known or not.
    """
    asked = [("reset", email), ("reset network", network)]
    for (scope, who), most in zip(asked, (MOST_RESETS_OF_ONE_ACCOUNT, MOST_RESETS_FROM_ONE_ADDRESS), strict=True):
        words = "You have asked for a new password many times. Look for our email, also among your junk, or try later."
        limits.hold(scope, who, most=most, within=RESETS_WITHIN, words=words)
    limits.count_all(asked)
    user = queries.by_email(email)
    if user and queries.open_memberships(user):
        messages.send_reset(user, links.make(user, Purpose.RESET))
    audit.record(actor, "account.reset_ask", user or "user_account")


def choose_password(actor, *, token: str, password: str, place: Place) -> uuid.UUID:
    """Choose a password by a link that was sent; returns whose it is. Every session of theirs ends.

    Raises Missing if the link opens nothing, Refused if it was used in this very moment.
    """
    if (link := links.find(token)) is None:
        raise Missing
    about = (link.user.name, link.user.email)
    release()
    digest = passwords.hashed(good(password, *about))
    link = links.find(token)
    if link is None or not links.use(link):
        raise Refused("This link has just been used. Sign in, or ask for another.")
    user, purpose = link.user, link.purpose
    _keep(user, digest, first=purpose is Purpose.INVITATION)
    guessing.forgive(user.email, place)
    audit.record(actor, "account.link_use", user, purpose=purpose)
    return user.id


def _keep(user: User, digest: str, *, first: bool = False) -> None:
    """Keep a new password: whoever had the old one is out, and links sent before open nothing."""
    user.password_hash = digest
    db.session.flush()
    sessions.end_all(user.id)
    links.void(user)
    if not first:
        messages.tell_of_new_password(user)


def _begin_try(actor, email: str, place: Place) -> guessing.Try:
    try:
        return guessing.begin(email, place)
    except TooMany:
        with own_transaction():
            audit.record(actor, "account.sign_in_held", queries.by_email(email) or "user_account")
        raise


def _note_wrong(actor, user: User | None) -> None:
    """What survives the refusal: whose account was tried, if it is anybody's; never what was typed."""
    with own_transaction():
        audit.record(actor, "account.sign_in_wrong", user or "user_account")
