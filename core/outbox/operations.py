"""What may be done with a message: post it, claim those that are due, note what became of them, try again, stop."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from core import clock
from core.db import db
from core.outbox import letters, queries
from core.outbox.models import MailStop, Message, State
from core.refusals import Refused

# How long to wait after each try that failed; after the last the message is failed, and says so.
WAITS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240, 480, 960, 1440))
CLAIM = timedelta(minutes=2)
LONGEST_SUBJECT = 200


def post(
    *, to: str, subject: str, text: str, kind: str, about=None, html: str | None = None, stop: str | None = None
) -> Message:
    """Write a message in this transaction; it goes when the change that it tells of is kept, and not otherwise.

    `subject` and `text` name no person: mail is read on screens that others see. `kind` is a short word
    for what sort of message it is, `about` the row that it is about. `html` says the same as `text`: without it
    it is drawn from the text, see letters.py.
    `stop` is the whole address at which one click stops such messages (RFC 8058): one that has it is discarded at
    once where its reader wants no more of them.
    """
    message = Message(
        recipient=to,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text,
        html=html or letters.paged(subject, text),
        stop=stop,
        kind=kind,
        about=about.__tablename__ if about is not None else None,
        about_id=about.id if about is not None else None,
        state=State.WAITING,
        due_at=clock.now(),
    )
    if stop and queries.has_stopped(to):
        message.state, message.problem = State.DISCARDED, "the reader wants no more"
        message.clear()
    db.session.add(message)
    return message


def claim_due(limit: int = 20) -> Sequence[Message]:
    """Take messages that are due, for two minutes, so that two senders do not take the same one."""
    now = clock.now()
    due = (
        select(Message.id)
        .where(
            Message.state == State.WAITING,
            Message.due_at <= now,
            or_(Message.claimed_until.is_(None), Message.claimed_until <= now),
        )
        .order_by(Message.due_at, Message.created_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(db.session.scalars(due))
    if ids:
        db.session.execute(update(Message).where(Message.id.in_(ids)).values(claimed_until=now + CLAIM))
    return list(db.session.scalars(select(Message).where(Message.id.in_(ids)).order_by(Message.due_at)))


def note_sent(message: Message) -> None:
    """It has gone. What it says is not kept."""
    message.state, message.sent_at = State.SENT, clock.now()
    message.tries += 1
    message.claimed_until, message.problem = None, None
    message.clear()


def note_failure(message: Message, problem: str) -> None:
    """It has not gone: wait and try again, and after the last wait give up where people can see it."""
    message.tries += 1
    message.problem, message.claimed_until = problem[:200], None
    if message.tries > len(WAITS):
        message.state = State.FAILED
    else:
        message.due_at = clock.now() + WAITS[message.tries - 1]


def note_bounce(message: Message, problem: str = "") -> bool:
    """Nobody can be reached at its address: it is not tried again. False if that was known, or it was never sent.

    `problem` is a code of the mail system, such as 5.1.1 (RFC 3463), and no words of its.
    """
    if message.state in {State.BOUNCED, State.DISCARDED}:
        return False
    message.state, message.bounced_at = State.BOUNCED, clock.now()
    message.problem, message.claimed_until = problem[:200] or None, None
    message.clear()
    return True


def stop(email: str) -> bool:
    """Let this address have no more of the messages that can be stopped; False if that is so already."""
    return stop_hashed(queries.hashed(email))


def stop_hashed(who: str) -> bool:
    """The same for an address of which only the hash is known, as `queries.hashed` gives it."""
    if queries.has_stopped_hashed(who):
        return False
    db.session.add(MailStop(who=who))
    db.session.flush()
    waiting = Message.state.in_((State.WAITING, State.FAILED)) & Message.stop.is_not(None)
    for message in db.session.scalars(select(Message).where(waiting)):
        if queries.hashed(message.recipient) == who:
            message.state, message.problem = State.DISCARDED, "the reader wants no more"
            message.clear()
    return True


def forget_recipients(kind: str) -> int:
    """Keep the addresses no longer to which messages of this `kind` have gone; returns how many were forgotten."""
    gone = Message.state.in_((State.SENT, State.BOUNCED, State.DISCARDED)) & (Message.recipient != "")
    return db.session.execute(update(Message).where(Message.kind == kind, gone).values(recipient="")).rowcount


def resume(email: str) -> bool:
    """Let this address have such messages again; False if it may already."""
    return resume_hashed(queries.hashed(email))


def resume_hashed(who: str) -> bool:
    """The same for an address of which only the hash is known."""
    return bool(db.session.execute(delete(MailStop).where(MailStop.who == who)).rowcount)


def try_again(message: Message) -> None:
    """Put a failed message back in the queue."""
    if message.state is not State.FAILED:
        raise Refused("Only a message that has failed can be tried again.")
    message.state, message.tries, message.due_at = State.WAITING, 0, clock.now()


def discard_before(moment: datetime) -> int:
    """Give up waiting messages due before `moment`, unsent: for a demonstration's invented past. Returns how many."""
    stale = update(Message).where(Message.state == State.WAITING, Message.due_at < moment)
    gone = {"state": State.DISCARDED, "text": None, "html": None, "stop": None}
    return db.session.execute(stale.values(**gone)).rowcount
