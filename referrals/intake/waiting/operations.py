"""What may be done for somebody who waits: have a word, and note it, without beginning the work."""

import datetime as dt

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import db
from core.refusals import Refused
from referrals.intake import clocks, events
from referrals.intake.models import Referral
from referrals.intake.queries import find
from referrals.intake.waiting.models import WordWhileWaiting
from referrals.letters import operations as letters
from referrals.words import LetterKind, Method, Way

# What is written goes by a letter of the same way; the others are spoken.
WRITTEN = {Method.LETTER: Way.LETTER, Method.TEXT: Way.TEXT, Method.EMAIL: Way.EMAIL}


def keep_in_touch(
    actor, referral: Referral, *, method: Method, had_on: dt.date, words: str, to_person: str = ""
) -> WordWhileWaiting:
    """Note a call or a letter to somebody who waits for first contact: no clock begins or ends with it.

    `words` are for the service; `to_person` is what a letter, text message or email says. Raises Refused, beside
    the field, for a day to come or before the referral, for a way that the person forbids, and where nobody waits;
    Missing for another service's referral.
    """
    demand(actor, Permission.WORK_REFERRALS)
    find(actor, referral.id)
    _check(referral, had_on, words.strip())
    if method in WRITTEN:
        _write(actor, referral, WRITTEN[method], to_person)
    word = WordWhileWaiting(
        referral_id=referral.id,
        had_on=had_on,
        method=method,
        words=words.strip(),
        author_id=actor.id,
        author_name=actor.name,
    )
    db.session.add(word)
    db.session.flush()
    events.note(actor, referral, "in_touch")
    audit.record(actor, "referral.in_touch", word, referral=str(referral.id), method=method.value)
    return word


def _check(referral: Referral, had_on: dt.date, words: str) -> None:
    if referral.status not in clocks.BEFORE_CONTACT or referral.first_contact_on is not None:
        raise Refused("This person no longer waits for first contact: record a conversation instead.")
    if had_on > clock.today():
        raise Refused("The date must be today or in the past", field="had_on")
    if had_on < referral.submitted_at.astimezone(clock.LONDON).date():
        raise Refused("The date must be after the referral was sent", field="had_on")
    if not words:
        raise Refused("Say in a few words what was said", field="words")


def _write(actor, referral: Referral, way: Way, to_person: str) -> None:
    try:
        letters.write(actor, referral.id, referral.person, kind=LetterKind.IN_TOUCH, way=way, words=to_person)
    except Refused as refusal:
        field = {"way": "method", "words": "to_person"}.get(refusal.field or "")
        raise Refused(refusal.words, field=field) from None
