"""What is asked of links: what a token opens, and to which addresses a listing's links may be sent."""

from sqlalchemy import select

from core import clock
from core.db import db
from core.settings import setting
from directory.listings.models import Service
from directory.upkeep.links import signing
from directory.upkeep.links.models import GroupLink
from directory.upkeep.links.words import RULES, LinkRefused, Purpose, Why


def find(purpose: Purpose, token: str) -> GroupLink:
    """The link that this token opens for this purpose, with its `service`. Raises LinkRefused, which says why not."""
    link = _sent(purpose, token)
    if why := _ended(link):
        raise LinkRefused(why, link.service_id)
    return link


def published_addresses(service: Service) -> list[str]:
    """The e-mail addresses that the listing publishes, each once: its own, its contacts', its organization's."""
    organization = service.organization.email if service.organization else None
    shown = (service.email, *(contact.email for contact in service.contacts), organization)
    return list({one.strip().casefold(): one.strip() for one in reversed(shown) if one}.values())[::-1]


def is_published(service: Service, email: str) -> bool:
    """Whether the listing publishes this address, capitals aside."""
    return email.strip().casefold() in {one.casefold() for one in published_addresses(service)}


def _sent(purpose: Purpose, token: str) -> GroupLink:
    if not signing.signed(setting("SECRET_KEY"), purpose, token):
        raise LinkRefused(Why.UNKNOWN)
    its = (GroupLink.token_hash == signing.hashed(token)) & (GroupLink.purpose == purpose)
    link = db.session.scalar(select(GroupLink).where(its))
    if link is None:
        raise LinkRefused(Why.UNKNOWN)
    return link


def _ended(link: GroupLink) -> Why | None:
    """Why the link opens nothing any more, what says most first; None while it does."""
    ends = {
        Why.RETIRED: link.service.retired_at is not None and not RULES[link.purpose].outlives,
        Why.MOVED: link.published and not is_published(link.service, link.email) and not RULES[link.purpose].outlives,
        Why.USED: link.used_at is not None,
        Why.NEWER: link.void_at is not None,
        Why.EXPIRED: link.expires_at <= clock.now(),
    }
    return next((why for why, so in ends.items() if so), None)
