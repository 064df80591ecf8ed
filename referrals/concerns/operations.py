"""What may be done with a safeguarding concern: raise it, write about it, look at it, settle it."""

import datetime as dt
import uuid

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import check_version, db, hold
from core.refusals import Refused
from core.settings import setting
from referrals.concerns import messages, queries
from referrals.concerns.models import Concern, ConcernNote, SafeguardingLead
from referrals.concerns.words import ConcernKind, ConcernOutcome
from referrals.intake.models import Referral
from referrals.intake.queries import find as find_referral
from referrals.intake.queries import leads_of

SETTLED = "This concern is settled. If there is a new worry, raise a new concern."


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
    now = clock.now()
    concern = Concern(
        referral=referral,
        service_id=referral.service_id,
        kind=kind,
        raised_by_id=actor.id,
        raised_by_name=actor.name,
        raised_at=now,
        look_by=now + dt.timedelta(hours=setting("CONCERN_HOURS")),
        notes=[],
    )
    db.session.add(concern)
    db.session.flush()
    _write(actor, concern, words)
    audit.record(actor, "concern.raise", concern, referral=str(referral.id))
    messages.tell(actor, concern, messages.RAISED)
    return concern


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


def settle(actor, concern: Concern, *, outcome: ConcernOutcome, words: str, version: int | None) -> Concern:
    """End it, with what came of it. Raises Refused without words or what it was about; Stale if it was changed."""
    demand(actor, Permission.LEAD_SERVICE)
    _hold(actor, concern)
    check_version(concern, version)
    if not words.strip():
        raise Refused("Say what was done and why", field="words")
    if concern.kind is None and outcome is not ConcernOutcome.MISTAKE:
        raise Refused("First say what the concern is about", field="outcome")
    look_at(actor, concern)
    concern.outcome, concern.settled_at, concern.settled_by_name = outcome, clock.now(), actor.name
    _write(actor, concern, words)
    audit.record(actor, "concern.settle", concern, outcome=outcome)
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
    """Tell every lead of the service, once, that nobody has looked at a concern in time; returns whether it was due."""
    concern = db.session.get(Concern, concern_id)
    if not concern.is_late or concern.reminded_at is not None:
        return False
    concern.reminded_at = clock.now()
    messages.tell(None, concern, messages.LATE, everyone=True)
    db.session.flush()
    return True


def _hold(actor, concern: Concern) -> None:
    """Nobody else changes it meanwhile. Raises Missing for a stranger's, Refused for one that is settled."""
    queries.find(actor, concern.id)
    hold(concern)
    if not concern.is_open:
        raise Refused(SETTLED)


def _write(actor, concern: Concern, words: str) -> None:
    if words.strip():
        note = ConcernNote(
            number=len(concern.notes) + 1,
            words=words.strip(),
            author_id=actor.id,
            author_name=actor.name,
            written_at=clock.now(),
        )
        concern.notes.append(note)
    db.session.flush()
