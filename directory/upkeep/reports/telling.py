"""The letters about reports: to the group, to the editors, and at the end to whoever wanted to hear of it."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import update

from core import clock
from core.db import db
from core.links import link
from core.outbox import operations as outbox
from core.outbox.letters import written
from directory.listings.models import Service
from directory.upkeep import letters, stopping
from directory.upkeep.asking import queries as asking
from directory.upkeep.links import operations as links
from directory.upkeep.links.words import Purpose
from directory.upkeep.reports import queries
from directory.upkeep.reports.models import ProblemReport

# A group hears of the reports of one listing once a day at most, the editors of all of them: what comes later waits.
APART = timedelta(hours=24)
TO_GROUP, TO_EDITORS, THE_END = "report-group", "report-editors", "report-end"


def tell(service: Service) -> None:
    """Tell the group and the editors of what is new, unless they have had such a letter within the last day."""
    tell_group(service)
    tell_editors()


def tell_group(service: Service) -> bool:
    """Write to the group about the reports that it has not heard of; whether a letter goes to them."""
    new, now = queries.unheard(service.id), clock.now()
    if not new or queries.group_told_since(service.id, now - APART):
        return False
    _note(new, group_told_at=now)
    email = asking.address_of(service)
    if email is None:
        return False
    stop = _link(Purpose.NO_MAIL, service, email)
    letter = written(
        TO_GROUP,
        listing=service,
        page=letters.page(service),
        reports=[(one, _link(Purpose.REPORT, service, email, one)) for one in new],
        change=_link(Purpose.CHANGE, service, email),
        stop=stop,
    )
    outbox.post(to=email, kind=TO_GROUP, about=service, stop=stop, **letter.parts)
    return True


def tell_editors() -> int:
    """Write to every editor about the reports that none of them has heard of; returns how many letters go."""
    new, now = queries.unseen(), clock.now()
    if not new or queries.editors_told_since(now - APART):
        return 0
    _note(new, editors_told_at=now)
    readers = [editor.email for editor in asking.editors()]
    for email in readers:
        stop = stopping.address(email)
        letter = written(TO_EDITORS, reports=new, page=link("/directory/reports"), stop=stop)
        outbox.post(to=email, kind=TO_EDITORS, stop=stop, **letter.parts)
    return len(readers)


def tell_end(report: ProblemReport, readers: Iterable[str], message: str) -> None:
    """Tell each of these addresses how it ended, in the editor's own words; the letter knows no other report."""
    for email in readers:
        stop = stopping.address(email)
        said = {"listing": report.service, "page": letters.page(report.service)}
        letter = written(THE_END, paragraphs=letters.paragraphs(message), stop=stop, **said)
        outbox.post(to=email, kind=THE_END, stop=stop, **letter.parts)


def _note(reports: Iterable[ProblemReport], **told) -> None:
    """Write down when they were told of; that is no change of the reports, of which whoever settles one is to learn."""
    ids = [one.id for one in reports]
    db.session.execute(update(ProblemReport).where(ProblemReport.id.in_(ids)).values(**told))


def _link(purpose: Purpose, service: Service, email: str, about: ProblemReport | None = None) -> str:
    return links.address(purpose, links.make(purpose, service, email=email, about_id=about and about.id))
