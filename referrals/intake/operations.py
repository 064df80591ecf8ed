"""What may be done with a referral: make one, take a step in its life, write down what the person agreed to."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from accounts.operations import demand
from core import audit, clock
from core.constraints import explain
from core.db import db, hold
from core.refusals import Missing, Refused, Stale
from referrals import workflow
from referrals.intake import clocks, discretion, doors, events, messages, origins, queries, rules, steps
from referrals.intake.models import Agreement, Referral, Risk
from referrals.intake.origins import Asker
from referrals.intake.promises import operations as promises
from referrals.intake.promises.queries import reckon
from referrals.intake.safeguarding import operations as safeguarding_notes
from referrals.intake.safeguarding.words import Concern
from referrals.people.operations import add_person
from referrals.profile.facts import PreCheck
from referrals.profile.models import PreCheckAnswer
from referrals.words import (
    AGREEMENT_WORDING,
    GivenBy,
    GivenHow,
    InterpreterUsed,
    Priority,
    Reason,
    RiskKind,
    UrgentSign,
)
from referrals.workflow import Status

explain("uq_referral_reference", "Not sent, by a coincidence on our side. Nothing was saved: send it again.")
explain("uq_referral_event_referral_id_number", Stale().words)

# For a step that follows from something else in the same transaction, where no form was made from a version.
ANY_VERSION = -1
TELLING_GP = "Telling what came of it"


def make_referral(
    actor,
    *,
    service_id: uuid.UUID,
    reasons: Sequence[Reason],
    need: str = "",
    risks: Sequence[RiskKind],
    given_by: GivenBy,
    given_how: GivenHow,
    given_on: dt.date,
    main_reason: Reason | None = None,
    priority: Priority = Priority.ROUTINE,
    own_words: str | None = None,
    reason_for_social_prescribing: str | None = None,
    risk_details: str | None = None,
    safeguarding: Concern = Concern.NOT_KNOWN,
    safeguarding_details: str | None = None,
    given_by_name: str | None = None,
    decision_reason: str | None = None,
    who_was_there: str | None = None,
    interpreter_used: InterpreterUsed | None = None,
    tell_gp: bool = True,
    tell_gp_reason: str | None = None,
    why_again: str | None = None,
    referrer_role: str | None = None,
    urgent_signs: Sequence[UrgentSign] = (),
    pre_checks: Mapping[str, bool] = MappingProxyType({}),
    asker: Asker | None = None,
    **person,
) -> Referral:
    """Refer a person to a service; `person` holds the facts that `people.operations.add_person` takes.

    The day that is promised for first contact stands in `promised_on`; with `priority` urgent it is sooner.
    `urgent_signs` are those for which the referrer was shown where urgent things go: with one, it is sooner too. The
    main reason may be left out where there is one reason only, and the need where the reasons say it. With an `asker`,
    a link worker takes in what somebody without an account asked for. `why_again` says why somebody who seems to have
    been referred already is referred again, `referrer_role` what the clinician is by profession. `pre_checks` are the
    answers to the service's own questions, by their keys. Raises Refused beside the field that cannot stand, or for
    which the service said that it takes nobody.
    """
    service = origins.service_for(actor, asker, service_id)
    agreed = {
        "given_by": given_by,
        "given_by_name": given_by_name,
        "given_how": given_how,
        "given_on": given_on,
        "decision_reason": decision_reason,
        "who_was_there": who_was_there,
        "interpreter_used": interpreter_used,
    }
    needs = {"reasons": reasons, "main_reason": main_reason, "need": need, "risks": risks, "risk_details": risk_details}
    concern = {
        "safeguarding": safeguarding,
        "safeguarding_details": safeguarding_details,
        "urgent_signs": urgent_signs,
    }
    _hold(person | needs | concern | agreed)
    door = doors.refuse_outsider(
        service, None if asker else actor.organisation_id, person | needs | {"pre_checks": pre_checks}
    )
    now = clock.now()
    priority = clocks.priority_of(priority, urgent_signs)
    reckoned = reckon(service.id, priority)
    referral = Referral(
        reference=asker.reference if asker else queries.unused_reference(),
        person=add_person(**person),
        **origins.columns(actor, asker, referrer_role),
        service_id=service.id,
        priority=priority,
        main_reason=Reason(main_reason or reasons[0]),
        reasons=[Reason(one).value for one in reasons],
        need=need or "; ".join(Reason(one).words for one in reasons),
        own_words=own_words or None,
        reason_for_social_prescribing=reason_for_social_prescribing or None,
        urgent_signs=[UrgentSign(sign).value for sign in urgent_signs],
        urgency_checked_at=now,
        tell_gp=tell_gp,
        tell_gp_reason=None if tell_gp else tell_gp_reason or None,
        status=Status.SUBMITTED,
        status_changed_at=now,
        submitted_at=now,
    )
    db.session.add(referral)
    db.session.flush()
    _add_risks(actor, referral, risks, risk_details)
    _keep_pre_checks(referral, door.profile.pre_checks, pre_checks)
    safeguarding_notes.note(actor, referral, safeguarding, safeguarding_details)
    _agree_at_send(actor, referral, agreed)
    promises.make(actor, referral, reckoned)
    events.note(actor, referral, "submit", words=why_again or "")
    audit.record(actor, "referral.make", referral, person=str(referral.person_id), urgent=list(referral.urgent_signs))
    messages.tell(actor, referral, "submit")
    return referral


def _hold(answers: dict) -> None:
    """Raise Refused for the first answer that cannot stand beside the others."""
    for field, words in rules.problems(answers, today=clock.today()):
        raise Refused(words, field=field)


def _add_risks(actor, referral: Referral, risks: Sequence[RiskKind], details: str | None) -> None:
    """One row for each risk; what was said of them stands with every one, for each may be read alone."""
    for kind in risks:
        db.session.add(Risk(referral_id=referral.id, kind=RiskKind(kind), comment=details or None, author_id=actor.id))


def _keep_pre_checks(referral: Referral, asked: Sequence[PreCheck], answers: Mapping[str, bool]) -> None:
    """What was answered, with each question in the words in which it was asked."""
    for number, check in enumerate(asked, 1):
        if check.key in answers:
            kept = {"key": check.key, "question": check.question, "answer": answers[check.key]}
            referral.pre_checks.append(PreCheckAnswer(number=number, **kept))


def _agree_at_send(actor, referral: Referral, agreed: dict) -> None:
    """One agreement for the service, and one for the GP practice unless the person objects to its being told."""
    service, practice = referral.service.name, referral.person.gp_practice_name or _practice_name(referral)
    _add_agreement(actor, referral, recipient=service, purpose="Social prescribing", items=["referral"], **agreed)
    if referral.tell_gp:
        _add_agreement(actor, referral, recipient=practice, purpose=TELLING_GP, items=["outcome"], **agreed)


def _practice_name(referral: Referral) -> str:
    """Whom to tell where nobody said which GP practice is theirs: the one that refers, if one does."""
    return referral.practice.name if referral.practice else "The person’s GP practice"


def agree(
    actor,
    referral: Referral,
    *,
    recipient: str,
    purpose: str,
    items: Sequence[str],
    given_by: GivenBy,
    given_how: GivenHow,
    given_on: dt.date,
    given_by_name: str | None = None,
    wording: str = AGREEMENT_WORDING,
) -> Agreement:
    """Write down what the person agreed may be shared, with whom and what for.

    `items` are codes of what may be shared, `wording` the version of what was read out. Raises Refused, beside the
    field, for a date to come or where somebody else agreed and is not named.
    """
    queries.find(actor, referral.id)
    agreed = {"given_by": given_by, "given_by_name": given_by_name, "given_how": given_how, "given_on": given_on}
    for field, words in rules.agreement(agreed, today=clock.today()):
        raise Refused(words, field=field)
    agreement = _add_agreement(
        actor, referral, recipient=recipient, purpose=purpose, items=items, wording=wording, **agreed
    )
    audit.record(actor, "agreement.record", agreement, referral=str(referral.id), items=list(items))
    return agreement


def _add_agreement(actor, referral: Referral, *, items, given_by_name, wording=AGREEMENT_WORDING, **facts) -> Agreement:
    agreement = Agreement(
        referral_id=referral.id,
        items=[str(item) for item in items],
        given_by_name=given_by_name or None,
        wording=wording,
        taken_by_id=actor.id,
        **facts,
    )
    db.session.add(agreement)
    db.session.flush()
    return agreement


def take_step(
    actor,
    referral: Referral,
    step_name: str,
    *,
    version: int | None = ANY_VERSION,
    reason: str | None = None,
    words: str = "",
    link_worker_id: uuid.UUID | None = None,
    outcome: str | None = None,
    actions_for_referrer: str | None = None,
    service_id: uuid.UUID | None = None,
    agreed: dict[str, Any] | None = None,
) -> Referral:
    """Take one step of `workflow.STEPS`: the one door through which a status changes.

    `version` is the one that the person's form was made from; a step that follows from another change leaves it
    out. `reason` is a code of `workflow.REASONS`; `outcome` and `actions_for_referrer` belong to closing, the other
    service's `service_id` and what the person `agreed` (successors.pass_on) to passing on.
    Raises Missing for somebody else's referral or an unknown step, Refused where the rules do not allow it, and
    Stale where somebody has changed the referral meanwhile.
    """
    queries.find(actor, referral.id)
    hold(referral)
    if (step := workflow.STEPS.get(step_name)) is None:
        raise Missing
    demand(actor, step.permission_for(has_account=referral.has_account))
    words = words or outcome or ""
    steps.refuse_if_passed(actor, referral, step)
    seen = {"has_account": referral.has_account, "status_words": discretion.seen_by(actor, referral).status_words}
    workflow.check(actor, referral.status, step, reason=reason, words=words, **seen)
    if version != ANY_VERSION:
        steps.check_version(actor, referral, step, version)
    before = referral.status
    if step.name == "take" and before is Status.SUBMITTED:
        _advance(actor, referral, workflow.STEPS["accept"])
    given = steps.Given(
        reason, words, link_worker_id, outcome or words, actions_for_referrer, service_id=service_id, agreed=agreed
    )
    steps.apply(actor, referral, step, given)
    _advance(actor, referral, step, reason=reason, words=steps.said(step, given))
    messages.tell(actor, referral, step.name, before=before)
    steps.follow(actor, referral, step)
    return referral


def _advance(actor, referral: Referral, step: workflow.Step, *, reason: str | None = None, words: str = "") -> None:
    """Change the status and leave the step's traces."""
    target = workflow.leads_to(step, referral.status, begun=referral.begun, asked_from=referral.asked_from)
    since = referral.status_changed_at.astimezone(clock.LONDON).date()
    if target is not referral.status:
        referral.status, referral.status_changed_at = target, clock.now()
        promises.wind(referral)
    db.session.flush()
    promises.follow(actor, referral, step.name, since=since)
    events.note(actor, referral, step.name, reason=reason, words=words)
    audit.record(actor, f"referral.{step.name}", referral, reason=reason)
