"""What follows when a link worker can work no more: those who lead the service are told, and again on each day."""

import uuid
from collections.abc import Collection

from accounts.models import Organisation, User
from accounts.roles import Role
from core import audit, clock
from core.db import take_turns
from core.links import link
from core.outbox import operations as outbox
from core.outbox import queries as posted
from referrals.intake import messages
from referrals.intake.queries import leads_of, link_workers_of, service
from referrals.leavers import queries
from referrals.looks import queries as looked

# The tests hold it against the application's own address.
PAGE = "/referrals/queue"
KIND = "referral.left"
NAMED = 20  # references in one letter; the page has them all


def words_before(user: User, organisation: Organisation, still: Collection[Role]) -> str:
    """What an administrator reads before somebody can do no more there than `still`; empty where nobody is left alone.

    How many people are with them, and who is asked to give them to others: names of staff, and of nobody else. And how
    many wait in the queue, where nobody else works.
    """
    if queries.WORKING & set(still):
        return ""
    return " ".join(filter(None, (_words_of_people(user, organisation), _words_of_queue(user, organisation))))


def _words_of_queue(user: User, organisation: Organisation) -> str:
    many = looked.waiting(organisation.id)
    if not many or {one.id for one in link_workers_of(organisation.id)} != {user.id}:
        return ""
    wait = f"{many} {'person waits' if many == 1 else 'people wait'} in the queue of {organisation.name}."
    return f"{wait} Nobody else works there: invite somebody first."


def _words_of_people(user: User, organisation: Organisation) -> str:
    people = len(queries.with_somebody(user.id, organisation.id))
    if not people:
        return ""
    many = f"{people} {'person is' if people == 1 else 'people are'} in their care at {organisation.name}."
    asked = [one.name for one in leads_of(organisation.id) if one.id != user.id]
    if not asked:
        return f"{many} No lead there could be asked to give them to others: name one first."
    return f"{many} We will ask {' and '.join(asked)} to give them to others."


def tell_of(actor, user: User, organisation: Organisation) -> None:
    """Write to those who lead the service, if somebody's people have nobody now: the references, and no names.

    Only a lead gives them to others: where there is none, the administrators are asked for one.
    """
    people = queries.with_somebody(user.id, organisation.id)
    if people and user.id in set(queries.gone_from(organisation.id)):
        facts = {"of": str(user.id), "service": str(organisation.id), "left": len(people)}
        audit.record(actor, "caseload.left", "caseload", **facts)
        _post(organisation, people)


def remind(service_id: uuid.UUID) -> bool:
    """Tell them again, on each working day from QUEUE_LOOK_HOUR on, while any is left; whether anybody was told."""
    take_turns(f"people left behind at {service_id}")
    people, of = queries.without_anybody(service_id), service(service_id)
    if not people or not looked.is_time_to_remind(clock.now()):
        return False
    if posted.was_posted(KIND, of.id, since=clock.midnight()):
        return False
    return _post(of, people)


def _post(organisation: Organisation, references: list[str]) -> bool:
    many = len(references)
    subject = f"{many} {'person has' if many == 1 else 'people have'} no link worker who works here"
    leads = leads_of(organisation.id)
    if not leads:
        return _ask_for_lead(organisation, many)
    lines = "\n".join(references[:NAMED]) + ("\nand others" if many > NAMED else "")
    text = (
        f"{subject}.\nWhoever has these referrals can no longer sign in for your service. Give them to others today."
        f"\n\n{lines}\n\nSee whose they were, and move them:\n{link(PAGE)}\n"
    )
    for person in leads:
        outbox.post(to=person.email, subject=subject, text=text, kind=KIND, about=organisation)
    return True


def _ask_for_lead(organisation: Organisation, many: int) -> bool:
    subject = f"{organisation.name} needs a lead: {many} {'person has' if many == 1 else 'people have'} no link worker"
    sentence = "Whoever has them can no longer sign in for that service, and only a lead there can give them to others."
    return messages.ask_administrators(organisation, kind=KIND, subject=subject, sentence=sentence) > 0
