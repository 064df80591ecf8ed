"""What may be done with links: make one, use it up, let those of a listing open nothing any more, forget them."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from core import clock, links
from core.db import db
from core.settings import setting
from directory.listings.models import Service
from directory.upkeep.links import queries, signing
from directory.upkeep.links.models import GroupLink
from directory.upkeep.links.words import RULES, LinkRefused, Purpose, Why

# So long after its end a link can still say why it opens nothing.
KEPT = timedelta(days=180)


def make(purpose: Purpose, service: Service, *, email: str, about_id: uuid.UUID | None = None) -> str:
    """A new link's token, kept nowhere: whoever has it may do this one thing for this listing.

    Where the rule of the purpose says so, those made before for the same listing, address and record open nothing
    any more.
    """
    return make_each((purpose,), service, email=email, about_id=about_id)[purpose]


def make_each(
    purposes: Collection[Purpose], service: Service, *, email: str, about_id: uuid.UUID | None = None
) -> dict[Purpose, str]:
    """A new link's token for each of these purposes, as `make`: what a letter with several links asks for."""
    _void(
        GroupLink.service_id == service.id,
        GroupLink.purpose.in_([purpose for purpose in purposes if RULES[purpose].newest]),
        GroupLink.email == email,
        GroupLink.about_id == about_id if about_id else GroupLink.about_id.is_(None),
    )
    tokens = {purpose: signing.drawn(setting("SECRET_KEY"), purpose) for purpose in purposes}
    published, now = queries.is_published(service, email), clock.now()
    db.session.add_all(
        GroupLink(
            token_hash=signing.hashed(token),
            purpose=purpose,
            service_id=service.id,
            email=email,
            published=published,
            about_id=about_id,
            created_at=now,
            expires_at=now + RULES[purpose].lasts,
        )
        for purpose, token in tokens.items()
    )
    db.session.flush()
    return tokens


def address(purpose: Purpose, token: str) -> str:
    """The whole address of a link, for a letter."""
    return links.link(f"/directory/keep/{purpose.path}/{token}")


def use(link: GroupLink) -> None:
    """Use it up where it works once; raises LinkRefused if somebody else has done so in the meantime."""
    if not RULES[link.purpose].once:
        return
    unused = update(GroupLink).where(GroupLink.id == link.id, GroupLink.used_at.is_(None))
    if db.session.execute(unused.values(used_at=clock.now())).rowcount != 1:
        raise LinkRefused(Why.USED, link.service_id)


def void(service: Service, *, purpose: Purpose) -> int:
    """Let no link of this purpose for this listing open anything any more; returns how many that ended."""
    return _void(GroupLink.service_id == service.id, GroupLink.purpose == purpose)


def forget(now: datetime) -> int:
    """Delete links that ended half a year before `now`; returns how many."""
    return db.session.execute(delete(GroupLink).where(GroupLink.expires_at < now - KEPT)).rowcount


def _void(*which) -> int:
    still_open = update(GroupLink).where(*which, GroupLink.used_at.is_(None), GroupLink.void_at.is_(None))
    return db.session.execute(still_open.values(void_at=clock.now())).rowcount
