"""Which listings a group keeps, which of them are due to be confirmed, and what came of them lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func
from sqlalchemy.orm import joinedload, lazyload, selectinload

from core import clock
from core.db import db
from directory.listings import queries as listings
from directory.listings.introductions import WEEK
from directory.listings.models import Service
from directory.listings.standing.queries import FIRST_VERSION, ages, trust_of
from directory.listings.trust import TrustLine
from directory.upkeep import introductions
from directory.upkeep.looks import queries as looks
from directory.upkeep.looks.queries import Week
from directory.upkeep.looks.tally import Counts
from directory.upkeep.reports import queries as reports
from directory.upkeep.reports.models import ProblemReport

# The introductions of the last year are told.
INTRODUCED = timedelta(days=365)


@dataclass(frozen=True)
class Kept:
    """A listing of the actor's group: when somebody last said that it is right, and whether it is due again.

    `weeks` are the looks at its page, the last week last; `introduced` is how many people were introduced in a year,
    `lately` how many within the seven days for which a limit holds; `reports` are the problems that were reported and
    not settled yet.
    """

    service: Service
    confirmed_on: date | None
    due_on: date | None
    trust: TrustLine
    weeks: list[Week]
    introduced: int
    lately: int
    reports: Sequence[ProblemReport] = ()

    @property
    def standing_version(self) -> int:
        """What a form keeps that says how the listing stands."""
        return self.service.standing.version if self.service.standing else FIRST_VERSION

    @property
    def due(self) -> bool:
        """Whether somebody should look at it now; a retired listing never is."""
        late = self.due_on is None or self.due_on <= clock.today()
        return not self.service.retired_at and (late or bool(self.reports))


def own(actor, *, unwritten: Counts) -> list[Kept]:
    """The listings that the actor's group keeps: what is due first, then by name, the retired last.

    `unwritten` are the looks that this process has counted and not written yet.
    """
    rows = listings.kept_by(actor).options(
        lazyload("*"), joinedload(Service.organization), selectinload(Service.standing)
    )
    services = list(db.session.scalars(rows.order_by(func.lower(Service.name), Service.id)))
    ids = [service.id for service in services]
    weeks = looks.by_week(ids, unwritten=unwritten)
    introduced = introductions.counted(ids, clock.now() - INTRODUCED)
    lately = introductions.counted(
        ids, datetime.combine(clock.today() - WEEK + timedelta(days=1), time(), clock.LONDON)
    )
    reported = reports.open_by_listing(ids)
    kept = [_kept(one, weeks[one.id], introduced[one.id], lately[one.id], reported.get(one.id, ())) for one in services]
    return sorted(kept, key=lambda one: (one.service.retired_at is not None, not one.due))


def due(kept: Sequence[Kept]) -> int:
    """How many of these are due."""
    return sum(one.due for one in kept)


def _kept(service: Service, weeks: list[Week], introduced: int, lately: int, reported: Sequence[ProblemReport]) -> Kept:
    confirmed = service.confirmed_at.astimezone(clock.LONDON).date() if service.confirmed_at else service.assured_date
    due_on = confirmed and confirmed + timedelta(days=ages().unconfirmed_after)
    return Kept(service, confirmed, due_on, trust_of(service), weeks, introduced, lately, reported)
