"""What may be done in a link worker's day: write down a conversation, mend an entry, change the next step."""

import datetime as dt

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock, constraints
from core.db import check_version, db
from core.refusals import Refused
from referrals.caseload import queries
from referrals.caseload.models import Conversation
from referrals.caseload.times import LONGEST
from referrals.intake.models import Referral
from referrals.intake.operations import take_step
from referrals.intake.promises.operations import wind
from referrals.intake.queries import find as find_referral
from referrals.words import Attendance, Method

FURTHEST = dt.timedelta(days=730)
CORRECTED = "This entry has been corrected already. Open the record and correct the later entry."

constraints.explain("uq_conversation_corrects_id", CORRECTED)


def record(
    actor,
    referral: Referral,
    *,
    happened_at: dt.datetime,
    method: Method,
    attendance: Attendance,
    who_was_there: str | None = None,
    minutes: int | None = None,
    what_matters: str | None = None,
    notes: str | None = None,
    next_step: str | None = None,
    next_step_on: dt.date | None = None,
    corrects: Conversation | None = None,
) -> Conversation:
    """Write down a conversation or an attempt; the first that took place makes an allocated referral active.

    The referral's next step is that of its latest conversation, or of a later attempt that names one. Raises
    Refused for a moment to come or before the person was born, a length outside 0 to 600 minutes, and half a next
    step; Missing for another service's referral.
    """
    demand(actor, Permission.WORK_REFERRALS)
    find_referral(actor, referral.id)
    _check_status(referral)
    _check_moment(referral, happened_at)
    _check_minutes(minutes)
    _check_next_step(referral, next_step, next_step_on)
    _check_after(happened_at, next_step_on)
    before = queries.deciding(referral)
    conversation = Conversation(
        referral_id=referral.id,
        corrects_id=corrects.id if corrects else None,
        author_id=actor.id,
        happened_at=happened_at,
        recorded_at=clock.now(),
        method=method,
        attendance=attendance,
        who_was_there=who_was_there or None,
        minutes=minutes,
        what_matters=what_matters or None,
        notes=notes or None,
        next_step=next_step or None,
        next_step_on=next_step_on,
    )
    db.session.add(conversation)
    db.session.flush()
    _note_first_contact(referral)
    _begin(actor, referral, attendance)
    _carry_next_step(referral, conversation, before)
    action = "conversation.correct" if corrects else "conversation.record"
    audit.record(actor, action, conversation, referral=str(referral.id), attendance=attendance.value)
    return conversation


def correct(actor, referral: Referral, conversation: Conversation, **facts) -> Conversation:
    """Write down a conversation anew, in place of an entry that was wrong; the wrong one stays to be read.

    `facts` are those of `record`. Raises Refused if that entry was corrected before.
    """
    if queries.is_corrected(conversation):
        raise Refused(CORRECTED)
    return record(actor, referral, corrects=conversation, **facts)


def change_next_step(
    actor,
    referral: Referral,
    *,
    next_step: str | None,
    next_step_on: dt.date | None,
    version: int | None,
) -> Referral:
    """Set, move or (with neither words nor date) drop the next step, without a conversation.

    It stands until the next conversation decides anew. Raises Refused where no link worker has the referral, for
    half a next step and for a day that has passed or is more than 2 years away; Stale if somebody has changed the
    referral meanwhile; Missing for another service's referral.
    """
    demand(actor, Permission.WORK_REFERRALS)
    find_referral(actor, referral.id)
    check_version(referral, version)
    if not queries.is_held(referral):
        raise Refused(f"This referral is “{referral.status.words}”: only one with a link worker has a next step.")
    _check_next_step(referral, next_step, next_step_on)
    if next_step_on is not None and next_step_on < clock.today():
        raise Refused("The date of the next step must be today or in the future", field="next_step_on")
    referral.next_step, referral.next_step_on = next_step or None, next_step_on
    db.session.flush()
    audit.record(actor, "referral.next_step", referral, on=next_step_on and next_step_on.isoformat())
    return referral


def _check_status(referral: Referral) -> None:
    if not queries.is_recordable(referral):
        raise Refused(f"This referral is “{referral.status.words}”, so no conversation can be added to it.")


def _check_moment(referral: Referral, happened_at: dt.datetime) -> None:
    if happened_at > clock.now():
        raise Refused("The conversation must be in the past", field="happened_on")
    if happened_at.astimezone(clock.LONDON).date() < referral.person.date_of_birth:
        raise Refused("The conversation must be after the person was born", field="happened_on")


def _check_minutes(minutes: int | None) -> None:
    if minutes is not None and not 0 <= minutes <= LONGEST:
        raise Refused(f"Minutes must be between 0 and {LONGEST}", field="minutes")


def _check_next_step(referral: Referral, step: str | None, on: dt.date | None) -> None:
    if not step and on is None:
        return
    if not referral.is_open:
        raise Refused("This referral is closed, so it has no next step: leave this empty", field="next_step")
    if not step:
        raise Refused("Enter what the next step is", field="next_step")
    if on is None:
        raise Refused("Enter the date of the next step", field="next_step_on")
    if on > clock.today() + FURTHEST:
        raise Refused("The date of the next step must be within 2 years", field="next_step_on")


def _check_after(happened_at: dt.datetime, on: dt.date | None) -> None:
    if on is not None and on < happened_at.astimezone(clock.LONDON).date():
        raise Refused("The date of the next step must not be before the conversation", field="next_step_on")


def _note_first_contact(referral: Referral) -> None:
    """A correction can move it, or leave none."""
    first = queries.first_contacts([referral.id]).get(referral.id)
    referral.first_contact_on = first and first.astimezone(clock.LONDON).date()
    wind(referral)


def _begin(actor, referral: Referral, attendance: Attendance) -> None:
    if attendance is Attendance.ATTENDED and referral.awaits_conversation:
        take_step(actor, referral, "begin")


def _carry_next_step(referral: Referral, entry: Conversation, before: Conversation | None) -> None:
    """The next step is the one that the deciding entry agreed, or none.

    One changed on its own page since `before` decided stays, unless a new conversation decides or a correction says
    something else than was said before.
    """
    after = queries.deciding(referral)
    decides_anew = after is entry and entry.corrects_id is None
    if referral.is_open and (decides_anew or _said(after) != _said(before)):
        referral.next_step, referral.next_step_on = _said(after)


def _said(entry: Conversation | None) -> tuple[str | None, dt.date | None]:
    return (entry.next_step, entry.next_step_on) if entry else (None, None)
