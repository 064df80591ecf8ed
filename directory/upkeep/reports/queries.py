"""What is asked of the reports: which are open, which say the same, and what waits for an editor."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from accounts.roles import Permission, may
from core.db import db
from core.refusals import Missing
from directory.listings.models import Service
from directory.upkeep.links.models import GroupLink
from directory.upkeep.reports.models import ProblemReport
from directory.upkeep.reports.words import Reason


class Row(NamedTuple):
    """An open report as the editors' queue shows it: of which listing, since when, what it says, how often."""

    id: uuid.UUID
    service_id: uuid.UUID
    since: dt.datetime
    words: str
    reason: Reason
    times: int
    answered: bool


def is_open() -> ColumnElement[bool]:
    """Of a report, that no editor has settled it."""
    return ProblemReport.settled_at.is_(None)


def find(actor, report_id: uuid.UUID) -> ProblemReport:
    """One report, open or settled, for an editor; Missing for everybody else."""
    found = db.session.get(ProblemReport, report_id) if may(actor, Permission.EDIT_DIRECTORY) else None
    if found is None:
        raise Missing
    return found


def about(link: GroupLink) -> ProblemReport:
    """The report that this link was sent about. Raises Missing."""
    found = db.session.get(ProblemReport, link.about_id) if link.about_id else None
    if found is None or found.service_id != link.service_id:
        raise Missing
    return found


def open_of(service_id: uuid.UUID) -> list[ProblemReport]:
    """The open reports of a listing, the oldest first."""
    question = select(ProblemReport).where(ProblemReport.service_id == service_id, is_open())
    return list(db.session.scalars(question.order_by(ProblemReport.created_at, ProblemReport.id)))


def open_by_listing(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[ProblemReport]]:
    """The open reports of each of these listings that has any, the oldest first."""
    question = select(ProblemReport).where(ProblemReport.service_id.in_(ids), is_open())
    found: dict[uuid.UUID, list[ProblemReport]] = {}
    for report in db.session.scalars(question.order_by(ProblemReport.created_at, ProblemReport.id)):
        found.setdefault(report.service_id, []).append(report)
    return found


def others(report: ProblemReport) -> list[ProblemReport]:
    """The other open reports of the same listing, the oldest first."""
    return [one for one in open_of(report.service_id) if one.id != report.id]


def count_open(service_id: uuid.UUID) -> int:
    """How many reports of this listing are open."""
    return db.session.scalar(select(func.count()).where(ProblemReport.service_id == service_id, is_open()))


def how_many() -> int:
    """How many reports are open in the whole directory."""
    return db.session.scalar(select(func.count(ProblemReport.id)).where(is_open()))


def the_same(service_id: uuid.UUID, reason: Reason, words: str, *, since: dt.datetime) -> ProblemReport | None:
    """The first open report made after `since` that says the same: the reason, and the words where both have some."""
    same_words = or_(func.lower(ProblemReport.words) == words.lower(), ProblemReport.words == "")
    question = select(ProblemReport).where(
        ProblemReport.service_id == service_id,
        ProblemReport.reason == reason,
        ProblemReport.created_at > since,
        is_open(),
        *([same_words] if words else []),
    )
    return db.session.scalar(question.order_by(ProblemReport.created_at, ProblemReport.id).limit(1))


def unheard(service_id: uuid.UUID) -> list[ProblemReport]:
    """The open reports of a listing of which its group was not told yet, the oldest first."""
    return [one for one in open_of(service_id) if one.group_told_at is None]


def unseen() -> list[ProblemReport]:
    """The open reports of which no editor was told yet, the oldest first."""
    question = select(ProblemReport).where(is_open(), ProblemReport.editors_told_at.is_(None))
    return list(db.session.scalars(question.order_by(ProblemReport.created_at, ProblemReport.id)))


def group_told_since(service_id: uuid.UUID, moment: dt.datetime) -> bool:
    """Whether the group of this listing was written to about a report after `moment`."""
    told = ProblemReport.group_told_at > moment
    return (
        db.session.scalar(select(ProblemReport.id).where(ProblemReport.service_id == service_id, told).limit(1))
        is not None
    )


def editors_told_since(moment: dt.datetime) -> bool:
    """Whether the editors were written to about reports after `moment`."""
    return (
        db.session.scalar(select(ProblemReport.id).where(ProblemReport.editors_told_at > moment).limit(1)) is not None
    )


def listings_unheard() -> list[uuid.UUID]:
    """The listings with open reports of which their groups were not told yet."""
    question = select(ProblemReport.service_id).where(is_open(), ProblemReport.group_told_at.is_(None)).distinct()
    return sorted(db.session.scalars(question))


def for_editors() -> list[Row]:
    """Every open report, the oldest first."""
    question = select(ProblemReport).where(is_open()).order_by(ProblemReport.created_at, ProblemReport.id)
    return [_row(one) for one in db.session.scalars(question)]


def _row(report: ProblemReport) -> Row:
    words = ": ".join(filter(None, (report.reason.words, report.words)))
    return Row(
        report.id,
        report.service_id,
        report.created_at,
        words,
        report.reason,
        report.times,
        report.answered_at is not None,
    )


def by_listing() -> list[tuple[Service, Sequence[ProblemReport]]]:
    """The listings that have open reports, that with the oldest first, each with its reports."""
    question = select(ProblemReport).where(is_open()).order_by(ProblemReport.created_at, ProblemReport.id)
    found: dict[Service, list[ProblemReport]] = {}
    for report in db.session.scalars(question):
        found.setdefault(report.service, []).append(report)
    return list(found.items())
