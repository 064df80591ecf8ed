"""Which listings a group keeps, and which of them are due to be confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy.orm import joinedload, lazyload

from core import clock
from core.db import db
from directory.listings import queries as listings
from directory.listings.models import Service

# A listing that nobody has confirmed for this long is due: half a year, after which groups move and times change.
CONFIRM_EVERY = timedelta(days=182)


@dataclass(frozen=True)
class Kept:
    """A listing of the actor's group: when somebody last said that it is right, and whether it is due again."""

    service: Service
    confirmed_on: date | None
    due_on: date | None

    @property
    def due(self) -> bool:
        """Whether somebody should look at it now; a retired listing never is."""
        return not self.service.retired_at and (self.due_on is None or self.due_on <= clock.today())


def own(actor) -> list[Kept]:
    """The listings that the actor's group keeps: what is due first, then by name, the retired last."""
    rows = listings.kept_by(actor).options(lazyload("*"), joinedload(Service.organization))
    kept = [_kept(service) for service in db.session.scalars(rows.order_by(func.lower(Service.name), Service.id))]
    return sorted(kept, key=lambda one: (one.service.retired_at is not None, not one.due))


def due(kept: Sequence[Kept]) -> int:
    """How many of these are due."""
    return sum(one.due for one in kept)


def _kept(service: Service) -> Kept:
    confirmed = service.confirmed_at.astimezone(clock.LONDON).date() if service.confirmed_at else service.assured_date
    return Kept(service, confirmed, confirmed and confirmed + CONFIRM_EVERY)
