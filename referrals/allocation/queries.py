"""Who works at this service and how: the questions asked of posts, leave and wishes."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from accounts.models import Organisation, User
from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from referrals.allocation.models import Leave, Post, Wish
from referrals.allocation.terms import UNSAID, Terms
from referrals.caseload.queries import HELD
from referrals.intake.models import Referral
from referrals.intake.queries import link_workers_of, visible_to


def team(actor) -> list[User]:
    """Everybody who can be given a referral at the actor's service, and whoever still has one, by name."""
    holding = visible_to(actor).where(*HELD).with_only_columns(Referral.link_worker_id)
    here = {one.id: one for one in link_workers_of(actor.organisation_id)}
    others = db.session.scalars(select(User).where(User.id.in_(holding), User.id.not_in(list(here))))
    return sorted([*here.values(), *others], key=lambda one: (one.name, one.id))


def find_member(actor, user_id: uuid.UUID) -> User:
    """Somebody of the team: oneself, or for a lead anybody; raises Missing."""
    if user_id != actor.id and not may(actor, Permission.LEAD_SERVICE):
        raise Missing
    if (found := next((one for one in team(actor) if one.id == user_id), None)) is None:
        raise Missing
    return found


def post_of(service_id: uuid.UUID, user_id: uuid.UUID) -> Post | None:
    """What is written down of how this person works at this service, if anything is."""
    return db.session.scalar(select(Post).where(Post.service_id == service_id, Post.user_id == user_id))


def terms_of(service_id: uuid.UUID, user_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Terms]:
    """How each of these works at this service; full-time hours are taken of whom nothing is known."""
    ids = list(user_ids)
    posts = db.session.scalars(select(Post).where(Post.service_id == service_id, Post.user_id.in_(ids)))
    return dict.fromkeys(ids, UNSAID) | {post.user_id: post.terms for post in posts}


def find_leave(actor, leave_id: uuid.UUID) -> tuple[User, Leave]:
    """Some leave and whose it is: one's own, or for a lead anybody's of the service; raises Missing."""
    rows = select(Leave, Post).join(Post, Leave.post_id == Post.id)
    row = db.session.execute(rows.where(Leave.id == leave_id, Post.service_id == actor.organisation_id)).first()
    if row is None:
        raise Missing
    leave, post = row
    return find_member(actor, post.user_id), leave


def practices_known(actor) -> list[Organisation]:
    """The practices that have sent this service somebody, by name."""
    sent = visible_to(actor).with_only_columns(Referral.practice_id).distinct()
    rows = select(Organisation).where(Organisation.id.in_(sent)).order_by(Organisation.name, Organisation.id)
    return list(db.session.scalars(rows))


def wish_of(person_id: uuid.UUID) -> Wish | None:
    """The link worker that this person asked for, if they did."""
    return db.session.scalar(select(Wish).where(Wish.person_id == person_id))
