"""What is asked of how a listing stands: its row, what can be said of it today, and by which ages that is reckoned."""

import uuid

from sqlalchemy import select

from core import clock
from core.db import db
from core.settings import setting
from directory.listings import introductions, trust_facts
from directory.listings.models import ListingStanding, Service
from directory.listings.trust import Ages, TrustLine, trust_line

# What a listing's standing is made with, before anybody has said anything.
FIRST_VERSION = 1


def standing_of(service_id: uuid.UUID) -> ListingStanding | None:
    """How this listing stands, None where nobody has said anything yet."""
    return db.session.scalar(select(ListingStanding).where(ListingStanding.service_id == service_id))


def version_of(service_id: uuid.UUID) -> int:
    """What a form that says how a listing stands keeps, to learn of what others say meanwhile."""
    question = select(ListingStanding.version).where(ListingStanding.service_id == service_id)
    return db.session.scalar(question) or FIRST_VERSION


def ages() -> Ages:
    """After how many days this installation no longer trusts a listing."""
    return Ages(setting("LISTING_UNCONFIRMED_AFTER"), setting("LISTING_HIDDEN_AFTER"))


def trust_of(service: Service) -> TrustLine:
    """How far this listing can be trusted today."""
    return trust_line(trust_facts.of(service, clock.today()), clock.today(), ages())


def why_no_introductions(service: Service, introduced=()) -> str:
    """Why nobody new is introduced to this listing today, empty where they may be; see introductions.why_none."""
    return introductions.why_none(trust_facts.of(service, clock.today()), clock.today(), ages(), introduced)
