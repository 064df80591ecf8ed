"""What a link worker may do with a request: say that it is checked, take it in, answer it, throw it away."""

import uuid

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import check_version, db, hold, take_turns
from core.outbox import queries as outbox
from core.refusals import Refused
from referrals.intake.models import Referral
from referrals.intake.operations import make_referral
from referrals.intake.origins import Asker
from referrals.public import queries, telling
from referrals.public.models import Enquiry
from referrals.public.words import Proof, State


def confirm(actor, enquiry: Enquiry, *, version: int) -> None:
    """Whoever asked was rung, and is who they say. Raises Refused, Stale, Missing."""
    _begin(actor, enquiry, version, answered_too=True)
    if enquiry.is_proved:
        raise Refused("This request is checked already.")
    enquiry.proved_at = clock.now()
    audit.record(actor, "enquiry.confirm", enquiry)
    db.session.flush()


def take_in(actor, enquiry: Enquiry, *, version: int, **answers) -> Referral:
    """Make it a referral of this service, with what the link worker found out; it keeps its reference and its source.

    `answers` are those of `intake.operations.make_referral`, but the service, which was chosen by whoever asked.
    One that was answered in words can still be taken in. Raises Refused beside the field, or where nobody has checked
    who asked; Stale, Missing.
    """
    _begin(actor, enquiry, version, answered_too=True)
    if not enquiry.is_proved:
        raise Refused("Ring first: nothing shows yet who sent this request.")
    answers["service_id"] = enquiry.service_id
    referral = make_referral(actor, asker=asker_of(enquiry), **answers)
    enquiry.referral_id = referral.id
    _settle(actor, enquiry, State.TAKEN_IN)
    return referral


def asker_of(enquiry: Enquiry) -> Asker:
    """Who asked, as the referral names them; the way to reach them is one that was checked."""
    by_email = enquiry.proof is Proof.EMAIL
    return Asker(
        source=enquiry.source,
        reference=enquiry.reference,
        referrer_name=enquiry.asker_name,
        referrer_role=enquiry.asker_role,
        referrer_organisation=enquiry.asker_organisation,
        referrer_contact=enquiry.asker_email if by_email else enquiry.number_to_ring or None,
    )


def answer(actor, enquiry: Enquiry, *, version: int, words: str) -> None:
    """Answer it in words instead of taking it in; whoever asked reads them on their page. Raises Refused, Stale."""
    _begin(actor, enquiry, version)
    if not words.strip():
        raise Refused("Enter your answer", field="words")
    enquiry.answer = words.strip()
    _settle(actor, enquiry, State.ANSWERED)
    telling.tell_answered(enquiry)


def discard(actor, enquiry: Enquiry, *, version: int) -> None:
    """Delete what is no real request; that it was deleted, and by whom, stays in the audit. Raises Refused, Stale."""
    _begin(actor, enquiry, version)
    audit.record(actor, "enquiry.discard", enquiry, source=enquiry.source, reference=enquiry.reference)
    db.session.delete(enquiry)
    db.session.flush()


def remind(service_id: uuid.UUID) -> bool:
    """Tell a service's people, once on a working day, what they should have checked; whether anybody was told."""
    take_turns(f"requests to check at {service_id}")
    late = queries.unchecked(service_id)
    if not late or outbox.was_posted(telling.UNCHECKED, service_id, since=clock.midnight()):
        return False
    told = telling.remind(late)
    db.session.flush()
    return told > 0


def remind_of_urgent(enquiry_id: uuid.UUID) -> bool:
    """The same for one that names an urgent sign, from the day on which it came: each by itself."""
    enquiry = db.session.get(Enquiry, enquiry_id)
    if enquiry is None:
        return False
    hold(enquiry)
    if enquiry.state is not State.WAITING or outbox.was_posted(telling.URGENT, enquiry_id, since=clock.midnight()):
        return False
    told = telling.remind_of_urgent(enquiry)
    db.session.flush()
    return told > 0


def _begin(actor, enquiry: Enquiry, version: int, *, answered_too: bool = False) -> None:
    """Of two who act at once only one goes on, and nothing that is settled is settled again.

    `answered_too`: a referral may still come of what was answered in words.
    """
    demand(actor, Permission.WORK_REFERRALS)
    queries.find(actor, enquiry.id)
    hold(enquiry)
    if enquiry.state is not State.WAITING and not (answered_too and enquiry.may_be_taken_in):
        raise Refused(f"This request is settled already: {enquiry.state.words.lower()}.")
    check_version(enquiry, version)


def _settle(actor, enquiry: Enquiry, state: State) -> None:
    enquiry.state, enquiry.settled_at, enquiry.settled_by_id = state, clock.now(), actor.id
    audit.record(actor, f"enquiry.{state}", enquiry)
    db.session.flush()
