"""What is asked of claims: whereto a proof may be sent, what a claim would bring, which of them wait."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from accounts.roles import Permission, may
from core.db import db
from core.identifiers import NotValid, email_address
from core.refusals import Missing
from directory.listings.models import Service
from directory.listings.to_settle import ToSettle
from directory.upkeep.claims.models import ListingClaim
from directory.upkeep.claims.words import State
from directory.upkeep.links.queries import published_addresses


def address_of(service: Service) -> str | None:
    """The first e-mail address on the listing's page to which a letter can go; None if there is none."""
    return next(filter(_reachable, published_addresses(service)), None)


def _reachable(email: str) -> bool:
    try:
        return bool(email_address.parse(email))
    except NotValid:
        return False


def comes_along(service: Service) -> list[Service]:
    """The other listings that whoever keeps this one keeps too: those of its organization, by name."""
    if service.organization_id is None:
        return []
    same = select(Service).where(Service.organization_id == service.organization_id, Service.id != service.id)
    return list(db.session.scalars(same.where(Service.retired_at.is_(None)).order_by(Service.name, Service.id)))


def is_enough(service: Service, email: str) -> bool:
    """Whether reading this address's mail proves all that the claim would bring, so that no editor need look.

    It does where nobody keeps the listing yet, and every listing that comes along shows the same address: one listing
    of a council's hundred must not give away the others.
    """
    kept = service.organization is not None and service.organization.keeper_id is not None
    same = email.strip().casefold()
    others = ([one.casefold() for one in published_addresses(other)] for other in comes_along(service))
    return not kept and all(same in shown for shown in others)


def find(actor, claim_id: uuid.UUID) -> ListingClaim:
    """One claim, decided or not, for an editor. Raises Missing."""
    found = db.session.get(ListingClaim, claim_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None:
        raise Missing
    return found


def waiting() -> Sequence[ListingClaim]:
    """The claims that wait for an editor, the oldest first."""
    rows = select(ListingClaim).where(ListingClaim.state == State.WAITING)
    return db.session.scalars(rows.order_by(ListingClaim.created_at, ListingClaim.id)).all()


def same_waiting(service: Service, email: str) -> ListingClaim | None:
    """The claim of this listing by this address that waits already."""
    rows = select(ListingClaim).where(
        ListingClaim.service_id == service.id, ListingClaim.email == email, ListingClaim.state == State.WAITING
    )
    return db.session.scalar(rows.limit(1))


def for_editors() -> list[ToSettle]:
    """What waits for an editor, the longest first."""
    return [ToSettle(one.id, one.service_id, one.created_at, one.proof.words) for one in waiting()]


def how_many() -> int:
    """How many claims wait."""
    return db.session.scalar(select(func.count(ListingClaim.id)).where(ListingClaim.state == State.WAITING))
