"""What may be said of a queue: that somebody has looked through it; and to its leads, that nobody has."""

import datetime as dt
import uuid

from accounts.models import User
from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import db, take_turns
from core.links import link
from core.outbox import operations as outbox
from core.outbox import queries as posted
from referrals.intake import messages
from referrals.intake.queries import leads_of, link_workers_of, service
from referrals.looks import queries
from referrals.looks.models import QueueLook

# The tests hold it against the application's own address.
PAGE = "/referrals/queue"
UNOWNED = "referral.unowned"
NAMED = 20  # references in one letter; the page has them all


def look_through(actor) -> QueueLook:
    """Write down that the actor has looked through their service's queue today; only the first of a day counts."""
    demand(actor, Permission.WORK_REFERRALS)
    look = _of_today(actor.organisation_id)
    if look.looked_at is None:
        look.looked_at, look.looked_by_name = clock.now(), actor.name
        db.session.flush()
        audit.record(actor, "queue.look", look)
    return look


def remind(service_id: uuid.UUID) -> bool:
    """Tell the leads of a queue, once a day, that nobody has looked through it; returns whether anybody was told.

    A service without a lead has its link workers told. Where there is nobody, whoever joins later that day is told,
    and the administrators by `ask_for_somebody`.
    """
    people = leads_of(service_id) or link_workers_of(service_id)
    if not people:
        return False
    look = _of_today(service_id)
    if look.looked_at or look.told_at:
        return False
    _tell(service_id, people)
    look.told_at = clock.now()
    db.session.flush()
    return True


def ask_for_somebody(service_id: uuid.UUID) -> bool:
    """Tell the administrators, once a day, that people wait where nobody works; returns whether anybody was told."""
    take_turns(f"queue that nobody works at {service_id}")
    if posted.was_posted(UNOWNED, service_id, since=clock.midnight()):
        return False
    of, many = service(service_id), queries.waiting(service_id)
    subject = f"Nobody works at {of.name}: {many} {'person waits' if many == 1 else 'people wait'} in its queue"
    sentence = "Nobody there can read these referrals or make contact. Their referrers get new dates when theirs pass."
    return messages.ask_administrators(of, kind=UNOWNED, subject=subject, sentence=sentence) > 0


def _of_today(service_id: uuid.UUID) -> QueueLook:
    today: dt.date = clock.today()
    look = queries.on(service_id, today)
    if look is None:
        look = QueueLook(service_id=service_id, day=today)
        db.session.add(look)
        db.session.flush()
    return look


def _tell(service_id: uuid.UUID, people: list[User]) -> None:
    waiting = queries.waiting(service_id)
    subject = f"Nobody has looked through the queue today: {waiting} waiting"
    lines = [
        f"{one.reference}: {one.waiting_days} working days, {one.status.words.lower()}"
        for one in queries.oldest(service_id, NAMED)
    ]
    text = f"{subject}.\nThe oldest:\n\n" + "\n".join(lines) + f"\n\nOpen the queue:\n{link(PAGE)}\n"
    for person in people:
        outbox.post(to=person.email, subject=subject, text=text, kind="referral.queue")
