"""What is asked for triage: a referral with all that its answer hangs on, and the rules of a service."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select, tuple_

from accounts.models import Organisation
from core.db import db
from core.identifiers.postcode import NO_FIXED_ABODE
from core.refusals import Missing
from referrals.intake import doors, duplicates, passed
from referrals.intake.duplicates import Alike
from referrals.intake.models import Referral
from referrals.intake.queries import other_services, visible_to
from referrals.intake.safeguarding import queries as safeguarding
from referrals.profile import eligibility
from referrals.profile.eligibility import Eligibility
from referrals.profile.facts import Profile
from referrals.profile.words import Ground
from referrals.triage.models import TriageRule
from referrals.triage.rules import SHIPPED, Facts, Rule, Suggestion, suggest
from referrals.triage.words import Mark
from referrals.words import Reason
from referrals.workflow import ENDED, OPEN, WAITING, Status

# What was sent by mistake is nobody's history.
PAST = ENDED - {Status.ENTERED_IN_ERROR}


@dataclass(frozen=True)
class Sheet:
    """A referral as triage looks at it. `against` is what the service's profile says; `earlier` how others ended.

    `previous` and `following` are its neighbours in the queue, None at its ends and for what is not in it.
    """

    referral: Referral
    facts: Facts
    suggestion: Suggestion
    redirect_to: Organisation | None
    against: list[Eligibility]
    area: str
    duplicates: list[Alike]
    earlier: list[Referral]
    previous: uuid.UUID | None
    following: uuid.UUID | None


def sheet(actor, referral: Referral) -> Sheet:
    """Everything at a glance; a fixed number of questions, however many referrals there are."""
    door = doors.of_referral(referral)
    asked = door.asked(doors.said_in(referral))
    against = eligibility.against(door.profile, asked)
    alike = duplicates.alike(actor, referral.person, but=referral.id, statuses=OPEN | PAST)
    found = [one for one in alike if one.referral.is_open]
    before = [one.referral for one in alike if not one.referral.is_open]
    facts = facts_of(referral, against, duplicate=bool(found), before=bool(before))
    suggestion = suggest(rules_for(referral.service_id), facts)
    others = other_services(referral.service_id) if suggestion.redirect_to_id else []
    previous, following = neighbours(actor, referral)
    return Sheet(
        referral=referral,
        facts=facts,
        suggestion=suggestion,
        redirect_to=next((one for one in others if one.id == suggestion.redirect_to_id), None),
        against=against,
        area=_area(door.profile, facts),
        duplicates=found,
        earlier=before[::-1],
        previous=previous,
        following=following,
    )


def others(referral: Referral) -> list[tuple[Organisation, str]]:
    """The services that it could be passed to, by name, each with one line on whether it takes this person."""
    found = other_services(referral.service_id)
    answers = doors.elsewhere(found, referral)
    return [(one, answers[one.id].line) for one in found]


def promised_there(referral: Referral) -> dt.date | None:
    """The day that is promised at the service to which it was passed; None for what was not passed on."""
    there = passed.to(referral)
    return there and there.promised_on


def _area(profile: Profile, facts: Facts) -> str:
    if not profile.practices and not profile.areas:
        return "You take people from everywhere"
    return "Outside your area" if Ground.OUT_OF_AREA in facts.grounds else "In your area"


def facts_of(referral: Referral, against: list[Eligibility], *, duplicate: bool, before: bool) -> Facts:
    """What rules may know of a referral, and nothing of when it was sent."""
    return Facts(
        age=referral.person.age,
        reasons=frozenset(Reason(code) for code in referral.reasons),
        risks=frozenset(risk.kind for risk in referral.known_risks),
        grounds=frozenset(one.ground for one in against if one.ground),
        marks=frozenset(mark for mark, holds in _marks(referral, duplicate, before) if holds),
        safeguarding=safeguarding.has_concern(referral),
    )


def _marks(referral: Referral, duplicate: bool, before: bool):
    person = referral.person
    yield Mark.URGENT_SIGN, referral.urgent_signs
    yield Mark.URGENT, referral.is_urgent
    yield Mark.DUPLICATE, duplicate
    yield Mark.BEFORE, before
    yield Mark.DOMESTIC_ABUSE, _is_abuse(referral)
    yield Mark.NO_TELEPHONE, not person.telephone
    yield Mark.NO_FIXED_ABODE, person.postcode == NO_FIXED_ABODE
    yield Mark.INTERPRETER, person.needs_interpreter
    yield Mark.ANSWERED, referral.answer is not None


def _is_abuse(referral: Referral) -> bool:
    return Reason.DOMESTIC_ABUSE in referral.reasons or any(risk.kind == "from_others" for risk in referral.risks)


def neighbours(actor, referral: Referral) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """The referrals before and after this one in the service's queue, which is ordered by when something is due."""
    if referral.due_on is None or referral.status not in WAITING:
        return None, None
    return _next(actor, referral, after=False), _next(actor, referral, after=True)


def _next(actor, referral: Referral, *, after: bool) -> uuid.UUID | None:
    """The index of the queue leads straight there: due day first, then the moment of sending, then the id.

    That a day is not before the first of all keeps SQLite from looking through what is not in the queue.
    """
    order = (Referral.due_on, Referral.submitted_at, Referral.id)
    here = (referral.due_on, referral.submitted_at, referral.id)
    beyond = (tuple_(*order) > here,) if after else (tuple_(*order) < here, Referral.due_on >= dt.date.min)
    rows = visible_to(actor).with_only_columns(Referral.id).where(Referral.status.in_(WAITING), *beyond)
    return db.session.scalar(rows.order_by(*(one if after else one.desc() for one in order)).limit(1))


def rules_for(service_id: uuid.UUID) -> list[Rule]:
    """The rules that decide what is suggested: the service's own, or those that are shipped."""
    own = [as_rule(row) for row in rules_of(service_id)]
    return own or list(SHIPPED)


def as_rule(row: TriageRule) -> Rule:
    """The row as a pure rule."""
    return Rule(row.conditions, row.answer, row.reason, row.words, row.redirect_to_id)


def rules_of(service_id: uuid.UUID) -> list[TriageRule]:
    """The service's own rules in their order; none while it has those that are shipped."""
    rows = select(TriageRule).where(TriageRule.service_id == service_id)
    return list(db.session.scalars(rows.order_by(TriageRule.place, TriageRule.id)))


def find_rule(actor, rule_id: uuid.UUID) -> TriageRule:
    """A rule of the actor's own service; raises Missing."""
    rows = select(TriageRule).where(TriageRule.id == rule_id, TriageRule.service_id == actor.organisation_id)
    if (found := db.session.scalar(rows)) is None:
        raise Missing
    return found
