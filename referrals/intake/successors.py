"""The referral that another service gets when one is passed on: the same request, and a life of its own."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import inspect

from core import audit, clock
from core.db import db
from core.refusals import Refused
from referrals.intake import events, messages, queries, rules
from referrals.intake.models import Agreement, Referral, Risk
from referrals.intake.promises import operations as promises
from referrals.intake.promises.queries import reckon
from referrals.intake.safeguarding import operations as safeguarding
from referrals.people.models import Person
from referrals.words import AGREEMENT_WORDING, GivenBy, GivenHow, PassedOnBecause
from referrals.workflow import Status

PURPOSE = "Passing to another service"
ITEMS = ("referral", "history")
OF_A_ROW = frozenset({"id", "created_at", "version"})
# What belongs to a referral's life at one service; whatever else it has was asked, and is asked of the other one.
OWN_LIFE = OF_A_ROW | {
    *("reference", "person_id", "service_id", "link_worker_id", "status", "status_changed_at", "submitted_at"),
    *("promised_on", "first_contact_on", "due_on", "next_step", "next_step_on", "not_accepted", "closure", "outcome"),
    *("actions_for_referrer", "redirected_from_id"),
}
# What wings keep beside a request and a successor gets too, by the wing: (actor, from, to).
CARRIED: dict[str, Callable[[Any, Referral, Referral], None]] = {}


def pass_on(
    actor,
    referral: Referral,
    *,
    service_id: uuid.UUID | None,
    reason: PassedOnBecause,
    agreed: dict[str, Any] | None,
) -> Referral:
    """Make the same request of another service. `agreed` has given_by, given_how, given_on, given_by_name and
    decision_reason, if it was decided in their best interests.

    Without the person's agreement only safeguarding is passed on (`reason`). Raises Refused beside the field.
    """
    service = queries.other_service(referral, service_id)
    facts = _agreement(referral, agreed or {}, needed=reason is not PassedOnBecause.SAFEGUARDING)
    now, reckoned = clock.now(), reckon(service.id, referral.priority)
    successor = Referral(
        **_copied(referral, OWN_LIFE),
        reference=queries.unused_reference(),
        person=Person(**_copied(referral.person, OF_A_ROW)),
        service_id=service.id,
        redirected_from_id=referral.id,
        status=Status.SUBMITTED,
        status_changed_at=now,
        submitted_at=now,
    )
    db.session.add(successor)
    db.session.flush()
    for risk in referral.risks:
        db.session.add(Risk(**_copied(risk, OF_A_ROW | {"referral_id"}), referral_id=successor.id))
    for one in (referral, successor) if facts else ():
        _write_down(actor, one, service.name, facts)
    safeguarding.carry(actor, referral, successor)
    for carry in CARRIED.values():
        carry(actor, referral, successor)
    promises.make(actor, successor, reckoned)
    events.note(actor, successor, "submit", words=f"Passed on by {referral.service.name}")
    audit.record(actor, "referral.make", successor, person=str(successor.person_id), redirected_from=str(referral.id))
    messages.tell(actor, successor, "submit")
    return successor


def _copied(row, but: frozenset[str]) -> dict[str, Any]:
    columns = (column.key for column in inspect(type(row)).column_attrs)
    return {name: getattr(row, name) for name in columns if name not in but}


def _agreement(referral: Referral, agreed: dict[str, Any], *, needed: bool) -> dict[str, Any]:
    """The facts of the agreement; empty where none was given and none is needed."""
    asked = {
        "given_by": (GivenBy, "Choose who agreed"),
        "given_how": (GivenHow, "Choose how they agreed"),
        "given_on": (dt.date, "Enter the date of the agreement"),
    }
    if not needed and not agreed.get("given_by"):
        return {}
    for field, (kind, words) in asked.items():
        if not isinstance(agreed.get(field), kind):
            raise Refused(words, field=field)
    for field, words in rules.passing_on(agreed, made_on=referral.sent_on, today=clock.today()):
        raise Refused(words, field=field)
    given = {name: agreed[name] for name in asked}
    return given | {name: agreed.get(name) or None for name in ("given_by_name", "decision_reason")}


def _write_down(actor, referral: Referral, recipient: str, facts: dict[str, Any]) -> None:
    agreement = Agreement(
        referral_id=referral.id,
        recipient=recipient,
        purpose=PURPOSE,
        items=list(ITEMS),
        taken_by_id=actor.id,
        wording=AGREEMENT_WORDING,
        **facts,
    )
    db.session.add(agreement)
    db.session.flush()
    audit.record(actor, "agreement.record", agreement, referral=str(referral.id), items=list(ITEMS))
