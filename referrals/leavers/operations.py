"""What follows when a link worker can work no more: those who lead the service are told, and again on each day."""

import datetime as dt
import uuid
from collections.abc import Collection

from accounts.models import Organisation, User
from accounts.roles import Role
from core import audit, clock
from core.links import link
from core.outbox import operations as outbox
from core.outbox import queries as posted
from core.working_days import is_working_day
from referrals.intake.queries import leads_of, link_workers_of, service
from referrals.leavers import queries

# The tests hold it against the application's own address.
PAGE = "/referrals/queue"
KIND = "referral.left"
NAMED = 20  # references in one letter; the page has them all


def words_before(user: User, organisation: Organisation, still: Collection[Role]) -> str:
    """What an administrator reads before somebody can do no more there than `still`; empty where nobody is left alone.

    How many people are with them, and who is asked to give them to others: names of staff, and of nobody else.
    """
    people = len(queries.with_somebody(user.id, organisation.id))
    if not people or queries.WORKING & set(still):
        return ""
    many = f"{people} {'person is' if people == 1 else 'people are'} in their care at {organisation.name}."
    asked = [one.name for one in _to_ask(organisation.id) if one.id != user.id]
    if not asked:
        return f"{many} Nobody else works there who could be asked to take them over: invite somebody first."
    return f"{many} We will ask {' and '.join(asked)} to give them to others."


def tell_of(actor, user: User, organisation: Organisation) -> None:
    """Write to those who lead the service, if somebody's people have nobody now: the references, and no names."""
    people = queries.with_somebody(user.id, organisation.id)
    if people and user.id in set(queries.gone_from(organisation.id)):
        facts = {"of": str(user.id), "service": str(organisation.id), "left": len(people)}
        audit.record(actor, "caseload.left", "caseload", **facts)
        _post(organisation, people)


def remind(service_id: uuid.UUID) -> bool:
    """Tell them again, once on each working day, while any is left; returns whether anybody was told."""
    people, of = queries.without_anybody(service_id), service(service_id)
    if not people or not is_working_day(clock.today()) or posted.posted_since(_midnight(), KIND, of.id):
        return False
    return _post(of, people)


def _midnight() -> dt.datetime:
    """The beginning of this day in England."""
    return dt.datetime.combine(clock.today(), dt.time(), clock.LONDON)


def _to_ask(service_id: uuid.UUID) -> list[User]:
    return leads_of(service_id) or link_workers_of(service_id)


def _post(organisation: Organisation, references: list[str]) -> bool:
    many = len(references)
    subject = f"{many} {'person has' if many == 1 else 'people have'} no link worker who works here"
    lines = "\n".join(references[:NAMED]) + ("\nand others" if many > NAMED else "")
    text = (
        f"{subject}.\nWhoever has these referrals can no longer sign in for your service. Give them to others today."
        f"\n\n{lines}\n\nSee whose they were, and move them:\n{link(PAGE)}\n"
    )
    people = _to_ask(organisation.id)
    for person in people:
        outbox.post(to=person.email, subject=subject, text=text, kind=KIND, about=organisation)
    return bool(people)
