"""One round of delivery: claim what is due, carry each, note what became of it."""

import uuid
from dataclasses import dataclass

from core.db import db, transaction
from core.logs import event
from core.outbox import operations, queries
from core.outbox.bounces import Unreachable
from core.outbox.carriers import Carrier
from core.outbox.models import Message


@dataclass
class Round:
    """What one round came to; those that bounced are among those that failed."""

    sent: int = 0
    failed: int = 0
    bounced: int = 0


def deliver(carrier: Carrier) -> Round:
    """Deliver what is due. Each message has its own transaction, so a poisonous one holds up no other.

    A sender killed between handing a message over and noting it hands it over again after its claim
    runs out, with the same Message-ID: at least once, never not at all.
    """
    outcome = Round()
    with transaction():
        claimed = [message.id for message in operations.claim_due()]
    for message_id in claimed:
        _deliver_one(carrier, message_id, outcome)
    return outcome


def _deliver_one(carrier: Carrier, message_id: uuid.UUID, outcome: Round) -> None:
    """Carry with no lock held: a mail server that hangs must not keep anybody from saving."""
    message = queries.find(message_id)
    db.session.expunge(message)
    db.session.rollback()
    problem, for_ever = _problem(carrier, message)
    with transaction():
        message = queries.find(message_id)
        if problem is None:
            operations.note_sent(message)
            outcome.sent += 1
            return
        if for_ever:
            operations.note_bounce(message, problem)
        else:
            operations.note_failure(message, problem)
        outcome.failed += 1
        outcome.bounced += for_ever
        event("message not delivered", message=message.id, tries=message.tries, state=message.state)


def _problem(carrier: Carrier, message: Message) -> tuple[str | None, bool]:
    """Carry the message; the kind of error if it would not go, and whether it never will.

    Any error at all: the library that writes headers has more kinds than it tells of, and one odd address
    must not stop the sender.
    """
    try:
        carrier.carry(message)
    except Unreachable as refused:
        return refused.code, True
    except Exception as problem:
        return type(problem).__name__, False
    return None, False
