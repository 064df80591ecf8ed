"""What is done about asking: write to a group, tell the editors, note what comes back, pause it, ask at once."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Select, select

from accounts.roles import Permission, may
from core import audit, clock
from core.db import check_version, db, insert_missing
from core.links import link
from core.outbox import letters
from core.outbox import operations as outbox
from core.refusals import Missing, Refused
from core.templating import day
from directory.listings.models import Service
from directory.upkeep import stopping
from directory.upkeep.asking import letter, queries
from directory.upkeep.asking.models import Asking, Mailbox
from directory.upkeep.asking.words import Answer, Reach, Step, Told, Wish

LONGEST_PAUSE = timedelta(days=366)
EDITORS_PAGE = "/directory/asking"
TOLD_OF = "asking-told"
# More names than these in one letter to an editor help nobody; its link shows all.
MOST_NAMED = 30


def write_to(actor, posts: Sequence[queries.Post]) -> Counter[str]:
    """Write these letters, each about those of its listings that are due still; returns what was done.

    Whoever else writes to one of the addresses at the same moment waits for this transaction, and then finds nothing
    due. All are held in the same order everywhere, so that two rounds never wait for each other in a circle.
    """
    mailboxes = _held_mailboxes(post.email for post in posts)
    rows = _all_held(service_id for post in posts for service_id in post.service_ids)
    stands = {one.service_id: one for one in queries.stands(list(rows))}
    services = queries.services(list(stands))
    done: Counter[str] = Counter()
    for post in posts:
        known = [stands[service_id] for service_id in post.service_ids if service_id in stands]
        due = queries.to_write([one for one in known if one.email == post.email])
        if due:
            about = [About(one, rows[one.service_id], services[one.service_id]) for one in due]
            _write(actor, mailboxes[post.email], about)
        done.update(one.next.step.done for one in due)
    return done


def direct(actor, service: Service, *, wish: Wish, until: date | None, version: int) -> None:
    """Do with this listing's rhythm what an editor wishes; `until` is only for a pause. Raises as the one it calls."""
    if Wish(wish) is Wish.PAUSE:
        pause(actor, service, until=until, version=version)
    elif Wish(wish) is Wish.NOW:
        ask_now(actor, service, version=version)
    else:
        resume(actor, service, version=version)


def ask_now(actor, service: Service, *, version: int) -> None:
    """Write to the group about this listing today, for an editor; whatever came back before, and whatever was paused.

    Raises Refused where it cannot be written to, or was within the time that letters to it are apart; Stale; Missing.
    """
    _must_edit(actor)
    stand = queries.stand_of(service.id)
    _must_be_reachable(stand)
    mailbox = _held_mailboxes([stand.email])[stand.email]
    row = _held_for_change(service, version)
    _must_be_apart(mailbox)
    row.paused_until, mailbox.bounced_at = None, None
    _write(actor, mailbox, [About(stand, row, service)])


def pause(actor, service: Service, *, until: date | None, version: int) -> Asking:
    """Let the group be before `until`, within a year: no letters, and no editor is told.

    Raises Refused, Stale, Missing.
    """
    _must_edit(actor)
    today = clock.today()
    if until is None or not today < until <= today + LONGEST_PAUSE:
        raise Refused(f"Choose a date after today and not after {day(today + LONGEST_PAUSE)}", field="until")
    row = _held_for_change(service, version)
    row.paused_until = until
    audit.record(actor, "listing.asking_paused", service)
    return row


def resume(actor, service: Service, *, version: int) -> Asking:
    """Let asking go on in its rhythm. Raises Stale, Missing."""
    _must_edit(actor)
    row = _held_for_change(service, version)
    row.paused_until = None
    audit.record(actor, "listing.asking_resumed", service)
    return row


def note_answer(service: Service, answer: Answer = Answer.YES) -> Asking:
    """Write down that the group has answered: its rhythm begins anew. Call it with whatever changes the listing."""
    row = _held(service.id)
    row.answered_at, row.answer = clock.now(), answer
    row.yeses = row.yeses + 1 if answer is Answer.YES else 0
    row.asked_at = row.wrote_at = row.told_at = row.told = None
    row.reminders = 0
    return row


def note_change(service: Service) -> Asking:
    """Write down that the group has changed its listing, which is an answer too."""
    return note_answer(service, Answer.CHANGED)


def tell_editors(actor, service_ids: Sequence[uuid.UUID]) -> Counter[str]:
    """Tell every editor, in one letter, of those of these listings of which they are still to be told."""
    rows = _all_held(service_ids)
    today = clock.today()
    due = [one for one in queries.stands(service_ids) if one.next.step is Step.TELL and one.next.due(today)]
    for one in due:
        row = rows[one.service_id]
        row.told_at, row.told = clock.now(), _why(one)
        audit.record(actor, "listing.asking_told", "listing_asking", listing=str(one.service_id), why=row.told)
    if due:
        _tell([(one.service_id, rows[one.service_id].told) for one in due])
    return Counter(one.next.step.done for one in due)


def note_bounces(actor) -> Counter[str]:
    """Remember the addresses from which the last letter came back."""
    found = queries.bounced()
    for mailbox in found:
        mailbox.bounced_at = clock.now()
        audit.record(actor, "asking.bounced", mailbox)
    return Counter("came back" for _ in found)


def _why(stand: queries.Stand) -> Told:
    return Told.SILENT if stand.facts.reach is Reach.OPEN else Told(stand.facts.reach.value)


class About(NamedTuple):
    """A listing that a letter is about: how asking stands with it, the row that says so, and the listing itself."""

    stand: queries.Stand
    row: Asking
    service: Service


def _write(actor, mailbox: Mailbox, about: Sequence[About]) -> None:
    """One letter about these listings; the state of each and the letter are kept together, or neither."""
    mailbox.wrote_at = clock.now()
    for one in about:
        _note_written(one.row, again=one.stand.next.step is Step.REMIND)
        audit.record(actor, "listing.asked", one.service)
    reminder = all(one.row.reminders for one in about)
    written, stop = letter.write([one.service for one in about], email=mailbox.email, reminder=reminder)
    outbox.post(to=mailbox.email, kind=queries.KIND, about=mailbox, stop=stop, **written.parts)


def _note_written(row: Asking, *, again: bool) -> None:
    row.wrote_at = clock.now()
    if again:
        row.reminders += 1
        return
    row.asked_at, row.reminders = row.wrote_at, 0
    row.told_at = row.told = None


def _tell(told: Sequence[tuple[uuid.UUID, Told]]) -> None:
    """One letter to each editor about all of these; which listings they are stands in it, who keeps them does not."""
    services = queries.services([service_id for service_id, _ in told[:MOST_NAMED]])
    names = [(services[service_id].name, why.words) for service_id, why in told[:MOST_NAMED]]
    said = {"names": names, "total": len(told), "page": link(EDITORS_PAGE)}
    for editor in queries.editors():
        stop = stopping.address(editor.email)
        outbox.post(to=editor.email, kind=TOLD_OF, stop=stop, **letters.written("asking-told", stop=stop, **said).parts)


def _held(service_id: uuid.UUID) -> Asking:
    """How asking stands with this listing, a row that nobody else changes until this transaction ends."""
    return _all_held([service_id])[service_id]


def _all_held(service_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Asking]:
    ids = sorted(set(service_ids))
    facts = {"version": queries.FIRST_VERSION, "reminders": 0, "yeses": 0}
    insert_missing(Asking.__table__, [_new_row() | facts | {"service_id": service_id} for service_id in ids])
    rows = _locked(select(Asking).where(Asking.service_id.in_(ids)).order_by(Asking.service_id))
    return {row.service_id: row for row in rows}


def _held_mailboxes(emails: Iterable[str]) -> dict[str, Mailbox]:
    kept = sorted(set(emails))
    insert_missing(Mailbox.__table__, [_new_row() | {"email": email} for email in kept])
    return {row.email: row for row in _locked(select(Mailbox).where(Mailbox.email.in_(kept)).order_by(Mailbox.email))}


def _new_row() -> dict:
    return {"id": uuid.uuid4(), "created_at": clock.now()}


def _locked(question: Select) -> Sequence:
    """The rows as they are now, whatever this session knew of them before."""
    return db.session.scalars(question.with_for_update().execution_options(populate_existing=True)).all()


def _held_for_change(service: Service, version: int) -> Asking:
    row = _held(service.id)
    check_version(row, version)
    return row


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing


UNREACHABLE = {
    Reach.NO_ADDRESS: "The listing has no email address. Add one first, or ring",
    Reach.NO_MAIL: "Whoever reads its email address wants no mail from us. Ring instead",
}


def _must_be_reachable(stand: queries.Stand | None) -> None:
    if stand is None:
        raise Refused("Nobody is asked about a listing that is retired or closed for good")
    if words := UNREACHABLE.get(stand.facts.reach):
        raise Refused(words)


def _must_be_apart(mailbox: Mailbox) -> None:
    if mailbox.wrote_at is None:
        return
    wrote_on = mailbox.wrote_at.astimezone(clock.LONDON).date()
    again = wrote_on + queries.ages().apart
    if clock.today() < again:
        raise Refused(f"We wrote to this address on {day(wrote_on)}. Write again from {day(again)}, or ring")
