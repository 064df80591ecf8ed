"""What somebody without an account may do: ask, have another code, prove the code; and what housekeeping forgets."""

import datetime as dt
import hmac
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, update

from core import audit, clock, limits
from core.constraints import explain
from core.db import db, own_transaction
from core.identifiers import NotValid
from core.refusals import Refused
from core.settings import setting
from referrals.intake.queries import unused_reference
from referrals.people import identity
from referrals.public import allowances, codes, queries, rules, telling, texting
from referrals.public.models import Enquiry
from referrals.public.words import WORDING, Proof, State
from referrals.words import AccessNeed, Source, UrgentSign

explain("uq_enquiry_reference", "Not sent, by a coincidence on our side. Nothing was saved: send it again.")
ADDRESS = "public form address"
WRONG = "This is not the code that we sent last, or it is too old. Check it, or have another code sent"


class Sent(NamedTuple):
    """A request that was sent, and the end of the address of its page, which is not kept."""

    enquiry: Enquiry
    token: str


def ask(
    actor,
    *,
    service_id: uuid.UUID,
    network: str,
    source: Source,
    proof: Proof,
    date_of_birth: dt.date,
    access_needs: Sequence[AccessNeed] = (),
    urgent_signs: Sequence[UrgentSign] = (),
    **said,
) -> Sent:
    """Keep what somebody asks, apart from referrals, and send the code that it waits for.

    Whatever is known of anybody here, the answer is the same. `said` are the other columns of an Enquiry that hold
    answers. Raises Refused beside the field, and TooMany where too much was sent.
    """
    asked = queries.service(service_id)
    said |= {"source": source, "proof": proof, "date_of_birth": _born(date_of_birth), "agreed": True}
    for field, words in rules.problems(said, asked.profile, today=clock.today()):
        raise Refused(words, field=field)
    allowances.spend(allowances.of(proof), network=network, service=str(service_id), everybody="")
    token = codes.new_token()
    enquiry = Enquiry(
        reference=_reference(),
        token_hash=codes.hashed(token),
        service_id=service_id,
        state=State.WAITING if proof is Proof.CALL else State.UNPROVEN,
        access_needs=[AccessNeed(need).value for need in access_needs],
        urgent_signs=[UrgentSign(sign).value for sign in urgent_signs],
        wording=WORDING,
        code_tries=0,
        codes_sent=0,
        **_columns(said),
    )
    db.session.add(enquiry)
    db.session.flush()
    audit.record(actor, "enquiry.ask", enquiry, source=source, proof=proof, urgent=list(enquiry.urgent_signs))
    if proof is Proof.CALL:
        telling.tell_service(enquiry)
    else:
        _send_code(enquiry)
    return Sent(enquiry, token)


def _born(date: dt.date) -> dt.date:
    try:
        return identity.born(date)
    except NotValid as problem:
        raise Refused(str(problem), field="date_of_birth") from None


def _columns(said: dict) -> dict:
    """The answers as the table holds them: no empty words, and whoever asks for themselves has the person's name."""
    kept = {name: value if value not in ("", None) else None for name, value in said.items() if name != "agreed"}
    if kept["source"] is Source.SELF:
        own = {"asker_name": f"{kept['first_name']} {kept['family_name']}"}
        kept |= own | dict.fromkeys(("asker_role", "asker_organisation", "asker_telephone"))
    return kept


def _reference() -> str:
    while queries.is_used(drawn := unused_reference()):
        pass
    return drawn


def send_again(actor, enquiry: Enquiry, *, network: str) -> None:
    """Send another code, in place of the one before. Raises Refused after the third, TooMany."""
    if enquiry.state is not State.UNPROVEN:
        raise Refused("This request has been sent already. It needs no other code.")
    if enquiry.codes_sent >= codes.MOST_SENT:
        raise Refused("We have sent three codes for this request. Choose “Ring me instead”.")
    allowances.spend(allowances.TRIED, network=network)
    _send_code(enquiry)
    audit.record(actor, "enquiry.code", enquiry)


def ring_instead(actor, enquiry: Enquiry, *, network: str) -> None:
    """Wait for no code any more: the service sees the request now, and rings before it does anything.

    Raises Refused where there is no number to ring, TooMany.
    """
    if enquiry.proof is Proof.CALL:
        return
    if enquiry.state is not State.UNPROVEN:
        raise Refused("This request has been sent already.")
    if not enquiry.number_to_ring:
        raise Refused("We have no number to ring. Ask again, with a telephone number.")
    allowances.spend(allowances.TO_RING, network=network, service=str(enquiry.service_id))
    enquiry.proof, enquiry.state, enquiry.code_hash = Proof.CALL, State.WAITING, None
    db.session.flush()
    audit.record(actor, "enquiry.ring_instead", enquiry)
    telling.tell_service(enquiry)


def _send_code(enquiry: Enquiry) -> None:
    """A code that nobody has seen yet; an address that has had many is sent none, and nobody is told."""
    code = codes.new_code()
    enquiry.code_hash = codes.sealed(code, enquiry.token_hash, setting("SECRET_KEY"))
    enquiry.code_sent_at, enquiry.code_tries, enquiry.codes_sent = clock.now(), 0, enquiry.codes_sent + 1
    by_text = enquiry.proof is Proof.TEXT
    own = enquiry.telephone if enquiry.source is Source.SELF else enquiry.asker_telephone
    to = own if by_text else enquiry.asker_email
    had = limits.tries(ADDRESS, to, since=clock.now() - allowances.DAY)
    limits.count_here(ADDRESS, to)
    if len(had) >= allowances.MOST_CODES_TO_ONE_ADDRESS:
        return
    if by_text:
        texting.send(to, telling.code_words(code))
    else:
        telling.send_code(to, code)


def prove(actor, enquiry: Enquiry, *, code: str, token: str, network: str) -> None:
    """The code was typed: the service sees the request now. A code works once, five tries, half an hour.

    Each try is counted before it is looked at, in a transaction of its own, so that tries at once are counted too.
    Raises Refused beside `code`, TooMany.
    """
    if enquiry.state is not State.UNPROVEN:
        raise Refused("This request has been sent already.")
    enquiry_id = enquiry.id
    limits.hold("public form code network", network, **_tried())
    limits.count("public form code network", network)
    if not _may_try(enquiry_id):
        raise Refused("This code was typed wrongly too often. Have another code sent", field="code")
    enquiry = queries.by_token(token)
    sealed = codes.sealed(codes.typed(code), enquiry.token_hash, setting("SECRET_KEY"))
    fresh = enquiry.code_sent_at and clock.now() - enquiry.code_sent_at < codes.LASTS
    if not fresh or not hmac.compare_digest(sealed, enquiry.code_hash or ""):
        raise Refused(WRONG, field="code")
    enquiry.state, enquiry.proved_at, enquiry.code_hash = State.WAITING, clock.now(), None
    audit.record(actor, "enquiry.prove", enquiry)
    telling.tell_sent(enquiry, token)
    telling.tell_service(enquiry)


def _tried() -> dict:
    (one,) = allowances.TRIED
    return {"most": one.most, "within": one.within, "words": one.words}


def _may_try(enquiry_id: uuid.UUID) -> bool:
    """Count one try of the code; False if all are used up."""
    left = (Enquiry.id == enquiry_id) & (Enquiry.code_tries < codes.MOST_TRIES)
    with own_transaction():
        tried = db.session.execute(update(Enquiry).where(left).values(code_tries=Enquiry.code_tries + 1))
    return bool(tried.rowcount)


def forget(now: dt.datetime) -> int:
    """Delete what nobody proved in time, and what was answered long ago; returns how many."""
    unproved = (Enquiry.state == State.UNPROVEN) & (Enquiry.created_at < now - setting("ENQUIRY_PROVED_WITHIN"))
    answered = (Enquiry.state == State.ANSWERED) & (Enquiry.settled_at < now - setting("ENQUIRY_KEPT"))
    return db.session.execute(delete(Enquiry).where(unproved | answered)).rowcount
