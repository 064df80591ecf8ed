"""What each link worker has in hand, read from the tables as the plain facts that `load` reckons with."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import func, select

from core import clock
from core.db import db
from core.identifiers import postcode as postcodes
from directory.places import queries as places
from directory.places.distances import Point, metres_between, miles
from directory.places.postcodes import NoPositions
from referrals.allocation.load import WEEKS, Case, Stage
from referrals.allocation.ranking import speaks
from referrals.allocation.terms import UNSAID, Terms
from referrals.caseload.queries import HELD, Contacts, contacts_since
from referrals.intake.models import Referral, Risk
from referrals.intake.queries import visible_to
from referrals.people.models import Person
from referrals.words import Priority, RiskKind
from referrals.workflow import Status

STAGES = {
    Status.ALLOCATED: Stage.NEW,
    Status.ACTIVE: Stage.ACTIVE,
    Status.ON_HOLD: Stage.ON_HOLD,
    Status.RETURNED: Stage.WAITING,
}


class Row(NamedTuple):
    """What is read of one referral that somebody has."""

    id: uuid.UUID
    link_worker_id: uuid.UUID
    status: Status
    status_changed_at: dt.datetime
    postcode: str
    language: str | None
    needs_interpreter: bool
    priority: Priority


def cases_of(actor, terms: Mapping[uuid.UUID, Terms]) -> dict[uuid.UUID, dict[uuid.UUID, Case]]:
    """By link worker, the case of each referral that they have; `terms` say how each of them works.

    Three questions to the database, however many people there are.
    """
    mine = visible_to(actor).where(*HELD)
    ids = mine.with_only_columns(Referral.id)
    contacts = contacts_since(clock.now() - dt.timedelta(weeks=WEEKS), ids)
    risks = _risks(ids)
    found: dict[uuid.UUID, dict[uuid.UUID, Case]] = {}
    for row in _rows(mine):
        case = _case(row, terms.get(row.link_worker_id, UNSAID), contacts.get(row.id, Contacts()), risks.get(row.id, 0))
        found.setdefault(row.link_worker_id, {})[row.id] = case
    return found


def _rows(mine) -> list[Row]:
    columns = (
        *(Referral.id, Referral.link_worker_id, Referral.status, Referral.status_changed_at),
        *(Person.postcode, Person.language, Person.needs_interpreter, Referral.priority),
    )
    return [Row(*row) for row in db.session.execute(mine.join(Referral.person).with_only_columns(*columns))]


def _risks(ids) -> dict[uuid.UUID, int]:
    rows = (
        select(Risk.referral_id, func.count(Risk.kind.distinct()))
        .where(Risk.referral_id.in_(ids), Risk.kind != RiskKind.NONE_KNOWN)
        .group_by(Risk.referral_id)
    )
    return dict(db.session.execute(rows).all())


def _case(row: Row, terms: Terms, contacts: Contacts, risks: int) -> Case:
    weeks = weeks_counted(clock.now() - row.status_changed_at)
    return Case(
        stage=STAGES[row.status],
        urgent=row.priority is Priority.URGENT,
        conversations=contacts.held / weeks,
        attempts=contacts.failed / weeks,
        visits=contacts.at_home / weeks,
        miles=miles_between(terms.base_postcode, row.postcode),
        interpreted=row.needs_interpreter and not speaks(terms, row.language),
        risks=risks,
    )


def weeks_counted(age: dt.timedelta) -> float:
    """Over how many weeks contacts are spread: as long as it is what it is, at least 1 and at most 4."""
    return min(max(age / dt.timedelta(weeks=1), 1.0), float(WEEKS))


def miles_between(one: str | None, other: str | None) -> float | None:
    """Miles in a straight line between two parsed postcodes; None where one has no place that is known."""
    here, there = _position(one), _position(other)
    return miles(metres_between(here, there)) if here and there else None


def _position(postcode: str | None) -> Point | None:
    if not postcode or postcodes.is_placeless(postcode):
        return None
    try:
        return places.position(postcode) or places.rough_position(postcode)
    except NoPositions:
        return None
