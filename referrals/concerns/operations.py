"""What may be done with a safeguarding concern: raise it, write about it, look at it, settle it."""

import datetime as dt
import uuid
from collections.abc import Sequence

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import check_version, db, hold
from core.outbox import queries as outbox
from core.refusals import Refused
from core.settings import setting
from referrals.concerns import messages, queries
from referrals.concerns.models import Concern, ConcernNote, SafeguardingLead
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.intake.models import Referral
from referrals.intake.queries import find as find_referral
from referrals.intake.queries import leads_of
from referrals.intake.safeguarding import queries as safeguarding
from referrals.workflow import Step

SETTLED = "This concern is settled. If there is a new worry, raise a new concern."
NO_LEAD = "Nobody there could look at the safeguarding concern that goes with it: that service has no lead"


def raise_concern(actor, referral: Referral, *, kind: ConcernKind | None = None, words: str = "") -> Concern:
    """Raise a concern about the person of `referral`; nothing else has to be said at first.

    A lead has to look at it within CONCERN_HOURS hours, nights and weekends included. Whoever is named is told at
    once, and the link worker if somebody else raised it. Raises Missing for another service's referral.
    """
    demand(actor, Permission.WORK_REFERRALS)
    find_referral(actor, referral.id)
    return _open(actor, referral, kind, words)


def open_for_referrer(actor, referral: Referral, words: str | None) -> Concern:
    """Raise the concern that a referrer named: it has the same clock, and keeps the referral open as any other does."""
    return _open(actor, referral, None, words or "")


def _open(actor, referral: Referral, kind: ConcernKind | None, words: str) -> Concern:
    concern = _begin(referral, kind=kind, raised_by_id=actor.id, raised_by_name=actor.name, raised_at=clock.now())
    _write(actor, concern, words)
    audit.record(actor, "concern.raise", concern, referral=str(referral.id))
    messages.tell(actor, concern, messages.RAISED)
    return concern


def _begin(referral: Referral, **facts) -> Concern:
    """A concern at the referral's service, whose clock begins now, whenever it was raised."""
    look_by = clock.now() + dt.timedelta(hours=setting("CONCERN_HOURS"))
    concern = Concern(referral=referral, service_id=referral.service_id, look_by=look_by, notes=[], **facts)
    db.session.add(concern)
    db.session.flush()
    return concern


def carry(actor, referral: Referral, successor: Referral) -> None:
    """Give the service that gets a referral what is open about it, or else what its referrer named.

    Who raised it, and who said what of it and when, stays true. Its clock begins anew for the lead there, who is told
    at once, as the lead here is that it went along; here it stays open until it is settled. Raises Refused, beside the
    service, where nobody there could look at it.
    """
    waiting = queries.open_about(referral)
    named = [] if waiting else safeguarding.named_in(referral)
    if (waiting or named) and queries.lead_of(successor.service_id) is None:
        raise Refused(NO_LEAD, field="service_id")
    for concern in waiting:
        made = _copy(concern, successor)
        _came(actor, made, before=concern)
        messages.tell(actor, concern, messages.WENT_ALONG)
    for note in named:
        raised = {"raised_by_id": note.author_id, "raised_by_name": note.author.name, "raised_at": note.created_at}
        made = _begin(successor, kind=None, **raised)
        _add_note(made, note.words or "", author_id=note.author_id, author_name=note.author.name, at=note.created_at)
        _came(actor, made)


def _copy(concern: Concern, successor: Referral) -> Concern:
    same = ("kind", "raised_by_id", "raised_by_name", "raised_at")
    made = _begin(successor, **{name: getattr(concern, name) for name in same})
    for note in concern.notes:
        _add_note(made, note.words, author_id=note.author_id, author_name=note.author_name, at=note.written_at)
    return made


def _came(actor, made: Concern, before: Concern | None = None) -> None:
    first = str(before.id) if before else None
    audit.record(actor, "concern.carry", made, referral=str(made.referral_id), before=first)
    messages.tell(actor, made, messages.CAME)


def stand(actor, referral: Referral, step: Step) -> None:
    """Tell those who look at an open concern that the referrer has ended the referral: the concern still stands."""
    if step.name in queries.BY_REFERRER:
        for concern in queries.open_about(referral):
            messages.tell(actor, concern, messages.STANDS)


def describe(actor, concern: Concern, *, words: str, kind: ConcernKind | None = None) -> Concern:
    """Add to what is known of an open concern, and say what it is about. Raises Refused if it is settled."""
    _hold(actor, concern)
    if not words.strip() and kind in (None, concern.kind):
        raise Refused("Enter what you know", field="words")
    concern.kind = kind or concern.kind
    _write(actor, concern, words)
    audit.record(actor, "concern.describe", concern, kind=concern.kind)
    return concern


def look_at(actor, concern: Concern) -> Concern:
    """Write down that a lead has looked at it; the first to do so stops its clock."""
    demand(actor, Permission.LEAD_SERVICE)
    _hold(actor, concern)
    if concern.looked_at is None:
        concern.looked_at, concern.looked_by_name = clock.now(), actor.name
        db.session.flush()
        audit.record(actor, "concern.look", concern)
    return concern


def settle(actor, concern: Concern, *, outcomes: Sequence[ConcernOutcome], words: str, version: int | None) -> Concern:
    """End it, with everything that came of it. Raises Refused without that, without words or what it was about; Stale.

    That nobody was told, or that it was a mistake, stands beside no other outcome.
    """
    demand(actor, Permission.LEAD_SERVICE)
    _hold(actor, concern)
    check_version(concern, version)
    if not outcomes:
        raise Refused("Choose what came of it", field="outcomes")
    if alone := next((one for one in outcomes if one.is_alone and len(outcomes) > 1), None):
        raise Refused(f"Choose “{alone.words}” or something else, not both", field="outcomes")
    if not words.strip():
        raise Refused("Say what was done and why", field="words")
    if concern.kind is None and ConcernOutcome.MISTAKE not in outcomes:
        raise Refused("First say what the concern is about", field="outcomes")
    look_at(actor, concern)
    concern.outcome, concern.further_outcomes = outcomes[0], [one.value for one in outcomes[1:]]
    concern.settled_at, concern.settled_by_name = clock.now(), actor.name
    _write(actor, concern, words)
    audit.record(actor, "concern.settle", concern, outcomes=[one.value for one in outcomes])
    messages.tell(actor, concern, messages.SETTLED)
    return concern


def name_lead(actor, *, lead_id: uuid.UUID, version: int | None) -> SafeguardingLead:
    """Name who looks at the service's concerns first. Raises Stale, and Refused for anybody who does not lead it."""
    demand(actor, Permission.LEAD_SERVICE)
    if lead_id not in {one.id for one in leads_of(actor.organisation_id)}:
        raise Refused("Choose a lead of this service", field="lead_id")
    named = queries.named_lead(actor.organisation_id)
    check_version(named, version)
    named = named or SafeguardingLead(service_id=actor.organisation_id)
    named.lead_id = lead_id
    db.session.add(named)
    db.session.flush()
    audit.record(actor, "concern.name_lead", named, lead=str(lead_id))
    return named


def remind(concern_id: uuid.UUID) -> bool:
    """Tell every lead of the service, once, that nobody has looked at a concern in time; False if nobody was told.

    A service without a lead is told, and a lead asked for, on every day until there is one, who is told then.
    """
    concern = db.session.get(Concern, concern_id)
    if not concern.is_late or concern.reminded_at is not None:
        return False
    is_led = queries.lead_of(concern.service_id) is not None
    since = max(clock.midnight(), concern.look_by)
    if not is_led and outbox.was_posted(messages.KIND, concern.id, since=since):
        return False
    if not messages.tell(None, concern, messages.LATE, everyone=True):
        return False
    concern.reminded_at = clock.now() if is_led else None
    db.session.flush()
    return True


def _hold(actor, concern: Concern) -> None:
    """Nobody else changes it meanwhile. Raises Missing for a stranger's, Refused for one that is settled."""
    queries.find(actor, concern.id)
    hold(concern)
    if not concern.is_open:
        raise Refused(SETTLED)


def _write(actor, concern: Concern, words: str) -> None:
    _add_note(concern, words, author_id=actor.id, author_name=actor.name, at=clock.now())


def _add_note(concern: Concern, words: str, *, author_id: uuid.UUID, author_name: str, at: dt.datetime) -> None:
    if words.strip():
        said = {"words": words.strip(), "author_id": author_id, "author_name": author_name, "written_at": at}
        concern.notes.append(ConcernNote(number=len(concern.notes) + 1, **said))
    db.session.flush()
