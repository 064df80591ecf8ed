"""What may be done about promises: make the first, move it by the days that were not the service's, name a new day."""

import datetime as dt
import uuid

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import check_version, db
from core.identifiers.telephone import spoken
from core.refusals import Refused
from core.templating import weekday
from core.working_days import add_working_days, is_working_day, working_days_between
from referrals.intake import clocks, discretion, events, messages
from referrals.intake.models import Referral
from referrals.intake.promises import queries
from referrals.intake.promises.models import PromisedDay
from referrals.intake.promises.words import OPEN_AGAIN, PASSED_WORDS, Cause, moved, to_person
from referrals.intake.queries import find
from referrals.letters import operations as letters
from referrals.letters import ways
from referrals.letters.models import Letter
from referrals.people.words import ContactWay
from referrals.profile.queries import profile_of
from referrals.words import LetterKind, Way

NO_DAY = "No day is promised, so there is none to tell."
FURTHEST = dt.timedelta(days=730)


def make(actor, referral: Referral, reckoned: queries.Reckoned) -> PromisedDay | None:
    """The first promise of a referral that is being sent; `reckoned` from the queue before it stood in it.

    None while no day can be promised: the round names one (`name_first`) as soon as the service takes referrals again.
    """
    if reckoned.promised_on is None:
        return wind(referral)
    return _name(actor, referral, reckoned.promised_on, Cause.SENT, position=reckoned.position)


def follow(actor, referral: Referral, step: str, *, since: dt.date) -> None:
    """Let the promise follow a step that was just taken, `since` when it stood in the status that the step ended.

    The days that a question waited for its answer, or that it was on hold, are not the service's; one that is opened
    again gets a day from the queue.
    """
    if referral.contact_by is None:
        return
    if step in _PAUSED_BY:
        days = working_days_between(since, clock.today())
        if days > 0:
            _name(actor, referral, add_working_days(referral.promised_on, days), _PAUSED_BY[step])
    elif step == "reopen":
        reckoned = queries.reckon_promise(referral)
        _name(actor, referral, reckoned.promised_on, Cause.REOPENED, position=reckoned.position)


_PAUSED_BY = {"answer": Cause.ANSWERED, "resume": Cause.RESUMED}


def renew(actor, referral: Referral, *, promised_on: dt.date, words: str, version: int | None) -> PromisedDay:
    """Name a new day for first contact, with words to the referrer, who is told.

    Raises Refused, beside the field, where there is nothing to promise, for a day that is no later than the old one,
    has passed, is no working day or lies more than 2 years ahead, and for no words; Stale where somebody has changed
    the referral meanwhile; Missing for another service's referral.
    """
    demand(actor, Permission.WORK_REFERRALS)
    find(actor, referral.id)
    check_version(referral, version)
    old, words = referral.promised_on, words.strip()
    _check_renewal(referral, promised_on, words)
    made = _name(actor, referral, promised_on, _cause_of_renewal(old), words=words)
    _tell_of_renewal(actor, referral, made, old=old, why=words)
    return made


def _cause_of_renewal(old: dt.date | None) -> Cause:
    if old is None:
        return Cause.SENT
    return Cause.PASSED if old < clock.today() else Cause.RENEWED


def tell_person(actor, referral: Referral, *, way: Way) -> Letter:
    """Write to the person by when they are spoken with. Raises Refused for a way that they forbid."""
    demand(actor, Permission.OPEN_REFERRALS)
    find(actor, referral.id)
    if discretion.seen_by(actor, referral).asks_of_day:
        raise Refused(discretion.ASK)
    if referral.contact_by is None:
        raise Refused(NO_DAY)
    kind = LetterKind.PROMISE if queries.count(referral) < 2 else LetterKind.NEW_DATE
    return letters.write(actor, referral.id, referral.person, kind=kind, way=way, words=words_to_person(referral))


def warn(actor, referral_id: uuid.UUID) -> bool:
    """Tell the service that a promise is about to break; False where it is told already, or no longer has to be.

    False as well where nobody works there: the service counts as told once somebody is.
    """
    demand(actor, Permission.WORK_REFERRALS)
    referral = queries.held(referral_id)
    latest = queries.latest(referral)
    if latest is None or latest.service_told_at is not None or not queries.is_the_services(referral):
        return False
    if not messages.warn(actor, referral):
        return False
    latest.service_told_at = clock.now()
    db.session.flush()
    audit.record(actor, "promise.warn", latest, referral=str(referral.id))
    return True


def renew_passed(actor, referral_id: uuid.UUID) -> bool:
    """Name a new day for a promise that has passed and that nobody has renewed; the referrer is told. False: no need.

    The service was warned on an earlier day, if anybody works there: it is never told by its referrer first.
    """
    demand(actor, Permission.WORK_REFERRALS)
    referral = queries.held(referral_id)
    latest = queries.latest(referral)
    if latest is None or latest.promised_on >= clock.today() or not queries.is_the_services(referral):
        return False
    if not queries.was_warned(latest, referral):
        return False
    reckoned = queries.reckon_promise(referral, renewing=True)
    old = referral.promised_on
    made = _name(actor, referral, reckoned.promised_on, Cause.PASSED, position=reckoned.position)
    _tell_of_renewal(actor, referral, made, old=old, why=PASSED_WORDS)
    return True


def _tell_of_renewal(actor, referral: Referral, made: PromisedDay, *, old: dt.date | None, why: str) -> None:
    """History, the audit and the referrer learn of a new day in the same way, whoever named it."""
    words = moved(old=weekday(old) if old else "", new=weekday(made.promised_on), why=why)
    events.note(actor, referral, "renew", words=words)
    audit.record(actor, "promise.renew", made, referral=str(referral.id), on=made.promised_on.isoformat())
    messages.tell(actor, referral, "renew")


def name_first(actor, referral_id: uuid.UUID) -> bool:
    """Name the first day of somebody who was referred while none could be promised, and tell the referrer.

    False while the service still says of no day when it takes referrals again, and where there is no need.
    """
    demand(actor, Permission.WORK_REFERRALS)
    referral = queries.held(referral_id)
    waits = referral.status in clocks.BEFORE_CONTACT - clocks.PAUSED and referral.first_contact_on is None
    if not waits or referral.promised_on is not None:
        return False
    reckoned = queries.reckon_first(referral)
    if reckoned.promised_on is None:
        return False
    made = _name(actor, referral, reckoned.promised_on, Cause.SENT, position=reckoned.position)
    _tell_of_renewal(actor, referral, made, old=None, why=OPEN_AGAIN)
    return True


def words_to_person(referral: Referral) -> str:
    """What a letter, text message or email to the person says about the day that is promised."""
    number = referral.service.telephone
    person = referral.person
    return to_person(
        day=weekday(referral.promised_on),
        telephone=spoken(number) if number else "",
        reference=referral.reference,
        calls=person.contacts_carer or ContactWay.TELEPHONE not in person.forbidden_ways,
    )


def promise_as_read(actor, referral: Referral) -> dict[str, str]:
    """The same as it is read, by the names of the ways that bring it so (ways.as_read)."""
    return ways.as_read(referral.person, words_to_person(referral), by=ways.sender(referral.person, actor))


def day_of(moment: dt.datetime) -> dt.date:
    """The day in England."""
    return moment.astimezone(clock.LONDON).date()


def _check_renewal(referral: Referral, day: dt.date, words: str) -> None:
    if not referral.is_open or referral.first_contact_on is not None:
        raise Refused("First contact is no longer waited for, so there is no day to promise.")
    if day <= clock.today():
        raise Refused("The new date must be in the future", field="promised_on")
    if referral.promised_on and day <= referral.promised_on:
        raise Refused("The new date must be after the one that was promised", field="promised_on")
    if day > clock.today() + FURTHEST:
        raise Refused("The new date must be within 2 years", field="promised_on")
    if not is_working_day(day):
        raise Refused("The new date must be a working day", field="promised_on")
    if not words:
        raise Refused("Say why in a few words", field="words")


def _name(actor, referral: Referral, day: dt.date, cause: Cause, *, position: int | None = None, words: str = ""):
    promise = PromisedDay(
        referral_id=referral.id,
        service_id=referral.service_id,
        number=queries.count(referral) + 1,
        promised_on=day,
        cause=cause,
        position=position,
        words=words,
        made_on=clock.today(),
        made_by_name=actor.name,
    )
    referral.promised_on = day
    wind(referral)
    db.session.add(promise)
    db.session.flush()
    return promise


def wind(referral: Referral) -> None:
    """Set the queue's clock anew, after a change of its status or its promise."""
    referral.due_on = clocks.due(
        profile_of(referral.service_id),
        referral.status,
        referral.priority,
        since=day_of(referral.status_changed_at),
        contact_by=referral.contact_by,
        urgent_sign=bool(referral.urgent_signs),
    )
